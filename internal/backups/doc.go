// Package backups owns the automatic backups: their names, the rules for keeping
// them, and the folder that holds them. internal/interchange/backup owns their
// content.
package backups
