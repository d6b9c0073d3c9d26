// Package gift owns Moodle's text formats for questions, GIFT and Aiken.
//
// GIFT has no official grammar. This package follows Moodle's own description and
// importer: questions separated by blank lines, comments, categories (which become
// decks), titles, text formats, and the question types multiple choice (also with weights
// and with several right answers), true or false, short answer, numeric, matching, essay
// and description.
package gift
