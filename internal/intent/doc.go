// Package intent owns what a learner may say at a given moment and what it
// means: the command words, the ways to name a choice, number words, yes and
// no, each per language as data, with nothing about microphones.
//
// Expect says what may be said now. Phrases turns it into the phrases a
// recogniser should listen for; Parse turns recognised or typed text into an
// Intent. Whether an answer is right is not decided here but in package
// answer.
package intent
