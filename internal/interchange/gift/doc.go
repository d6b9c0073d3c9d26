// Package gift owns Moodle's GIFT and Aiken question text.
//
// GIFT has no official grammar; what is read here follows Moodle's own
// description and importer: questions separated by blank lines, comments,
// categories (which become decks), titles, text formats, and the answer kinds
// multiple choice (also weighted and with several answers), true or false,
// short answer, numeric, matching, essay and description.
package gift
