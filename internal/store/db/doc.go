// Package db is a connection to SQLite with the few calls that the store needs: statements that
// are prepared once, rows, and transactions. It knows nothing of the tables.
package db
