// Package store owns the learner's collection on disk: one SQLite database and a folder of
// media files addressed by their content. It imports and exports streams of study.Entry,
// appends review rows, caches each card's schedule as the result of its rows, and finds
// due cards.
//
// Review rows are append-only. Triggers refuse to change or delete them, except while a
// card, a note, a deck or the whole collection is erased. Undo is a row that names another
// row. Schedules can be discarded and replayed at any time.
//
// store/home owns the folder that holds the database: its lock, permissions and media files.
//
// A Store has one writing connection and, on operating systems where connections can share
// a database, some reading ones. Its methods are safe for concurrent use. Callers must not
// call the store while they range over the stream of an Export.
package store
