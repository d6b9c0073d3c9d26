// Package backups owns the backups that Carrel makes by itself: their names,
// which of them are kept, and the folder they are in on a disk. What is in them
// is the business of internal/interchange/backup.
package backups
