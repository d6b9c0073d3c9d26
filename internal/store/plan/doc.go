// Package plan computes the cached schedules of cards in the database: it reads the settings
// that decide when a card comes, replays the review rows of cards under them, and writes Seen
// rows where reviews are dated in the future.
package plan
