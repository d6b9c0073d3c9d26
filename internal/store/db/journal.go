package db

import "github.com/ncruces/go-sqlite3"

// KeepLog chooses how commits are made durable: by a write-ahead log or, on a file system
// that does not support one, by a rollback journal that is truncated after each
// transaction.
func (c *Conn) KeepLog() error {
	mode := ""
	if _, err := c.One("PRAGMA journal_mode = WAL", func(r *sqlite3.Stmt) error {
		mode = r.ColumnText(0)
		return nil
	}); err != nil {
		return err
	}
	if mode == "wal" || mode == "memory" {
		return nil
	}
	return c.Exec("PRAGMA journal_mode = TRUNCATE")
}
