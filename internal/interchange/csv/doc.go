// Package csv owns tables of questions: comma or tab separated text, with or
// without the headers Anki writes.
//
// # What it reads
//
// Lines "#key:value" at the top set separator, html, tags, columns, notetype,
// deck, "notetype column", "deck column", "tags column", "guid column", and,
// beyond Anki's, lang and "answer lang". Other lines that begin with # are
// comments. Without a separator header the separator is guessed, without an
// encoding mark the encoding, and a first row of known column names is taken
// for a header row.
//
// Columns named question and answer, or a common word for them, make questions
// in their own right; further columns may hold other accepted answers ("also",
// separated by " | "), wrong choices, an explanation, tags, a deck and
// languages. Any other table becomes notes of a note type with the table's
// columns as fields.
package csv
