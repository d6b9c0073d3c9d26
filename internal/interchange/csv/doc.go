// Package csv owns tables of questions: text separated by commas or tabs, with or without
// the headers that Anki writes.
//
// # What it reads
//
// Lines "#key:value" at the top set separator, html, tags, columns, notetype, deck,
// "notetype column", "deck column", "tags column", "guid column" and, in addition to
// Anki's headers, lang and "answer lang". Other lines that begin with # are comments.
// Without a header for it the separator is guessed, and so is the encoding without a byte
// order mark. A first row of known column names counts as a header row.
//
// Columns named question and answer, or a common synonym, make questions without a note
// type. Further columns may hold other accepted answers ("also", separated by " | "),
// wrong choices, an explanation, tags, a deck and languages. Any other table becomes
// notes of a note type that has the table's columns as fields.
package csv
