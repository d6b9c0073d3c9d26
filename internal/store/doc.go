// Package store owns the learner's collection on disk: one SQLite database and
// a folder of media files kept by content. It imports and exports streams of
// study.Entry, appends review rows, keeps every card's schedule as a cache of
// what its rows add up to, and finds what is due.
//
// Review rows are append-only: triggers refuse to change or delete them, except
// while a card, a note, a deck or everything is erased. Undo is a row that
// names another. Schedules can be thrown away and replayed at any time.
//
// A home holds carrel.db (and SQLite's -wal and -shm files beside it), lock,
// media/ and cache/. One process at a time may have a home open; internal/relay
// puts its socket there too.
//
// A Store has one writing connection and, on operating systems that can share
// a database between connections, some reading ones. Its methods may be called
// from many goroutines. Callers must not call the store while they range over
// the stream of an Export.
package store
