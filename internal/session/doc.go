// Package session owns the hands-free loop as a value: Step takes a State and
// an Event and returns the next State and the Effects to carry out. It plays,
// hears, stores and knows nothing itself: time and chance arrive in events,
// and a whole conversation can be replayed from a file of them.
//
// The host (internal/app, the command line) answers a Next effect with a Card
// event, or with Exhausted when nothing is left, and carries out Record and
// Undo; the page does the rest.
//
// What each phase takes, hears and offers is the table in phase.go. The steps
// themselves belong to the parts of a turn: question, askingBack, feedback and
// reading.
package session
