package salvage

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// placed is a row of a whole database and the pages, numbered from 0, that hold it.
type placed struct {
	shape shape
	key   string // its ID or, for a setting, its key
	card  string // of a review: the ID of its card
	pages map[int64]bool
}

// used records which pages of a file were read.
type used struct {
	*bytes.Reader
	pages map[int64]bool
}

func (u used) ReadAt(p []byte, off int64) (int, error) {
	u.pages[off/usual] = true
	return u.Reader.ReadAt(p, off)
}

// rowsOf returns the rows of a database that has no damage.
func rowsOf(t *testing.T, db []byte) []placed {
	t.Helper()
	whole := open(imageOf(db, nil))
	s := &salvager{ctx: t.Context(), pages: whole, yield: func(study.Entry, error) bool { return true }}
	s.apart = s.pagesApart()
	if err := s.scan(); err != nil {
		t.Fatal(err)
	}
	cards := map[int64]string{}
	if err := s.each(cardRow, func(n int64, v []value) error {
		cards[n] = id(v[1]).String()
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var all []placed
	for kind, refs := range s.refs {
		for _, at := range refs {
			u := used{bytes.NewReader(db), map[int64]bool{}}
			p := &pages{image: Image{DB: u, DBSize: int64(len(db))}, size: usual, usable: usual, count: whole.count}
			r, err := p.tree(at.page).cell(int(at.cell))
			if err != nil {
				t.Fatal(err)
			}
			row := placed{shape: shape(kind), pages: u.pages}
			switch row.shape {
			case mediaRow, settingRow:
				row.key = text(r.values[0])
			case reviewRow:
				row.key, row.card = id(r.values[2]).String(), cards[r.values[0].i]
			default:
				row.key = id(r.values[1]).String()
			}
			all = append(all, row)
		}
	}
	return all
}

// salvaged is the result of a salvage: the keys of its rows, and whether it reports that
// reviews of lost cards are missing.
type salvaged struct {
	keys    map[string]bool
	orphans bool
}

func salvage(ctx context.Context, t rapid.TB, b []byte) salvaged {
	t.Helper()
	out := salvaged{keys: map[string]bool{}}
	for e, err := range Entries(ctx, imageOf(b, nil), home.NewMemoryFiles()) {
		switch {
		case err != nil:
			t.Fatal(err)
		case e.Deck != nil:
			out.keys[e.Deck.ID.String()] = true
		case e.NoteType != nil:
			out.keys[e.NoteType.ID.String()] = true
		case e.Note != nil:
			out.keys[e.Note.ID.String()] = true
		case e.Card != nil:
			out.keys[e.Card.ID.String()] = true
		case e.Review != nil:
			out.keys[e.Review.ID.String()] = true
		case e.Reading != nil:
			out.keys[e.Reading.ID.String()] = true
		case e.Setting != nil:
			out.keys[e.Setting.Key] = true
		case e.Skip != nil:
			out.orphans = out.orphans || e.Skip.Lost && e.Skip.Why == whyGone
		}
	}
	return out
}

// missing returns what is wrong with a salvage of a database whose touched pages are
// damaged, or "". Each row on other pages must come out. The only exception is a review
// whose card is lost, and the salvage must report such reviews.
func missing(all []placed, touched map[int64]bool, got salvaged) string {
	for _, row := range all {
		intact := true
		for n := range row.pages {
			intact = intact && !touched[n]
		}
		switch {
		case !intact || got.keys[row.key]:
		case row.shape == reviewRow && !got.keys[row.card]:
			if !got.orphans {
				return fmt.Sprintf("the card %s is lost, and the salvage does not report its reviews", row.card)
			}
		default:
			return fmt.Sprintf("the row %s is on pages that are whole, %v, and does not come out", row.key, row.pages)
		}
	}
	return ""
}

// TestRowsOfIntactPagesComeOut damages random bytes and pages and truncates the file.
// Salvage never panics, and returns every row on intact pages.
func TestRowsOfIntactPagesComeOut(t *testing.T) {
	_, db, _, _ := sample(t, false)
	all := rowsOf(t, db)
	rapid.Check(t, func(t *rapid.T) {
		b := bytes.Clone(db)
		touched := map[int64]bool{}
		for range rapid.IntRange(0, 4).Draw(t, "pages") {
			n := rapid.Int64Range(1, int64(len(b)/usual)-1).Draw(t, "page")
			clear(b[n*usual : (n+1)*usual])
			touched[n] = true
		}
		for range rapid.IntRange(0, 10).Draw(t, "bytes") {
			at := rapid.IntRange(100, len(b)-1).Draw(t, "byte")
			b[at] = rapid.Byte().Draw(t, "value")
			touched[int64(at/usual)] = true
		}
		if rapid.Bool().Draw(t, "cut") {
			b = b[:rapid.IntRange(usual, len(b)).Draw(t, "length")]
			for n := int64(len(b) / usual); n < int64(len(db)/usual); n++ {
				touched[n] = true
			}
		}
		if touched[0] {
			s := rapid.Bool().Draw(t, "no header")
			if s {
				clear(b[:16])
			}
		}
		if wrong := missing(all, touched, salvage(t.Context(), t, b)); wrong != "" {
			t.Fatal(wrong)
		}
	})
}

// TestALostPage clears one page of each kind.
func TestALostPage(t *testing.T) {
	_, db, _, _ := sample(t, false)
	all, whole := rowsOf(t, db), open(imageOf(db, nil))
	// of returns the page of the first row that choose accepts.
	of := func(choose func(placed) bool) int64 {
		i := slices.IndexFunc(all, choose)
		if i < 0 {
			t.Fatal("there is no such row")
		}
		return slices.Min(slices.Collect(maps.Keys(all[i].pages)))
	}
	rows := func(kind shape) int64 { return of(func(r placed) bool { return r.shape == kind }) }
	// inner returns the first inner page of a kind after the schema's.
	inner := func(kind byte) int64 {
		for n := uint32(2); n <= whole.count; n++ {
			if whole.tree(n).kind == kind {
				return int64(n - 1)
			}
		}
		t.Fatal("there is no such page")
		return 0
	}
	named := map[string]bool{}
	for i := range 600 {
		named[study.DeriveID("review", fmt.Sprint(i)).String()] = true
	}
	answered := all[slices.IndexFunc(all, func(r placed) bool { return r.shape == reviewRow && !named[r.key] })]
	for _, tt := range []struct {
		name    string
		page    int64
		orphans bool // reviews are lost with their cards
	}{
		{"the schema", 0, false},
		{"the inner page of a table", inner(tableInner), false},
		{"the inner page of an index", inner(indexInner), false},
		{"decks", rows(deckRow), false},
		{"note types", rows(typeRow), false},
		{"notes", rows(noteRow), false},
		{"cards", rows(cardRow), true},
		{"the card of an answered question", of(func(r placed) bool { return r.key == answered.card }), true},
		{"reviews", rows(reviewRow), false},
		{"the review of an answered question", of(func(r placed) bool { return r.key == answered.key }), false},
		{"readings", rows(readingRow), false},
		{"settings", rows(settingRow), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := bytes.Clone(db)
			clear(b[tt.page*usual : (tt.page+1)*usual])
			got := salvage(t.Context(), t, b)
			if wrong := missing(all, map[int64]bool{tt.page: true}, got); wrong != "" {
				t.Error(wrong)
			}
			if got.orphans != tt.orphans {
				t.Errorf("it reports reviews of lost cards: %v, want %v", got.orphans, tt.orphans)
			}
		})
	}
}

// TestMissing takes one row out of a whole salvage, which missing must notice.
func TestMissing(t *testing.T) {
	_, db, _, _ := sample(t, false)
	all, got := rowsOf(t, db), salvage(t.Context(), t, db)
	if wrong := missing(all, nil, got); wrong != "" {
		t.Fatal(wrong)
	}
	for _, row := range all {
		delete(got.keys, row.key)
		if missing(all, nil, got) == "" {
			t.Errorf("missing does not notice the row %s of shape %d", row.key, row.shape)
		}
		if row.shape == reviewRow { // its card is lost with it, and nothing reports the review
			delete(got.keys, row.card)
			if missing([]placed{row}, nil, got) == "" {
				t.Errorf("missing does not notice that the review %s is not reported", row.key)
			}
			got.keys[row.card] = true
		}
		got.keys[row.key] = true
	}
}
