// Package moodle owns Moodle's XML question banks: every question type of
// Moodle's own, embedded answers ("cloze") among them, with the files questions
// carry. Categories become decks.
package moodle
