// Package session owns the hands-free loop as a value: Step takes a State and an Event and
// returns the next State and the Effects to carry out. It does no input or output and keeps
// no state of its own. Time and randomness arrive in events, so a whole conversation can be
// replayed from a file of them.
//
// The host (internal/conversation, the command line) answers a Next effect with a Card event, or with
// Exhausted when nothing is left, and carries out Record, Undo and Suspend. It answers Read
// with a Passage event. The page carries out the other effects.
//
// The table in phase.go says which events each phase handles, what may be said in it and
// what it offers. The steps themselves belong to the parts of a turn: question, askingBack,
// feedback and reading.
package session
