package importing

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// ImportedFile is a file that is being imported.
type ImportedFile struct {
	Format string
	Name   string   // the IDs of its content are derived from it
	Path   string   // as much of the path as is known
	Digest study.ID // of its content
	// Reading returns the file's reading without a scope, or nil if it has none. It is called
	// only for the first file of a name.
	Reading func() (*study.Reading, error)
}

// mostEnds is how many suffixes of a path are compared.
const mostEnds = 8

// keys returns the keys of the suffixes of the path, the whole path last.
func (f *ImportedFile) keys() []study.ID {
	parts := strings.Split(strings.Trim(strings.ReplaceAll(f.Path, `\`, "/"), "/"), "/")
	var keys []study.ID
	for i := len(parts) - 1; i > 0 && len(keys) < mostEnds; i-- {
		keys = append(keys, study.DeriveID("file", f.Format, strings.Join(parts[i:], "/")))
	}
	return append(keys, study.DeriveID("file", f.Format, strings.Join(parts, "/")))
}

// Scope returns what distinguishes the IDs of a file's content from those of other files
// of its name, and records the file. It is zero for the first file of a name, unless an
// older import brought an unrelated reading under that name. A file is recognised by its
// path, of which the page knows less than the command line, or by its content if it was
// moved.
func (f *ImportedFile) Scope(c *db.Conn) (study.ID, error) {
	keys := f.keys()
	whole := keys[len(keys)-1]
	name := study.DeriveID("file name", f.Format, f.Name)
	rows, err := importedAs(c, name)
	if err != nil {
		return study.ID{}, err
	}
	var scope study.ID
	row := knownAs(rows, keys, f.Digest)
	switch {
	case row != nil:
		scope = row.scope
	case len(rows) > 0:
		scope = whole
	default:
		mine, err := f.mayBe(c)
		if err != nil {
			return study.ID{}, err
		}
		if !mine {
			scope = whole
		}
	}
	ends := []byte{}
	for _, k := range keys[:len(keys)-1] {
		ends = append(ends, k[:]...)
	}
	return scope, c.Run("INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?)", whole, name, ends, scope, f.Digest[:])
}

type importedRow struct {
	key, scope, digest study.ID
	ends               []byte
}

func importedAs(c *db.Conn, name study.ID) (rows []importedRow, err error) {
	err = c.Each("SELECT key, scope, digest, ends FROM imported WHERE name = ? ORDER BY key", func(r *sqlite3.Stmt) error {
		rows = append(rows, importedRow{db.ColumnID(r, 0), db.ColumnID(r, 1), db.ColumnID(r, 2), bytes.Clone(r.ColumnRawBlob(3))})
		return nil
	}, name)
	return rows, err
}

// knownAs finds the row of a file: one with the same path; the only one whose path is a
// suffix of the file's path or the reverse; or one with the same content.
func knownAs(rows []importedRow, keys []study.ID, digest study.ID) *importedRow {
	whole := keys[len(keys)-1]
	var related, same *importedRow
	n := 0
	for i := range rows {
		row := &rows[i]
		if row.key == whole {
			return row
		}
		if endsWith(row.ends, whole) || contained(keys, row.key) {
			if related == nil || related.scope != row.scope {
				n++
			}
			related = row
			if row.digest == digest {
				return row
			}
		}
		if row.digest == digest {
			same = row
		}
	}
	if n == 1 {
		return related
	}
	return same
}

func endsWith(ends []byte, key study.ID) bool {
	for ; len(ends) >= len(key); ends = ends[len(key):] {
		if bytes.Equal(ends[:len(key)], key[:]) {
			return true
		}
	}
	return false
}

func contained(keys []study.ID, key study.ID) bool {
	for _, k := range keys {
		if k == key {
			return true
		}
	}
	return false
}

// mayBe reports whether the reading imported under the file's name before files were
// distinguished can be an older state of this one.
func (f *ImportedFile) mayBe(c *db.Conn) (bool, error) {
	if f.Reading == nil {
		return true, nil
	}
	is, err := f.Reading()
	if err != nil || is == nil {
		return true, err
	}
	mine := true
	_, err = c.One("SELECT "+table.ReadingColumns+" FROM readings WHERE id = ?", func(r *sqlite3.Stmt) error {
		was, err := table.ReadReading(r)
		if err == nil {
			mine = alike(&was, is)
		}
		return table.UnlessDamaged(err)
	}, is.ID)
	return mine, err
}

// alike reports whether two readings can be states of one: half of the shorter text is in
// the other, or the recordings have the same sections.
func alike(a, b *study.Reading) bool {
	x, y := paragraphs(a), paragraphs(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	same := 0
	for text := range x {
		if y[text] {
			same++
		}
	}
	return 2*same >= len(x)
}

func paragraphs(r *study.Reading) map[string]bool {
	found := map[string]bool{}
	for _, s := range r.Sections {
		if s.Media != "" {
			found[fmt.Sprint(s.Title, s.StartMS, s.EndMS)] = true
		}
		for line := range strings.Lines(s.HTML) {
			if line = strings.TrimSpace(line); line != "" {
				found[line] = true
			}
		}
	}
	return found
}
