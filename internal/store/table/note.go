package table

import (
	"encoding/json"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// The fields of a note are stored in one text, joined by U+001F as in Anki's database. A
// U+001F or U+001E within a field is escaped, so that nothing is lost.
const (
	fieldSeparator = "\x1f"
	fieldEscape    = "\x1e"
)

var (
	escapeFields   = strings.NewReplacer(fieldEscape, "\x1e0", fieldSeparator, "\x1e1")
	unescapeFields = strings.NewReplacer("\x1e0", fieldEscape, "\x1e1", fieldSeparator)
)

// JoinFields returns the text in which the fields of a note are stored.
func JoinFields(fields []string) string {
	for _, f := range fields {
		if strings.ContainsAny(f, "\x1e\x1f") {
			escaped := make([]string, len(fields))
			for i, f := range fields {
				escaped[i] = escapeFields.Replace(f)
			}
			return strings.Join(escaped, fieldSeparator)
		}
	}
	return strings.Join(fields, fieldSeparator)
}

// SplitFields splits the stored text of a note into its fields.
func SplitFields(text string) []string {
	fields := strings.Split(text, fieldSeparator)
	if strings.Contains(text, fieldEscape) {
		for i := range fields {
			fields[i] = unescapeFields.Replace(fields[i])
		}
	}
	return fields
}

const (
	NoteColumns = "t.n, t.id, t.guid, y.id, t.fields, t.item, t.tags, t.modified, t.origin"
	NoteTables  = " notes t LEFT JOIN note_types y ON y.n = t.type "
	SelectNote  = "SELECT " + NoteColumns + " FROM" + NoteTables
)

// ReadNote reads the columns of SelectNote and returns the number of the row with the note.
func ReadNote(r *sqlite3.Stmt) (int64, study.Note, error) {
	note := study.Note{
		ID: db.ColumnID(r, 1), GUID: r.ColumnText(2), Type: db.ColumnID(r, 3), Tags: strings.Fields(r.ColumnText(6)),
		Modified: study.Time(r.ColumnInt64(7)), Origin: db.ColumnRaw(r, 8),
	}
	if len(note.Tags) == 0 {
		note.Tags = nil
	}
	if r.ColumnType(4) != sqlite3.NULL {
		note.Fields = SplitFields(r.ColumnText(4))
	}
	if r.ColumnType(5) != sqlite3.NULL {
		note.Item = new(study.Item)
		if err := json.Unmarshal(r.ColumnRawText(5), note.Item); err != nil {
			note.Item = nil
			return r.ColumnInt64(0), note, Damaged(err, "note %s", note.ID)
		}
	}
	return r.ColumnInt64(0), note, nil
}

// BindNote binds guid, type, fields, item, tags, modified and origin to the parameters
// from i on.
func BindNote(s *sqlite3.Stmt, i int, note *study.Note, noteType int64) error {
	s.BindText(i, note.GUID)
	if noteType == 0 {
		s.BindNull(i + 1)
	} else {
		s.BindInt64(i+1, noteType)
	}
	if len(note.Fields) == 0 {
		s.BindNull(i + 2)
	} else {
		s.BindText(i+2, JoinFields(note.Fields))
	}
	if note.Item == nil {
		s.BindNull(i + 3)
	} else {
		b, err := json.Marshal(note.Item)
		if err != nil {
			return study.Because(err, study.Invalid, "a question holds a number that cannot be kept: %v", err)
		}
		s.BindRawText(i+3, b)
	}
	s.BindText(i+4, strings.Join(note.Tags, " "))
	s.BindInt64(i+5, int64(note.Modified))
	if note.Origin == nil {
		return s.BindNull(i + 6)
	}
	return s.BindRawText(i+6, note.Origin)
}

const (
	InsertNote = "INSERT OR IGNORE INTO notes (id, guid, type, fields, item, tags, modified, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	UpdateNote = "UPDATE notes SET guid = ?, type = ?, fields = ?, item = ?, tags = ?, modified = ?, origin = ? WHERE n = ?"
)

const TypeColumns = "n, id, name, kind, fields, templates, css, modified, origin"

// ReadType reads TypeColumns and returns the number of the row with the note type.
func ReadType(r *sqlite3.Stmt) (int64, study.NoteType, error) {
	t := study.NoteType{
		ID: db.ColumnID(r, 1), Name: r.ColumnText(2), Kind: study.NoteTypeKind(r.ColumnText(3)),
		CSS: r.ColumnText(6), Modified: study.Time(r.ColumnInt64(7)), Origin: db.ColumnRaw(r, 8),
	}
	err := json.Unmarshal(r.ColumnRawText(4), &t.Fields)
	if err == nil {
		err = json.Unmarshal(r.ColumnRawText(5), &t.Templates)
	}
	if err != nil {
		err = Damaged(err, "note type %q", t.Name)
	}
	return r.ColumnInt64(0), t, err
}

// AddType inserts a note type and returns its number.
func AddType(c *db.Conn, t *study.NoteType) (int64, error) {
	fields, templates, err := typeJSON(t)
	if err != nil {
		return 0, err
	}
	err = c.Run("INSERT INTO note_types (id, name, kind, fields, templates, css, modified, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		t.ID, t.Name, string(t.Kind), fields, templates, t.CSS, t.Modified, t.Origin)
	return c.LastInsertRowID(), err
}

// ChangeType replaces a note type.
func ChangeType(c *db.Conn, n int64, t *study.NoteType) error {
	fields, templates, err := typeJSON(t)
	if err != nil {
		return err
	}
	return c.Run("UPDATE note_types SET name = ?, kind = ?, fields = ?, templates = ?, css = ?, modified = ?, origin = ? WHERE n = ?",
		t.Name, string(t.Kind), fields, templates, t.CSS, t.Modified, t.Origin, n)
}

func typeJSON(t *study.NoteType) (fields, templates string, err error) {
	f, err := json.Marshal(t.Fields)
	if err != nil {
		return "", "", study.Because(err, study.Invalid, "the note type %q cannot be kept: %v", t.Name, err)
	}
	p, err := json.Marshal(t.Templates)
	if err != nil {
		return "", "", study.Because(err, study.Invalid, "the note type %q cannot be kept: %v", t.Name, err)
	}
	return string(f), string(p), nil
}

// FindType returns the note type with an ID and its number, which is 0 if there is none.
func FindType(c *db.Conn, id study.ID) (n int64, t study.NoteType, err error) {
	_, err = c.One("SELECT "+TypeColumns+" FROM note_types WHERE id = ?", func(r *sqlite3.Stmt) error {
		n, t, err = ReadType(r)
		return err
	}, id)
	return n, t, err
}
