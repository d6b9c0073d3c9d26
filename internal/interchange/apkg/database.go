package apkg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs/readervfs"
	"golang.org/x/text/cases"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

const (
	sqliteMagic = "SQLite format 3\x00"
	maxValue    = 32 << 20 // bytes in one column of one row
	maxHeap     = 96 << 20 // bytes that SQLite may allocate
)

var opened atomic.Int64

// database is an open collection in which nothing can execute: it is read only and offers
// ordinary tables only, without views, triggers, virtual tables or computed columns.
type database struct {
	src    source.Source
	conn   *sqlite3.Conn
	name   string
	watch  *watch
	tables map[string]bool
}

type content interface {
	io.ReaderAt
	Size() (int64, error)
}

func openDatabase(ctx context.Context, src source.Source, data content) (*database, error) {
	db := &database{
		src:    src,
		name:   fmt.Sprintf("carrel-collection-%d", opened.Add(1)),
		watch:  &watch{Context: ctx},
		tables: map[string]bool{},
	}
	readervfs.Create(db.name, noWAL{data})
	if err := db.open(); err != nil {
		db.close()
		return nil, err
	}
	return db, nil
}

func (db *database) open() error {
	conn, err := sqlite3.OpenFlags("file:"+db.name+"?vfs=reader&immutable=1&mode=ro", sqlite3.OPEN_READONLY|sqlite3.OPEN_URI)
	if err != nil {
		return db.explain(err, "the collection")
	}
	db.conn = conn
	db.watch.rest()
	conn.SetInterrupt(db.watch)
	conn.Limit(sqlite3.LIMIT_LENGTH, maxValue)
	conn.HardHeapLimit(maxHeap)
	for op, on := range map[sqlite3.DBConfig]bool{
		sqlite3.DBCONFIG_DEFENSIVE:      true,
		sqlite3.DBCONFIG_TRUSTED_SCHEMA: false,
		sqlite3.DBCONFIG_ENABLE_TRIGGER: false,
		sqlite3.DBCONFIG_ENABLE_VIEW:    false,
	} {
		if _, err := conn.Config(op, on); err != nil {
			return db.explain(err, "the collection")
		}
	}
	if err := conn.CreateCollation("unicase", unicase()); err != nil {
		return db.explain(err, "the collection")
	}
	if err := conn.Exec("PRAGMA temp_store=memory; PRAGMA cell_size_check=on; PRAGMA query_only=on"); err != nil {
		return db.explain(err, "the collection")
	}
	return db.checkSchema()
}

// unicase is the collation of Anki's newer tables.
func unicase() sqlite3.CollatingFunction {
	fold := cases.Fold()
	return func(a, b []byte) int { return bytes.Compare(fold.Bytes(a), fold.Bytes(b)) }
}

func (db *database) close() {
	if db.conn != nil {
		db.conn.Close()
	}
	readervfs.Delete(db.name)
}

func (db *database) checkSchema() error {
	return db.each("SELECT type, name, rootpage, sql FROM sqlite_master", "the table of contents", func(s *sqlite3.Stmt) error {
		kind, name := s.ColumnText(0), strings.ToLower(s.ColumnText(1))
		switch kind {
		case "view", "trigger":
			return db.src.Errorf(study.Unreadable, "the collection inside has a %s named %q, which Anki never makes; it was left alone", kind, clipName(name))
		case "table":
			if s.ColumnInt64(2) <= 0 {
				return db.src.Errorf(study.Unreadable, "the collection inside has a virtual table named %q, which Anki never makes; it was left alone", clipName(name))
			}
			if len(db.tables) > 1000 {
				return db.src.Errorf(study.Unreadable, "the collection inside has more than 1000 tables, which Anki never makes; it was left alone")
			}
			db.tables[name] = true
		}
		return nil
	})
}

// need checks that a table exists and has the given columns, and that none of them is
// computed.
func (db *database) need(table string, columns ...string) error {
	if !db.tables[table] {
		return db.src.Errorf(study.Unreadable, "the collection inside has no table %q; it is not one of Anki's or is damaged", table)
	}
	has := map[string]bool{}
	err := db.each("PRAGMA table_xinfo("+table+")", "table "+table, func(s *sqlite3.Stmt) error {
		if s.ColumnInt(6) != 0 {
			return db.src.Errorf(study.Unreadable, "table %q of the collection inside has a computed column, which Anki never makes; it was left alone", table)
		}
		has[strings.ToLower(s.ColumnText(1))] = true
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range columns {
		if !has[strings.ToLower(c)] {
			return db.src.Errorf(study.Unreadable, "table %q of the collection inside has no column %q; it is not one of Anki's or is damaged", table, c)
		}
	}
	return nil
}

// each calls f for every row. Errors call the rows what.
func (db *database) each(sql, what string, f func(*sqlite3.Stmt) error) error {
	db.watch.rest()
	stmt, _, err := db.conn.Prepare(sql)
	if err != nil {
		return db.explain(err, what)
	}
	defer stmt.Close()
	for n := 0; ; n++ {
		db.watch.rest()
		if !stmt.Step() {
			break
		}
		if n%256 == 0 {
			if err := db.watch.Context.Err(); err != nil {
				return err
			}
		}
		if err := f(stmt); err != nil {
			return err
		}
	}
	if err := stmt.Err(); err != nil {
		return db.explain(err, what)
	}
	return nil
}

// count returns the number of rows of a table.
func (db *database) count(table string) (n int64, err error) {
	err = db.each("SELECT count(*) FROM "+table+" NOT INDEXED", "table "+table, func(s *sqlite3.Stmt) error {
		n = s.ColumnInt64(0)
		return nil
	})
	return n, err
}

// explain turns an error of SQLite into a sentence for the learner.
func (db *database) explain(err error, what string) error {
	if ctxErr := db.watch.Context.Err(); ctxErr != nil {
		return ctxErr
	}
	if study.KindOf(err) != study.Internal {
		return err
	}
	var code sqlite3.ErrorCode
	if !errors.As(err, &code) {
		var long sqlite3.ExtendedErrorCode
		if errors.As(err, &long) {
			code = long.Code()
		}
	}
	switch code {
	case sqlite3.INTERRUPT:
		return study.Because(err, study.Unreadable, "%s: reading %s takes far too long; the file is damaged or a trap and was left alone", db.src.Name, what)
	case sqlite3.TOOBIG, sqlite3.NOMEM:
		return study.Because(err, study.Unsupported, "%s: %s holds a value larger than Carrel takes (%d MB)", db.src.Name, what, maxValue>>20)
	}
	return study.Because(err, study.Unreadable, "%s: the collection inside is damaged at %s; in Anki use Tools, Check Database and export it again", db.src.Name, what)
}

// noWAL presents a database that was last used with a write-ahead log as an ordinary one.
// Packages do not contain the log, so the file is all there is. Without this, SQLite
// would refuse to open it read only.
type noWAL struct{ content }

func (n noWAL) ReadAt(p []byte, off int64) (int, error) {
	got, err := n.content.ReadAt(p, off)
	for i := int64(18); i <= 19; i++ {
		if at := i - off; at >= 0 && at < int64(got) && p[at] == 2 {
			p[at] = 1
		}
	}
	return got, err
}

func clipName(s string) string {
	s = strings.ToValidUTF8(s, "�")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
