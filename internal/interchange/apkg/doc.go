// Package apkg owns Anki's files: packages of the generations Legacy 1, Legacy 2 and
// Latest (.apkg, .colpkg) and bare collection databases of schema 11 to 18. Read turns a
// file into a stream of study entries; Write makes a package from a stream.
//
// # Identities
//
// Each thing derives its identity from its identity in Anki, so that importing a package
// again, or on a second device, adds nothing: a note from its guid, a card from its note
// and ordinal, a note type from its id and field names, a deck from its name, a review
// from its card and review-log id.
//
// # What counts as a review
//
// A review-log row with an answer from 1 to 4 becomes a Graded review. Every other row
// (rescheduled or reset by hand) becomes a Manual review, which does not count. Rows of
// cards that are no longer in the file are left out and reported together as one Skip. A
// card that is not new also yields one Set review, dated just after its last answer, with
// Anki's memory state and due date.
//
// # Nothing is lost
//
// Columns for which Carrel has no field are kept under "anki" in the Origin of the thing
// they belong to, and Write restores them.
package apkg
