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
	types, err := db.bareTypes15()
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
	if err := db.fields15(types, add); err != nil {
		return nil, err
	}
	if err := db.templates15(types, add); err != nil {
		return nil, err
	}
	for id, t := range types {
		t.finish(id)
	}
	return types, nil
}

// bareTypes15 reads the note types without their fields and templates.
func (db *database) bareTypes15() (map[int64]*noteType, error) {
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
	return types, err
}

// fields15 adds the fields to their note types. It calls add for each.
func (db *database) fields15(types map[int64]*noteType, add func() error) error {
	return db.each("SELECT ntid, name, config FROM fields NOT INDEXED ORDER BY ntid, ord", "table fields", func(s *sqlite3.Stmt) error {
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
}

// templates15 adds the templates to their note types. It calls add for each.
func (db *database) templates15(types map[int64]*noteType, add func() error) error {
	return db.each("SELECT ntid, name, mtime_secs, usn, config FROM templates NOT INDEXED ORDER BY ntid, ord", "table templates", func(s *sqlite3.Stmt) error {
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
	extra, err := object(b)
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

// A member says how a field of a protocol buffer is written in a schema 11 object.
type member struct {
	key   string
	value func(field) any
}

func asNumber(f field) any { return f.value }
func asSigned(f field) any { return int64(f.value) }
func asFlag(f field) any   { return f.value != 0 }
func asText(f field) any   { return validText(f.bytes) }

func asFontSize(f field) any { return min(f.value, math.MaxUint16) }

// asOptional returns nil for the number 0.
func asOptional(f field) any {
	if f.value == 0 {
		return nil
	}
	return int64(f.value)
}

// The members of note types, fields and templates, by the number of the field.
var (
	typeMembers = map[int]member{
		1: {"type", asNumber}, 2: {"sortf", asNumber}, 4: {"did", asOptional}, 5: {"latexPre", asText},
		6: {"latexPost", asText}, 7: {"latexsvg", asFlag}, 9: {"originalStockKind", asNumber}, 10: {"originalId", asSigned},
	}
	fieldMembers = map[int]member{
		1: {"sticky", asFlag}, 2: {"rtl", asFlag}, 3: {"font", asText}, 4: {"size", asFontSize},
		5: {"description", asText}, 6: {"plainText", asFlag}, 7: {"collapsed", asFlag}, 8: {"excludeFromSearch", asFlag},
		9: {"id", asSigned}, 10: {"tag", asNumber}, 11: {"preventDeletion", asFlag},
	}
	templateMembers = map[int]member{
		3: {"bqfmt", asText}, 4: {"bafmt", asText}, 5: {"did", asOptional}, 6: {"bfont", asText},
		7: {"bsize", asNumber}, 8: {"id", asSigned},
	}
)

// otherMembers is the number of the field with the settings for which Anki itself has no
// field. It is the same in all three.
const otherMembers = 255

// read sets the members that table names and the other settings. It calls special for
// every field.
func (m members) read(b []byte, table map[int]member, special func(field) error) error {
	var other []byte
	err := eachField(b, func(f field) error {
		if to, ok := table[f.num]; ok {
			m.set(to.key, to.value(f))
		}
		if f.num == otherMembers {
			other = f.bytes
		}
		return special(f)
	})
	m.other(other)
	return err
}

func (t *noteType) config(b []byte, m members) error {
	reqs := []any{}
	m.set("type", 0)
	m.set("sortf", 0)
	m.set("did", nil)
	m.set("latexsvg", false)
	err := m.read(b, typeMembers, func(f field) error {
		switch f.num {
		case 1:
			if f.value == 1 && t.Kind == study.Standard {
				t.Kind = study.ClozeType
			}
		case 3:
			t.CSS = validText(f.bytes)
		case 8:
			r, err := parseRequirement(f.bytes)
			if err != nil {
				return err
			}
			if len(reqs) < maxParts {
				reqs = append(reqs, r)
			}
		case 9:
			if f.value == stockOcclusion {
				t.Kind = study.Occlusion
			}
		}
		return nil
	})
	m.set("req", reqs)
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
	m.set("sticky", false)
	m.set("rtl", false)
	m.set("font", "Arial")
	m.set("size", 20)
	err := m.read(b, fieldMembers, func(field) error { return nil })
	return study.Field{Name: name, Origin: rest(m, "name", "ord")}, err
}

func parseTemplate(name string, b []byte) (study.Template, error) {
	t := study.Template{Name: name}
	m := members{}
	m.set("did", nil)
	m.set("bqfmt", "")
	m.set("bafmt", "")
	err := m.read(b, templateMembers, func(f field) error {
		switch f.num {
		case 1:
			t.Front = validText(f.bytes)
		case 2:
			t.Back = validText(f.bytes)
		}
		return nil
	})
	t.Origin = rest(m, "name", "ord", "qfmt", "afmt")
	return t, err
}
