package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// conn is a connection with a cache of prepared statements, keyed by their text. Only one
// goroutine uses it at a time.
type conn struct {
	*sqlite3.Conn
	stmts map[string]*sqlite3.Stmt
}

func (c *conn) close() error {
	for _, s := range c.stmts {
		s.Close()
	}
	clear(c.stmts)
	return c.Conn.Close()
}

// prepare returns the statement for sql, reset and without the bindings of earlier use.
func (c *conn) prepare(sql string) (*sqlite3.Stmt, error) {
	if s := c.stmts[sql]; s != nil {
		return s, s.Reset()
	}
	s, _, err := c.PrepareFlags(sql, sqlite3.PREPARE_PERSISTENT)
	if err != nil {
		return nil, err
	}
	c.stmts[sql] = s
	return s, nil
}

// exec runs one statement that returns no rows.
func (c *conn) exec(sql string, args ...any) error {
	s, err := c.prepare(sql)
	if err != nil {
		return err
	}
	if err := bind(s, args); err != nil {
		return err
	}
	return s.Exec()
}

// each calls f for every row. f must not run the same sql.
func (c *conn) each(sql string, f func(r *sqlite3.Stmt) error, args ...any) error {
	s, err := c.prepare(sql)
	if err != nil {
		return err
	}
	if err := bind(s, args); err != nil {
		return err
	}
	for s.Step() {
		if err := f(s); err != nil {
			s.Reset()
			return err
		}
	}
	if err := s.Err(); err != nil {
		s.Reset()
		return err
	}
	return s.Reset()
}

// one calls f for the first row, if any, and reports whether there is one.
func (c *conn) one(sql string, f func(r *sqlite3.Stmt) error, args ...any) (bool, error) {
	s, err := c.prepare(sql)
	if err != nil {
		return false, err
	}
	if err := bind(s, args); err != nil {
		return false, err
	}
	found := s.Step()
	if found && f != nil {
		err = f(s)
	} else {
		err = s.Err()
	}
	if e := s.Reset(); err == nil {
		err = e
	}
	return found && err == nil, err
}

// int returns the first column of the first row, or 0 where there is no row.
func (c *conn) int(sql string, args ...any) (int, error) {
	n := 0
	_, err := c.one(sql, func(r *sqlite3.Stmt) error { n = r.ColumnInt(0); return nil }, args...)
	return n, err
}

func (c *conn) begin() error { return c.exec("BEGIN IMMEDIATE") }

func (c *conn) commit() error { return c.exec("COMMIT") }

// rollback ends a transaction. SQLite may have rolled it back already, as it does when the
// disk is full.
func (c *conn) rollback() {
	c.SetInterrupt(context.Background())
	if !c.GetAutocommit() {
		c.exec("ROLLBACK")
	}
}

func bind(s *sqlite3.Stmt, args []any) error {
	for i, a := range args {
		if err := bindOne(s, i+1, a); err != nil {
			return err
		}
	}
	return nil
}

func bindOne(s *sqlite3.Stmt, i int, a any) error {
	switch v := a.(type) {
	case nil:
		return s.BindNull(i)
	case int:
		return s.BindInt(i, v)
	case int64:
		return s.BindInt64(i, v)
	case study.Time:
		return s.BindInt64(i, int64(v))
	case bool:
		return s.BindBool(i, v)
	case float64:
		return s.BindFloat(i, v)
	case string:
		return s.BindText(i, v)
	case []byte:
		return s.BindBlob(i, v)
	case study.ID:
		if v.IsZero() {
			return s.BindNull(i)
		}
		return s.BindBlob(i, v[:])
	case json.RawMessage:
		if v == nil {
			return s.BindNull(i)
		}
		return s.BindRawText(i, v)
	}
	panic(fmt.Sprintf("store: cannot bind a %T", a))
}

func columnID(r *sqlite3.Stmt, i int) study.ID {
	var id study.ID
	copy(id[:], r.ColumnRawBlob(i))
	return id
}

func columnRaw(r *sqlite3.Stmt, i int) json.RawMessage {
	if r.ColumnType(i) == sqlite3.NULL {
		return nil
	}
	return append(json.RawMessage{}, r.ColumnRawText(i)...)
}
