package salvage

import (
	"bytes"
	"context"
	"fmt"
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
	pages map[int64]bool
	place ref
	card  *placed // of a review
}

// touches reports whether one of the pages that hold the row is among those.
func (p placed) touches(pages map[int64]bool) bool {
	for n := range p.pages {
		if pages[n] {
			return true
		}
	}
	return false
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
	var all []placed
	cards := map[int64]*placed{}
	for kind, refs := range s.refs { // cards come before reviews
		for _, at := range refs {
			u := used{bytes.NewReader(db), map[int64]bool{}}
			p := &pages{image: Image{DB: u, DBSize: int64(len(db))}, size: usual, usable: usual, count: whole.count}
			r, err := p.tree(at.page).cell(int(at.cell))
			if err != nil {
				t.Fatal(err)
			}
			row := placed{shape: shape(kind), pages: u.pages, place: at}
			switch row.shape {
			case mediaRow, settingRow:
				row.key = text(r.values[0])
			case reviewRow:
				row.key, row.card = id(r.values[2]).String(), cards[at.n]
			default:
				row.key = id(r.values[1]).String()
			}
			if row.shape == cardRow {
				cards[at.n] = &row
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
// whose card is on a touched page: the card, or the number by which reviews refer to it,
// may be lost. The salvage must report such reviews.
func missing(all []placed, touched map[int64]bool, got salvaged) string {
	for _, row := range all {
		switch {
		case row.touches(touched) || got.keys[row.key]:
		case row.shape != reviewRow || !row.card.touches(touched):
			return fmt.Sprintf("the row %s is on pages that are whole, %v, and does not come out", row.key, row.pages)
		case !got.orphans:
			return fmt.Sprintf("the review %s of a damaged card does not come out, and the salvage does not report it", row.key)
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

// clearing returns a damage that fills a page, numbered from 0, with zeros.
func clearing(page int64) func(b []byte) int64 {
	return func(b []byte) int64 {
		clear(b[page*usual : (page+1)*usual])
		return page
	}
}

// TestADamagedPage damages one page of each kind.
func TestADamagedPage(t *testing.T) {
	_, db, _, _ := sample(t, false)
	all, whole := rowsOf(t, db), open(imageOf(db, nil))
	row := func(choose func(placed) bool) placed {
		i := slices.IndexFunc(all, choose)
		if i < 0 {
			t.Fatal("there is no such row")
		}
		return all[i]
	}
	first := func(kind shape) int64 {
		return int64(row(func(r placed) bool { return r.shape == kind }).place.page) - 1
	}
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
	answered := row(func(r placed) bool { return r.shape == reviewRow && !named[r.key] })
	number := func(b []byte) int64 { // sets the card's number to zero
		at := answered.card.place
		cell, err := whole.tree(at.page).start(int(at.cell))
		if err != nil {
			t.Fatal(err)
		}
		page := int64(at.page) - 1
		cell += int(page) * usual
		_, length := varint(b, cell)
		b[cell+length] = 0
		return page
	}
	for _, tt := range []struct {
		name    string
		spoil   func(b []byte) (page int64)
		orphans bool // reviews are lost with their cards
	}{
		{"the schema", clearing(0), false},
		{"the inner page of a table", clearing(inner(tableInner)), false},
		{"the inner page of an index", clearing(inner(indexInner)), false},
		{"decks", clearing(first(deckRow)), false},
		{"note types", clearing(first(typeRow)), false},
		{"notes", clearing(first(noteRow)), false},
		{"cards", clearing(first(cardRow)), true},
		{"the card of an answered question", clearing(int64(answered.card.place.page) - 1), true},
		{"the number of a card", number, true},
		{"reviews", clearing(first(reviewRow)), false},
		{"the review of an answered question", clearing(int64(answered.place.page) - 1), false},
		{"readings", clearing(first(readingRow)), false},
		{"settings", clearing(first(settingRow)), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := bytes.Clone(db)
			touched := map[int64]bool{tt.spoil(b): true}
			got := salvage(t.Context(), t, b)
			if wrong := missing(all, touched, got); wrong != "" {
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
		if row.shape == reviewRow && missing([]placed{row}, row.card.pages, got) == "" {
			t.Errorf("missing does not notice that the review %s is not reported", row.key)
		}
		got.keys[row.key] = true
	}
}
