package importing

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

// formerNote reports whether the collection has the same note, with the same content,
// under the ID it had before files of one name were distinguished. The import then uses
// that ID.
func (in *importer) formerNote(t *study.Note) (bool, error) {
	if t.Former.IsZero() || in.first {
		return false, nil
	}
	here, err := in.c.Int("SELECT count(*) FROM notes WHERE id = ?", t.ID)
	if err != nil || here > 0 {
		return false, err
	}
	same := false
	if _, err := in.c.One(table.SelectNote+"WHERE t.id = ?", func(r *sqlite3.Stmt) error {
		_, was, err := table.ReadNote(r)
		same = err == nil && was.Type == t.Type && slices.Equal(was.Fields, t.Fields) && reflect.DeepEqual(was.Item, t.Item)
		return table.UnlessDamaged(err)
	}, t.Former); err != nil || !same {
		return false, err
	}
	if in.former == nil {
		in.former = map[study.ID]study.ID{}
	}
	in.former[t.ID] = t.Former
	in.res.Duplicates++
	return true, nil
}

// ownNotes replaces the note IDs in a reading by those used in the collection.
func (in *importer) ownNotes(r *study.Reading) {
	for _, s := range r.Sections {
		for i, id := range s.Notes {
			if was, ok := in.former[id]; ok {
				s.Notes[i] = was
			}
		}
	}
}

// sameReading reports whether the collection has the same reading under the ID it had
// before files of one name were distinguished.
func (in *importer) sameReading(r *study.Reading) (same bool, err error) {
	if r.Former.IsZero() {
		return false, nil
	}
	_, err = in.c.One("SELECT "+table.ReadingColumns+" FROM readings WHERE id = ? AND NOT EXISTS (SELECT 1 FROM readings WHERE id = ?)", func(q *sqlite3.Stmt) error {
		was, err := table.ReadReading(q)
		same = err == nil && was.Title == r.Title && was.Author == r.Author && reflect.DeepEqual(was.Sections, r.Sections)
		return table.UnlessDamaged(err)
	}, r.Former, r.ID)
	return same, err
}

// updateReading gives an existing reading the text that its file has now. The learner's
// place in it stays.
func (in *importer) updateReading(r *study.Reading, sections string) error {
	n, same := int64(0), false
	if _, err := in.c.One("SELECT "+table.ReadingColumns+" FROM readings WHERE id = ?", func(q *sqlite3.Stmt) error {
		n = q.ColumnInt64(0)
		was, err := table.ReadReading(q)
		if err == nil {
			b, err := json.Marshal(was.Sections)
			same = err == nil && string(b) == sections && was.Title == r.Title && was.Author == r.Author && was.Lang == r.Lang
		}
		return table.UnlessDamaged(err)
	}, r.ID); err != nil || same || n >= in.firstRead {
		return err
	}
	in.changed = append(in.changed, n)
	in.res.Updated++
	return in.c.Run("UPDATE readings SET title = ?, author = ?, lang = ?, sections = ? WHERE n = ?", r.Title, r.Author, r.Lang, sections, n)
}

// changedReadings returns the numbers in in.changed as an SQL list.
func (in *importer) changedReadings() string {
	var list []string
	for _, n := range in.changed {
		list = append(list, strconv.FormatInt(n, 10))
	}
	return strings.Join(list, ", ")
}
