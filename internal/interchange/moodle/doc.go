// Package moodle owns Moodle's XML question banks. It reads all of Moodle's own question
// types, including embedded answers ("cloze"), and the files that questions contain.
// Categories become decks.
package moodle
