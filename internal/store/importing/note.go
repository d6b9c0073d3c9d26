package importing

import (
	"fmt"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

func (in *importer) addNote(t *study.Note) error {
	t.Origin = validJSON(t.Origin)
	t.Tags = cleanTags(t.Tags)
	if t.ID.IsZero() {
		in.skip("it has no identity", "note %q", t.GUID)
		return nil
	}
	noteType, why, err := in.typeOfNote(t)
	if err != nil {
		return err
	}
	if why != "" {
		in.lost[t.ID] = true
		in.skip(why, "note %q", t.GUID)
		return nil
	}
	if in.knowsMuch() {
		if err := in.settle(); err != nil {
			return err
		}
	}
	if in.first && in.notes[t.ID] != 0 {
		in.res.Duplicates++
		return nil
	}
	if known, err := in.formerNote(t); err != nil || known {
		return err
	}
	return in.insertNote(t, noteType)
}

// typeOfNote returns the row of a note's type, 0 for a question. why is the reason if the
// note cannot be kept.
func (in *importer) typeOfNote(t *study.Note) (noteType int64, why string, err error) {
	switch {
	case textSize(t) > maxText:
		return 0, fmt.Sprintf("it is longer than %d MB", maxText>>20), nil
	case t.Type.IsZero() && t.Item == nil:
		return 0, "it has neither a note type nor a question", nil
	case t.Type.IsZero():
		return 0, "", nil
	}
	if known, ok := in.types[t.Type]; ok {
		return known.n, "", nil
	}
	n, was, err := table.FindType(in.c, t.Type)
	if table.UnlessDamaged(err) != nil {
		return 0, "", err
	}
	if n == 0 {
		return 0, "its note type is missing", nil
	}
	in.types[t.Type] = typeRow{n, len(was.Fields)}
	return n, "", nil
}

func (in *importer) insertNote(t *study.Note, noteType int64) error {
	s, err := in.c.Stmt(table.InsertNote)
	if err != nil {
		return err
	}
	s.BindBlob(1, t.ID[:])
	if err := table.BindNote(s, 2, t, noteType); err != nil {
		return err
	}
	if err := s.Exec(); err != nil {
		return err
	}
	if in.c.Changes() == 0 {
		return in.knownNote(t, noteType)
	}
	in.notes.put(t.ID, in.c.LastInsertRowID(), in.limit.Known)
	in.res.Notes++
	in.noteDecks = append(in.noteDecks, in.deck)
	in.noteCards = append(in.noteCards, false)
	return nil
}

// knownNote handles a note that exists already.
func (in *importer) knownNote(t *study.Note, noteType int64) error {
	var n, wasType int64
	var modified study.Time
	if _, err := in.c.One("SELECT n, coalesce(type, 0), modified FROM notes WHERE id = ?", func(r *sqlite3.Stmt) error {
		n, wasType, modified = r.ColumnInt64(0), r.ColumnInt64(1), study.Time(r.ColumnInt64(2))
		return nil
	}, t.ID); err != nil {
		return err
	}
	in.notes.put(t.ID, n, in.limit.Known)
	if n >= in.firstNote {
		in.res.Duplicates++ // twice in one stream
		return nil
	}
	unreadable, err := in.unreadableNote(n)
	switch {
	case err != nil:
		return err
	case unreadable || modified == table.Placeholder: // anything is better
	case t.Modified <= modified:
		in.res.Duplicates++
		return nil
	case wasType != noteType:
		in.res.Duplicates++
		in.skip("the note is here already, with another note type; it was left as it is", "note %q", t.GUID)
		return nil
	}
	s, err := in.c.Stmt(table.UpdateNote)
	if err != nil {
		return err
	}
	if err := table.BindNote(s, 1, t, noteType); err != nil {
		return err
	}
	s.BindInt64(8, n)
	if err := s.Exec(); err != nil {
		return err
	}
	in.updated[n] = true
	in.res.Updated++
	return nil
}

// textSize estimates how many bytes a note takes.
func textSize(t *study.Note) int {
	n := len(t.GUID) + len(t.Origin)
	for _, f := range t.Fields {
		n += len(f)
	}
	for _, tag := range t.Tags {
		n += len(tag) + 1
	}
	if it := t.Item; it != nil {
		n += itemSize(it)
		for i := range it.Gaps {
			n += itemSize(&it.Gaps[i])
		}
	}
	return n
}

func itemSize(it *study.Item) int {
	n := len(it.Title) + len(it.Stem) + len(it.Answer) + len(it.Feedback)
	for _, a := range it.Accept {
		n += len(a.Text) + len(a.Feedback)
	}
	for _, o := range it.Options {
		n += len(o.Text) + len(o.Feedback)
	}
	for _, p := range it.Pairs {
		n += len(p.Left) + len(p.Right)
	}
	return n
}
