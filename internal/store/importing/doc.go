// Package importing adds a stream of entries to the database, in one transaction that the store
// begins. stream.go runs the import; the other files each add one kind of entry.
package importing
