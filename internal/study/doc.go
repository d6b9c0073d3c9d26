// Package study owns Carrel's domain types: decks, note types, notes, cards, questions,
// reviews, their identities, and the error kinds of every other package. It knows
// nothing of storage, speech or the web, and contains no clock and no source of
// randomness.
package study
