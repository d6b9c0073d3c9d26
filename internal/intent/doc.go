// Package intent owns the phrases that a learner can say at a given moment and what
// they mean: command words, the names of choices, number words, yes and no. They are
// data per language; microphones are not its concern.
//
// Expect describes what can be said now. Phrases turns it into the phrases that a
// recogniser listens for. Parse turns recognised or typed text into an Intent. Package
// answer decides whether an answer is right.
package intent
