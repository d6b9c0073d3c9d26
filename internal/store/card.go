package store

import (
	"context"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// CardFilter chooses cards. Its zero value chooses all.
type CardFilter struct {
	Decks     []study.ID    // including the decks below them; empty means all
	Note      study.ID      // zero means any
	Text      string        // anywhere in the note's fields, question or tags; case counts only beyond ASCII
	Phases    []study.Phase // empty means any
	Suspended *bool
	Offset    int
	Limit     int // 0 means all
}

// Cards returns the cards that match a filter, in the order they were added, and the total
// number of matches.
func (s *Store) Cards(ctx context.Context, filter CardFilter) (cards []study.Card, total int, err error) {
	err = s.read(ctx, func(c *db.Conn) error {
		where, args, err := filter.where(c)
		if err != nil {
			return err
		}
		if total, err = c.Int("SELECT count(*) FROM cards c CROSS JOIN notes t ON t.n = c.note WHERE "+where, args...); err != nil {
			return err
		}
		limit := filter.Limit
		if limit <= 0 {
			limit = -1
		}
		return c.Each(table.SelectCard+"WHERE "+where+" ORDER BY c.n LIMIT ? OFFSET ?", func(r *sqlite3.Stmt) error {
			cards = append(cards, table.ReadCard(r).Card)
			return nil
		}, append(args, limit, max(0, filter.Offset))...)
	})
	return cards, total, err
}

func (f *CardFilter) where(c *db.Conn) (string, []any, error) {
	decks, err := deckNumbers(c, f.Decks)
	if err != nil {
		return "", nil, err
	}
	conditions := []string{(&exporter{decks: decks}).cardIn()}
	var args []any
	if !f.Note.IsZero() {
		conditions = append(conditions, "c.note = (SELECT n FROM notes WHERE id = ?)")
		args = append(args, f.Note)
	}
	if f.Text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Text) + "%"
		conditions = append(conditions, `(t.fields LIKE ? ESCAPE '\' OR t.item LIKE ? ESCAPE '\' OR t.tags LIKE ? ESCAPE '\')`)
		args = append(args, like, like, like)
	}
	if len(f.Phases) > 0 {
		marks := make([]string, len(f.Phases))
		for i, p := range f.Phases {
			marks[i] = "?"
			args = append(args, int(p))
		}
		conditions = append(conditions, "c.phase IN ("+strings.Join(marks, ",")+")")
	}
	if f.Suspended != nil {
		conditions = append(conditions, "c.suspended = ?")
		args = append(args, *f.Suspended)
	}
	return strings.Join(conditions, " AND "), args, nil
}

// Card returns one card. The error is NotFound where there is none.
func (s *Store) Card(ctx context.Context, id study.ID) (study.Card, error) {
	var card study.Card
	err := s.read(ctx, func(c *db.Conn) error {
		row, err := findCard(c, id)
		card = row.Card
		return err
	})
	return card, err
}

func findCard(c *db.Conn, id study.ID) (row table.CardRow, err error) {
	found, err := c.One(table.SelectCard+"WHERE c.id = ?", func(r *sqlite3.Stmt) error {
		row = table.ReadCard(r)
		return nil
	}, id)
	if err == nil && !found {
		err = noCard(id)
	}
	return row, err
}

// FullCard is a card with the parts that a question is made of.
type FullCard struct {
	Card study.Card
	Deck study.Deck
	Note study.Note
	Type *study.NoteType // nil where the note holds an item
	// Damage is a sentence that says why the note or its type cannot be read; "" if both can.
	Damage string
}

// damaged records damage to a part in f.Damage and returns any other error.
func (f *FullCard) damaged(err error) error {
	if table.IsDamaged(err) {
		f.Damage = study.Sentence(err.Error())
	}
	return table.UnlessDamaged(err)
}

// FullCard returns a card with its deck, note and note type. The error is NotFound where
// there is no such card.
func (s *Store) FullCard(ctx context.Context, card study.ID) (FullCard, error) {
	var f FullCard
	err := s.read(ctx, func(c *db.Conn) error {
		row, err := findCard(c, card)
		if err != nil {
			return err
		}
		f.Card = row.Card
		if _, err := c.One("SELECT "+table.DeckColumns+" FROM decks WHERE n = ?", func(r *sqlite3.Stmt) error {
			_, f.Deck = table.ReadDeck(r)
			return nil
		}, row.DeckN); err != nil {
			return err
		}
		if _, err := c.One(table.SelectNote+"WHERE t.n = ?", func(r *sqlite3.Stmt) (err error) {
			_, f.Note, err = table.ReadNote(r)
			return f.damaged(err)
		}, row.NoteN); err != nil {
			return err
		}
		if f.Note.Type.IsZero() {
			return nil
		}
		_, t, err := table.FindType(c, f.Note.Type)
		f.Type = &t
		return f.damaged(err)
	})
	return f, err
}

// Suspend suspends a card or, with suspended false, brings it back. It returns the card.
func (s *Store) Suspend(ctx context.Context, card study.ID, suspended bool, at study.Time) (study.Card, error) {
	return first(s.Commit(ctx, Step{Suspensions: []Suspension{{card, suspended, at}}}))
}

// Empty reports whether the collection has no cards.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	n := 0
	err := s.read(ctx, func(c *db.Conn) (err error) {
		n, err = c.Int("SELECT EXISTS (SELECT 1 FROM cards)")
		return err
	})
	return n == 0, err
}
