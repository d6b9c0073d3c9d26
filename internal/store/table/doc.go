// Package table knows the tables of the collection: for each, the columns, how a row becomes a
// value of internal/study, and how a value is bound to an INSERT or UPDATE. A note becomes SQL
// in note.go. Code that reads rows goes on without a row that cannot be read; see damage.go.
package table
