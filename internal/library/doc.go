// Package library implements the use cases of a collection: its decks, cards,
// readings, import, export, backups, repair, settings and progress. It knows
// nothing of HTTP or of the command line. The same code runs natively and in a
// browser worker; Config holds what differs between the two.
package library
