package importing

import (
	"slices"
	"strings"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

func (in *importer) addDeck(d *study.Deck) error {
	d.Origin = validJSON(d.Origin)
	d.Name = strings.TrimSpace(d.Name)
	if d.Name == "" {
		d.Name = "Default"
	}
	if d.ID.IsZero() {
		d.ID = study.DeriveID("deck", d.Name)
	}
	if table.CheckDeck(d) != nil {
		d.Retention, d.Deadline = 0, max(d.Deadline, 0)
	}
	n, err := in.findDeck(d.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		named, err := in.c.Int("SELECT n FROM decks WHERE name = ?", d.Name)
		if err != nil {
			return err
		}
		n = int64(named)
	}
	if n == 0 {
		if err := table.AddDeck(in.c, d); err != nil {
			return err
		}
		n = in.c.LastInsertRowID()
	}
	in.decks[d.ID] = n
	in.deck = n
	return nil
}

func (in *importer) findDeck(id study.ID) (int64, error) {
	if n := in.decks[id]; n != 0 {
		return n, nil
	}
	n, err := in.c.Int("SELECT n FROM decks WHERE id = ?", id)
	if n != 0 {
		in.decks[id] = int64(n)
	}
	return int64(n), err
}

// someDeck returns the last deck of the stream, or one made for notes without a deck.
func (in *importer) someDeck() (int64, error) {
	if in.deck == 0 {
		was := in.deck
		if err := in.addDeck(&study.Deck{}); err != nil {
			return was, err
		}
	}
	return in.deck, nil
}

func (in *importer) addType(t *study.NoteType) error {
	t.Origin = validJSON(t.Origin)
	for i := range t.Fields {
		t.Fields[i].Origin = validJSON(t.Fields[i].Origin)
	}
	for i := range t.Templates {
		t.Templates[i].Origin = validJSON(t.Templates[i].Origin)
	}
	if t.ID.IsZero() {
		in.skip("it has no identity", "note type %q", t.Name)
		return nil
	}
	id := t.ID
	n, was, err := table.FindType(in.c, id)
	unreadable := table.IsDamaged(err) || n != 0 && was.Modified == table.Placeholder
	if err := table.UnlessDamaged(err); err != nil {
		return err
	}
	if n != 0 && !unreadable && !sameFields(was.Fields, t.Fields) {
		// The notes of this import need the fields they were written for.
		own := *t
		own.ID = study.DeriveID("notetype", t.ID.String(), fieldNames(t.Fields))
		n, was, err = table.FindType(in.c, own.ID)
		if unreadable = table.IsDamaged(err); table.UnlessDamaged(err) != nil {
			return err
		}
		t = &own
	}
	err = nil
	switch {
	case n == 0:
		n, err = table.AddType(in.c, t)
	case unreadable || t.Modified > was.Modified:
		err = table.ChangeType(in.c, n, t)
	}
	in.types[id] = typeRow{n, len(t.Fields)}
	return err
}

func sameFields(a, b []study.Field) bool {
	return slices.EqualFunc(a, b, func(a, b study.Field) bool { return a.Name == b.Name })
}

func fieldNames(fields []study.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return table.JoinFields(names)
}
