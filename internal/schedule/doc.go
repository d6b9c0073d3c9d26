// Package schedule owns how a card's review rows add up to its place in the
// learner's memory: replay, undo, bury, states set by imports, and whose
// desired retention counts. The memory model itself is fsrs; rows are kept by
// the store. Everything here is a pure function of its arguments, and the order
// in which rows arrive never matters, so that devices which have the same rows
// have the same schedule.
package schedule
