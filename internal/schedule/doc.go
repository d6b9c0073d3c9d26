// Package schedule owns the way from a card's review rows to its schedule: replay,
// undo, bury, states set by imports, and which desired retention applies. The memory
// model itself is fsrs, and the store keeps the rows. Everything here is a pure
// function of its arguments. The order in which rows arrive never matters, so devices
// with the same rows have the same schedule.
package schedule
