// Package apkg owns Anki's files: packages of the generations Legacy 1,
// Legacy 2 and Latest (.apkg, .colpkg) and bare collection databases of schema
// 11 to 18. Read turns one into a stream of study entries; Write makes a
// package of one.
//
// # Identities
//
// Everything gets its identity from the one Anki gave it, so that importing a
// package again, or on a second device, adds nothing: notes from their guid,
// cards from note and ordinal, note types from their id and field names, decks
// from their name, reviews from card and review-log id.
//
// # What counts as a review
//
// A review-log row with an answer from 1 to 4 becomes a Graded review; every
// other row (rescheduled or reset by hand) becomes a Manual one, which does not
// count. Rows of cards that are no longer in the file are left out and reported
// as one Skip. A card that is not new also yields one Set review, dated just
// after its last answer, that carries Anki's memory and due date.
//
// # Nothing is lost
//
// Columns Carrel has no word for are kept under "anki" in the Origin of the
// thing they belong to, and Write puts them back.
package apkg
