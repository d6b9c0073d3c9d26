package salvage

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Entries reads every readable row of an image, in the order that study.Entry requires.
// What could not be read becomes skips that are Lost: pages, rows, and the rows that
// depended on them. A card or review whose note or deck is lost gets a stand-in for it where
// one is enough to keep it. files holds the media.
func Entries(ctx context.Context, image Image, files home.Files) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		s := &salvager{
			ctx: ctx, pages: open(image), files: files, yield: yield,
			decks: map[int64]study.ID{}, types: map[int64]study.ID{}, notes: map[int64]study.ID{}, cards: map[int64]study.ID{},
			known: map[study.ID]bool{},
		}
		if err := s.all(); err != nil && !errors.Is(err, errStopped) {
			yield(study.Entry{}, err)
		}
	}
}

var errStopped = errors.New("the reader stopped")

// ref locates a row.
type ref struct {
	page uint32
	cell int32
	n    int64 // number of the row, or of its card for a review
	at   int64 // time of a review
}

type salvager struct {
	ctx   context.Context
	pages *pages
	files home.Files
	yield func(study.Entry, error) bool

	refs  [settingRow + 1][]ref
	decks map[int64]study.ID // by number, those already in the stream
	types map[int64]study.ID
	notes map[int64]study.ID
	cards map[int64]study.ID
	known map[study.ID]bool

	apart map[uint32]bool // pages of the table meta, whose rows look like settings
}

func (s *salvager) give(e study.Entry) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if !s.yield(e, nil) {
		return errStopped
	}
	return nil
}

func (s *salvager) lose(why, what string, args ...any) error {
	return s.give(study.Entry{Skip: &study.Skip{What: fmt.Sprintf(what, args...), Why: why, Lost: true}})
}

func (s *salvager) all() error {
	s.apart = s.pagesApart()
	if err := s.scan(); err != nil {
		return err
	}
	for _, refs := range s.refs {
		slices.SortStableFunc(refs, func(a, b ref) int {
			return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.at, b.at))
		})
	}
	for _, part := range []func() error{s.giveSettings, s.giveDecks, s.giveTypes, s.giveNotes, s.giveCards, s.giveReviews, s.giveReadings, s.giveMedia} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

const (
	whyPage = "the page it is on is damaged"
	whyRow  = "its content is damaged"
	whyGone = "what it belongs to could not be read"
)

// scan finds the rows of every page and reports unreadable pages and rows. It also reads
// pages that are in no tree, since they may be all that is left of one.
func (s *salvager) scan() error {
	damaged := map[uint32]bool{}
	for n := uint32(1); n <= s.pages.count; n++ {
		if n%1024 == 0 {
			if err := s.ctx.Err(); err != nil {
				return err
			}
		}
		t := s.pages.tree(n)
		for _, child := range t.children() {
			if child == 0 || child > s.pages.count || s.pages.tree(child).kind == 0 {
				damaged[child] = true
			}
		}
		if lost := s.rows(n, t); lost > 0 {
			if err := s.lose(whyPage, "%d rows on page %d", lost, n); err != nil {
				return err
			}
		}
	}
	if first := s.pages.tree(1); first.kind == 0 {
		damaged[1] = true
	}
	for _, n := range slices.Sorted(maps.Keys(damaged)) {
		if err := s.lose(whyPage, "the rows on page %d", n); err != nil {
			return err
		}
	}
	return nil
}

// rows notes the rows on a page and returns the number of those that are unreadable.
func (s *salvager) rows(page uint32, t tree) (lost int) {
	if t.kind == tableInner {
		return 0
	}
	for i := range t.cells() {
		r, err := t.cell(i)
		if err != nil {
			lost++
			continue
		}
		s.note(r, page, i)
	}
	return lost
}

func (s *salvager) note(r record, page uint32, cell int) {
	kind := shapeOf(r)
	if kind == unknown || kind == settingRow && s.apart[page] {
		return
	}
	at := ref{page: page, cell: int32(cell), n: r.n}
	if kind == reviewRow {
		at.n, at.at = r.values[0].i, r.values[1].i
	}
	s.refs[kind] = append(s.refs[kind], at)
}

// pagesApart returns the pages of the table meta. A page that damage has put into the
// trees of both tables counts as one of the settings.
func (s *salvager) pagesApart() map[uint32]bool {
	apart := s.pagesOf("meta")
	for n := range s.pagesOf("settings") {
		delete(apart, n)
	}
	return apart
}

// pagesOf returns the pages of a table's tree, or nil if the schema does not tell.
func (s *salvager) pagesOf(table string) map[uint32]bool {
	root := uint32(0)
	s.walk(1, map[uint32]bool{}, func(t tree) {
		for i := range t.cells() {
			if r, err := t.cell(i); err == nil && len(r.values) == 5 && string(r.values[0].b) == "table" && string(r.values[1].b) == table {
				root = uint32(r.values[3].i)
			}
		}
	})
	if root == 0 || s.pages.tree(root).kind == 0 {
		return nil
	}
	seen := map[uint32]bool{}
	s.walk(root, seen, func(tree) {})
	return seen
}

func (s *salvager) walk(n uint32, seen map[uint32]bool, f func(tree)) {
	if n == 0 || n > s.pages.count || seen[n] {
		return
	}
	seen[n] = true
	t := s.pages.tree(n)
	children := t.children()
	if t.kind != tableInner {
		f(t)
	}
	for _, child := range children {
		s.walk(child, seen, f)
	}
}

// each calls f with the rows of a kind, once for each number.
func (s *salvager) each(kind shape, f func(n int64, v []value) error) error {
	for _, at := range s.refs[kind] {
		r, err := s.pages.tree(at.page).cell(int(at.cell))
		if err != nil {
			continue // cannot happen: it was read before
		}
		if err := f(at.n, r.values); err != nil {
			return err
		}
	}
	return nil
}

// fresh reports whether an ID is seen for the first time.
func (s *salvager) fresh(id study.ID) bool {
	if s.known[id] {
		return false
	}
	s.known[id] = true
	return true
}

func (s *salvager) giveSettings() error {
	seen := map[string]bool{}
	return s.each(settingRow, func(_ int64, v []value) error {
		key := string(v[0].b)
		if seen[key] {
			return nil
		}
		seen[key] = true
		return s.give(study.Entry{Setting: &study.Setting{Key: key, Value: string(v[1].b)}})
	})
}

func (s *salvager) giveDecks() error {
	return s.each(deckRow, func(n int64, v []value) error {
		d := study.Deck{
			ID: id(v[1]), Name: text(v[2]), About: text(v[3]), Retention: number(v[4]), Deadline: int(v[5].i),
			Lang: text(v[6]), Modified: study.Time(v[7].i), Origin: raw(v[8]),
		}
		if !s.fresh(d.ID) {
			return nil
		}
		s.decks[n] = d.ID
		return s.give(study.Entry{Deck: &d})
	})
}

func (s *salvager) giveTypes() error {
	return s.each(typeRow, func(n int64, v []value) error {
		t := study.NoteType{ID: id(v[1]), Name: text(v[2]), Kind: study.NoteTypeKind(text(v[3])), CSS: text(v[6]), Modified: study.Time(v[7].i), Origin: raw(v[8])}
		if !s.fresh(t.ID) {
			return nil
		}
		if json.Unmarshal(v[4].b, &t.Fields) != nil || json.Unmarshal(v[5].b, &t.Templates) != nil {
			if err := s.lose(whyRow, "the note type %q", t.Name); err != nil {
				return err
			}
			t = store.PlaceholderType(t, s.mostFields(n))
		}
		s.types[n] = t.ID
		return s.give(study.Entry{NoteType: &t})
	})
}

// mostFields returns the largest number of fields among the notes of a type.
func (s *salvager) mostFields(n int64) int {
	most := 0
	s.each(noteRow, func(_ int64, v []value) error {
		if v[3].kind == isInt && v[3].i == n {
			most = max(most, len(table.SplitFields(text(v[4]))))
		}
		return nil
	})
	return most
}

func (s *salvager) giveNotes() error {
	if err := s.standForTypes(); err != nil {
		return err
	}
	return s.each(noteRow, func(n int64, v []value) error {
		t := study.Note{ID: id(v[1]), GUID: text(v[2]), Modified: study.Time(v[7].i), Origin: raw(v[8])}
		if !s.fresh(t.ID) {
			return nil
		}
		if tags := strings.Fields(text(v[6])); len(tags) > 0 {
			t.Tags = tags
		}
		if v[4].kind != isNull {
			t.Fields = table.SplitFields(text(v[4]))
		}
		if v[3].kind == isInt {
			t.Type = s.types[v[3].i]
		}
		if v[5].kind != isNull {
			t.Item = new(study.Item)
			if json.Unmarshal(v[5].b, t.Item) != nil {
				t.Item = nil
			}
		}
		if (t.Item == nil) == t.Type.IsZero() {
			if err := s.lose(whyRow, "the note %s", t.ID); err != nil {
				return err
			}
			t = store.PlaceholderNote(t)
		}
		s.notes[n] = t.ID
		return s.give(study.Entry{Note: &t})
	})
}

// standForTypes adds a stand-in for each lost note type that notes refer to, so that the
// texts of those notes are kept.
func (s *salvager) standForTypes() error {
	var lost []int64
	s.each(noteRow, func(_ int64, v []value) error {
		if v[3].kind == isInt && s.types[v[3].i].IsZero() && !slices.Contains(lost, v[3].i) {
			lost = append(lost, v[3].i)
		}
		return nil
	})
	for _, n := range lost {
		t := store.PlaceholderType(study.NoteType{ID: study.DeriveID("salvaged note type", fmt.Sprint(n)), Name: fmt.Sprintf("Salvaged %d", n)}, s.mostFields(n))
		s.types[n] = t.ID
		if err := s.lose(whyPage, "the note type of some notes (now %q)", t.Name); err != nil {
			return err
		}
		if err := s.give(study.Entry{NoteType: &t}); err != nil {
			return err
		}
	}
	return nil
}

func (s *salvager) giveCards() error {
	return s.each(cardRow, func(n int64, v []value) error {
		k := study.Card{
			ID: id(v[1]), Note: s.notes[v[2].i], Deck: s.decks[v[3].i], Ord: int(v[4].i), Suspended: v[5].i != 0,
			Position: int(v[6].i), Retention: number(v[7]), Modified: study.Time(v[8].i), Origin: raw(v[9]),
			Schedule: study.Schedule{
				Phase: study.Phase(v[10].i), Step: int(v[11].i), Stability: number(v[12]), Difficulty: number(v[13]),
				Due: study.Time(v[14].i), Day: int(v[15].i), Interval: int(v[16].i), Last: study.Time(v[17].i),
				Reps: int(v[18].i), Lapses: int(v[19].i), Buried: int(v[20].i),
			},
		}
		if !s.fresh(k.ID) {
			return nil
		}
		if k.Note.IsZero() {
			// A stand-in for the lost note keeps its reviews.
			t := store.PlaceholderNote(study.Note{ID: study.DeriveID("salvaged note", fmt.Sprint(v[2].i))})
			s.notes[v[2].i], k.Note = t.ID, t.ID
			if err := s.lose(whyPage, "the note of the card %s", k.ID); err != nil {
				return err
			}
			if err := s.give(study.Entry{Note: &t}); err != nil {
				return err
			}
		}
		if k.Deck.IsZero() {
			d := study.Deck{ID: study.DeriveID("salvaged deck", fmt.Sprint(v[3].i)), Name: fmt.Sprintf("Salvaged %d", v[3].i)}
			s.decks[v[3].i], k.Deck = d.ID, d.ID
			if err := s.lose(whyPage, "the deck of some cards (now %q)", d.Name); err != nil {
				return err
			}
			if err := s.give(study.Entry{Deck: &d}); err != nil {
				return err
			}
		}
		s.cards[n] = k.ID
		return s.give(study.Entry{Card: &k})
	})
}

func (s *salvager) giveReviews() error {
	orphans := map[int64]int{}
	seen, last := map[study.ID]bool{}, int64(-1)
	err := s.each(reviewRow, func(card int64, v []value) error {
		if card != last {
			clear(seen)
			last = card
		}
		r := study.Review{
			Card: s.cards[card], At: study.Time(v[1].i), ID: id(v[2]), Grade: study.Grade(v[4].i), TookMS: int(v[5].i),
			How: text(v[6]), Cancels: id(v[7]), Origin: raw(v[9]),
		}
		if len(v) > 10 {
			r.After = id(v[10])
		}
		kind, ok := table.ReviewKind(int(v[3].i))
		r.Kind = kind
		if v[8].kind != isNull {
			r.State = new(study.Schedule)
			ok = ok && json.Unmarshal(v[8].b, r.State) == nil
		}
		switch {
		case seen[r.ID]:
			return nil
		case r.Card.IsZero():
			orphans[card]++
			return nil
		case !ok:
			return s.lose(whyRow, "the review %s", r.ID)
		}
		seen[r.ID] = true
		return s.give(study.Entry{Review: &r})
	})
	if err != nil {
		return err
	}
	for _, n := range orphans {
		if err := s.lose(whyGone, "%d reviews of a card", n); err != nil {
			return err
		}
	}
	return nil
}

func (s *salvager) giveReadings() error {
	return s.each(readingRow, func(_ int64, v []value) error {
		r := study.Reading{ID: id(v[1]), Deck: id(v[2]), Title: text(v[3]), Author: text(v[4]), Lang: text(v[5])}
		if !s.fresh(r.ID) {
			return nil
		}
		if json.Unmarshal(v[6].b, &r.Sections) != nil {
			return s.lose(whyRow, "the book or recording %q", r.Title)
		}
		return s.give(study.Entry{Reading: &r})
	})
}

func (s *salvager) giveMedia() error {
	seen := map[string]bool{}
	return s.each(mediaRow, func(_ int64, v []value) error {
		name := text(v[0])
		if seen[name] || name == "" {
			return nil
		}
		seen[name] = true
		m := store.MediaFile(s.files, name, text(v[1]), v[2].i)
		return s.give(study.Entry{Media: &m})
	})
}

func id(v value) study.ID {
	var id study.ID
	copy(id[:], v.b)
	return id
}

func text(v value) string { return string(v.b) }

func number(v value) float64 {
	if v.kind == isInt {
		return float64(v.i)
	}
	return v.f
}

// raw returns stored JSON, or nil if the value is not JSON.
func raw(v value) json.RawMessage {
	if v.kind == isNull || !json.Valid(v.b) {
		return nil
	}
	return append(json.RawMessage{}, v.b...)
}
