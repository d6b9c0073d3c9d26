package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// Conn is a connection with a cache of prepared statements, keyed by their text. Only one
// goroutine uses it at a time.
type Conn struct {
	*sqlite3.Conn
	stmts map[string]*sqlite3.Stmt
}

// New returns a connection without cached statements.
func New(c *sqlite3.Conn) *Conn { return &Conn{Conn: c, stmts: map[string]*sqlite3.Stmt{}} }

// Close closes the connection and its statements.
func (c *Conn) Close() error {
	for _, s := range c.stmts {
		s.Close()
	}
	clear(c.stmts)
	return c.Conn.Close()
}

// Stmt returns the statement for sql, reset and without the bindings of earlier use.
func (c *Conn) Stmt(sql string) (*sqlite3.Stmt, error) {
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

// Run runs one statement that returns no rows.
func (c *Conn) Run(sql string, args ...any) error {
	s, err := c.Stmt(sql)
	if err != nil {
		return err
	}
	if err := bind(s, args); err != nil {
		return err
	}
	return s.Exec()
}

// Each calls f for every row. f must not run the same sql.
func (c *Conn) Each(sql string, f func(r *sqlite3.Stmt) error, args ...any) error {
	s, err := c.Stmt(sql)
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

// One calls f for the first row, if any, and reports whether there is one.
func (c *Conn) One(sql string, f func(r *sqlite3.Stmt) error, args ...any) (bool, error) {
	s, err := c.Stmt(sql)
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

// Int returns the first column of the first row, or 0 where there is no row.
func (c *Conn) Int(sql string, args ...any) (int, error) {
	n := 0
	_, err := c.One(sql, func(r *sqlite3.Stmt) error { n = r.ColumnInt(0); return nil }, args...)
	return n, err
}

func (c *Conn) begin() error { return c.Run("BEGIN IMMEDIATE") }

func (c *Conn) commit() error { return c.Run("COMMIT") }

// Rollback ends a transaction. SQLite may have rolled it back already, as it does when the
// disk is full.
func (c *Conn) Rollback() {
	c.SetInterrupt(context.Background())
	if !c.GetAutocommit() {
		c.Run("ROLLBACK")
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

// ColumnID returns a column of a row as an ID, which is zero for NULL.
func ColumnID(r *sqlite3.Stmt, i int) study.ID {
	var id study.ID
	copy(id[:], r.ColumnRawBlob(i))
	return id
}

// ColumnRaw returns a copy of a column of a row as JSON, or nil for NULL.
func ColumnRaw(r *sqlite3.Stmt, i int) json.RawMessage {
	if r.ColumnType(i) == sqlite3.NULL {
		return nil
	}
	return append(json.RawMessage{}, r.ColumnRawText(i)...)
}
