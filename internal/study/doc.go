// Package study owns the words Carrel is written in: decks, note types,
// notes, cards, questions, reviews, their identities, and the kinds of error
// every other package reports with. It knows nothing of storage, speech or
// the web, and it holds no clock and no source of chance.
package study
