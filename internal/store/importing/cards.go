package importing

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

// makeCards adds the cards of notes that came without any, and the missing cards of
// changed notes.
func (in *importer) makeCards() error {
	type bare struct{ n, deck int64 }
	var notes []bare
	for i, has := range in.noteCards {
		if !has {
			notes = append(notes, bare{in.firstNote + int64(i), in.noteDecks[i]})
		}
	}
	for _, n := range slices.Sorted(maps.Keys(in.updated)) {
		deck, err := in.c.Int("SELECT deck FROM cards WHERE note = ? ORDER BY ord LIMIT 1", n)
		if err != nil {
			return err
		}
		notes = append(notes, bare{n, int64(deck)})
	}
	position, err := in.c.Int("SELECT coalesce(max(position), 0) FROM cards WHERE phase = 0")
	if err != nil {
		return err
	}
	kinds := map[study.ID]*study.NoteType{}
	for _, b := range notes {
		var note study.Note
		if _, err := in.c.One(table.SelectNote+"WHERE t.n = ?", func(r *sqlite3.Stmt) (err error) {
			_, note, err = table.ReadNote(r)
			return table.UnlessDamaged(err)
		}, b.n); err != nil {
			return err
		}
		t := kinds[note.Type]
		if t == nil && !note.Type.IsZero() {
			_, found, err := table.FindType(in.c, note.Type)
			if table.UnlessDamaged(err) != nil {
				return err
			}
			t = &found
			kinds[note.Type] = t
		}
		deck := b.deck
		if deck == 0 {
			if deck, err = in.someDeck(); err != nil {
				return err
			}
		}
		position++
		for _, ord := range cardsOf(&note, t) {
			card := study.Card{
				ID:   study.DeriveID("card", note.ID.String(), strconv.Itoa(ord)),
				Note: note.ID, Ord: ord, Position: position, Modified: note.Modified,
			}
			if err := in.insertCard(&card, b.n, deck); err != nil {
				return err
			}
		}
	}
	return nil
}

// CardsOf returns the ordinals of the cards that a note calls for: one for each pair or
// gap of its item, each cloze number in its fields, or each template whose front shows a
// field that is not empty. A note that shows nothing still has its first card, so that the
// learner can find and mend it.
func cardsOf(note *study.Note, t *study.NoteType) []int {
	var ords []int
	switch {
	case note.Item != nil:
		for ord := range note.Item.Cards() {
			ords = append(ords, ord)
		}
	case t == nil:
	case t.Kind == study.Standard:
		for ord, tmpl := range t.Templates {
			if showsField(tmpl.Front, note, t) {
				ords = append(ords, ord)
			}
		}
	default:
		ords = clozes(note.Fields)
	}
	if len(ords) == 0 {
		return []int{0}
	}
	return ords
}

var clozeStart = regexp.MustCompile(`\{\{c([0-9,]{1,40})::`)

// maxCloze is the highest cloze number that makes a card, as in Anki.
const maxCloze = 500

func clozes(fields []string) []int {
	found := map[int]bool{}
	for _, f := range fields {
		for _, m := range clozeStart.FindAllStringSubmatch(f, -1) {
			for _, digits := range strings.Split(m[1], ",") {
				if n, err := strconv.Atoi(digits); err == nil && n >= 1 && n <= maxCloze {
					found[n-1] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

var tag = regexp.MustCompile(`\{\{\s*([#^/]?)([^{}]*)\}\}`)

// showsField reports whether a template shows a field that is not empty. It respects
// conditional sections.
func showsField(front string, note *study.Note, t *study.NoteType) bool {
	filled := func(name string) bool {
		for i, f := range t.Fields {
			if f.Name == name && i < len(note.Fields) {
				return strings.TrimSpace(note.Fields[i]) != ""
			}
		}
		return false
	}
	var hidden []bool // the open sections, and whether each hides its content
	for _, m := range tag.FindAllStringSubmatch(front, -1) {
		name := strings.TrimSpace(m[2])
		switch m[1] {
		case "#":
			hidden = append(hidden, !filled(name))
		case "^":
			hidden = append(hidden, filled(name))
		case "/":
			hidden = hidden[:max(0, len(hidden)-1)]
		default:
			if i := strings.LastIndexByte(name, ':'); i >= 0 {
				name = strings.TrimSpace(name[i+1:]) // filters precede the name
			}
			if filled(name) && !slices.Contains(hidden, true) {
				return true
			}
		}
	}
	return false
}
