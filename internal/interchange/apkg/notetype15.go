package apkg

import (
	"encoding/json"
	"math"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// noteTypes15 reads the note types of schema 15 and later, which are protocol buffers in
// three tables. It names their settings as schema 11 does, so that both generations can
// be written later.
func (db *database) noteTypes15() (map[int64]*noteType, error) {
	if err := db.need("notetypes", "id", "name", "mtime_secs", "usn", "config"); err != nil {
		return nil, err
	}
	if err := db.need("fields", "ntid", "ord", "name", "config"); err != nil {
		return nil, err
	}
	if err := db.need("templates", "ntid", "ord", "name", "mtime_secs", "usn", "config"); err != nil {
		return nil, err
	}
	types := map[int64]*noteType{}
	err := db.each("SELECT id, name, mtime_secs, usn, config FROM notetypes NOT INDEXED", "table notetypes", func(s *sqlite3.Stmt) error {
		if len(types) >= maxThings {
			return db.tooMany("note types", maxThings)
		}
		id := s.ColumnInt64(0)
		t := &noteType{}
		t.Name, t.Kind = s.ColumnText(1), study.Standard
		t.Modified = study.Time(clampMS(s.ColumnInt64(2) * 1000))
		m := members{}
		m.set("id", id)
		m.set("usn", s.ColumnInt64(3))
		if err := t.config(s.ColumnRawBlob(4), m); err != nil {
			return db.damaged(err, "note type "+clipName(t.Name))
		}
		t.Origin = m.origin()
		types[id] = t
		return nil
	})
	if err != nil {
		return nil, err
	}
	total := 0
	add := func() error {
		if total++; total > maxThings*20 {
			return db.tooMany("fields and templates", maxThings*20)
		}
		return nil
	}
	err = db.each("SELECT ntid, name, config FROM fields NOT INDEXED ORDER BY ntid, ord", "table fields", func(s *sqlite3.Stmt) error {
		t := types[s.ColumnInt64(0)]
		if t == nil || len(t.Fields) >= maxParts {
			return nil
		}
		f, err := parseField(s.ColumnText(1), s.ColumnRawBlob(2))
		if err != nil {
			return db.damaged(err, "field "+clipName(f.Name))
		}
		t.Fields = append(t.Fields, f)
		return add()
	})
	if err != nil {
		return nil, err
	}
	err = db.each("SELECT ntid, name, mtime_secs, usn, config FROM templates NOT INDEXED ORDER BY ntid, ord", "table templates", func(s *sqlite3.Stmt) error {
		t := types[s.ColumnInt64(0)]
		if t == nil || len(t.Templates) >= maxParts {
			return nil
		}
		m, err := parseTemplate(s.ColumnText(1), s.ColumnRawBlob(4))
		if err != nil {
			return db.damaged(err, "template "+clipName(m.Name))
		}
		t.Templates = append(t.Templates, m)
		return add()
	})
	if err != nil {
		return nil, err
	}
	for id, t := range types {
		t.finish(id)
	}
	return types, nil
}

// members collects the members of a schema 11 object.
type members map[string]json.RawMessage

func (m members) set(key string, v any) {
	b, err := json.Marshal(v)
	if err == nil {
		m[key] = b
	}
}

// other adds the settings for which Anki itself has no field.
func (m members) other(b []byte) {
	extra, err := object(b, maxParts)
	if err != nil {
		return
	}
	for k, v := range extra {
		if _, taken := m[k]; !taken {
			m[k] = v
		}
	}
}

func (m members) origin() json.RawMessage { return rest(m) }

func optional(v uint64) any {
	if v == 0 {
		return nil
	}
	return int64(v)
}

func (t *noteType) config(b []byte, m members) error {
	var other []byte
	reqs := []any{}
	m.set("type", 0)
	m.set("sortf", 0)
	m.set("did", nil)
	m.set("latexsvg", false)
	err := eachField(b, func(f field) error {
		switch f.num {
		case 1:
			m.set("type", f.value)
			if f.value == 1 && t.Kind == study.Standard {
				t.Kind = study.ClozeType
			}
		case 2:
			m.set("sortf", f.value)
		case 3:
			t.CSS = validText(f.bytes)
		case 4:
			m.set("did", optional(f.value))
		case 5:
			m.set("latexPre", validText(f.bytes))
		case 6:
			m.set("latexPost", validText(f.bytes))
		case 7:
			m.set("latexsvg", f.value != 0)
		case 8:
			r, err := parseRequirement(f.bytes)
			if err != nil {
				return err
			}
			if len(reqs) < maxParts {
				reqs = append(reqs, r)
			}
		case 9:
			m.set("originalStockKind", f.value)
			if f.value == stockOcclusion {
				t.Kind = study.Occlusion
			}
		case 10:
			m.set("originalId", int64(f.value))
		case 255:
			other = f.bytes
		}
		return nil
	})
	m.set("req", reqs)
	m.other(other)
	for _, k := range []string{"name", "css", "flds", "tmpls", "mod"} {
		delete(m, k)
	}
	return err
}

func parseRequirement(b []byte) (any, error) {
	var ord uint64
	kind, ords := "none", []uint64{}
	err := eachField(b, func(f field) error {
		switch f.num {
		case 1:
			ord = f.value
		case 2:
			kind = [...]string{"none", "any", "all"}[min(f.value, 2)]
		case 3:
			n, err := f.numbers()
			ords = append(ords, n...)
			return err
		}
		return nil
	})
	return []any{ord, kind, ords}, err
}

func parseField(name string, b []byte) (study.Field, error) {
	m := members{}
	var other []byte
	m.set("sticky", false)
	m.set("rtl", false)
	m.set("font", "Arial")
	m.set("size", 20)
	err := eachField(b, func(f field) error {
		switch f.num {
		case 1:
			m.set("sticky", f.value != 0)
		case 2:
			m.set("rtl", f.value != 0)
		case 3:
			m.set("font", validText(f.bytes))
		case 4:
			m.set("size", min(f.value, math.MaxUint16))
		case 5:
			m.set("description", validText(f.bytes))
		case 6:
			m.set("plainText", f.value != 0)
		case 7:
			m.set("collapsed", f.value != 0)
		case 8:
			m.set("excludeFromSearch", f.value != 0)
		case 9:
			m.set("id", int64(f.value))
		case 10:
			m.set("tag", f.value)
		case 11:
			m.set("preventDeletion", f.value != 0)
		case 255:
			other = f.bytes
		}
		return nil
	})
	m.other(other)
	return study.Field{Name: name, Origin: rest(m, "name", "ord")}, err
}

func parseTemplate(name string, b []byte) (study.Template, error) {
	t := study.Template{Name: name}
	m := members{}
	var other []byte
	m.set("did", nil)
	m.set("bqfmt", "")
	m.set("bafmt", "")
	err := eachField(b, func(f field) error {
		switch f.num {
		case 1:
			t.Front = validText(f.bytes)
		case 2:
			t.Back = validText(f.bytes)
		case 3:
			m.set("bqfmt", validText(f.bytes))
		case 4:
			m.set("bafmt", validText(f.bytes))
		case 5:
			m.set("did", optional(f.value))
		case 6:
			m.set("bfont", validText(f.bytes))
		case 7:
			m.set("bsize", f.value)
		case 8:
			m.set("id", int64(f.value))
		case 255:
			other = f.bytes
		}
		return nil
	})
	m.other(other)
	t.Origin = rest(m, "name", "ord", "qfmt", "afmt")
	return t, err
}
