package store

import (
	"context"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// deckSeparator separates the levels of a deck's name.
const deckSeparator = "::"

// DeckCounts is a deck with the counts of its cards and those of the decks below it.
type DeckCounts struct {
	study.Deck
	Depth     int // number of levels above it
	Cards     int
	TotalNew  int // new cards, regardless of the daily limit
	Suspended int
	Due       Counts // New is within the daily limit of this deck
}

// Decks returns every deck in tree order: each deck is followed by the decks below it,
// siblings by name. A level that exists only as part of other decks' names is left out.
func (s *Store) Decks(ctx context.Context, now study.Time) ([]DeckCounts, error) {
	var list []DeckCounts
	p := s.sched.Load()
	err := s.read(ctx, func(c *db.Conn) error {
		if err := c.Each("SELECT "+table.DeckColumns+" FROM decks ORDER BY replace(name, '::', char(1))", func(r *sqlite3.Stmt) error {
			_, d := table.ReadDeck(r)
			list = append(list, DeckCounts{Deck: d, Depth: strings.Count(d.Name, deckSeparator)})
			return nil
		}); err != nil {
			return err
		}
		own := map[study.ID]*DeckCounts{}
		for i := range list {
			own[list[i].ID] = &list[i]
		}
		if err := c.Each("SELECT d.id, c.queue, count(*) FROM cards c JOIN decks d ON d.n = c.deck GROUP BY c.deck, c.queue", func(r *sqlite3.Stmt) error {
			d, n := own[db.ColumnID(r, 0)], r.ColumnInt(2)
			d.Cards += n
			switch r.ColumnInt(1) {
			case table.QueueNew:
				d.TotalNew += n
			case table.QueueSuspended:
				d.Suspended += n
			}
			return nil
		}); err != nil {
			return err
		}
		// Go backwards, because a deck follows those above it.
		for i := len(list) - 1; i >= 0; i-- {
			q, err := newQueue(c, p, QueueOptions{Now: now, Decks: []study.ID{list[i].ID}})
			if err != nil {
				return err
			}
			if list[i].Due, err = q.counts(); err != nil {
				return err
			}
			for j := i - 1; j >= 0; j-- {
				if below(list[i].Name, list[j].Name) {
					list[j].Cards += list[i].Cards
					list[j].TotalNew += list[i].TotalNew
					list[j].Suspended += list[i].Suspended
					break
				}
			}
		}
		return nil
	})
	return list, err
}

// below reports whether a deck is anywhere below another.
func below(name, top string) bool {
	return len(name) > len(top)+len(deckSeparator) && strings.HasPrefix(name, top) && strings.HasPrefix(name[len(top):], deckSeparator)
}

// Deck returns one deck. The error is NotFound where there is none.
func (s *Store) Deck(ctx context.Context, id study.ID) (study.Deck, error) {
	var deck study.Deck
	err := s.read(ctx, func(c *db.Conn) error {
		found, err := c.One("SELECT "+table.DeckColumns+" FROM decks WHERE id = ?", func(r *sqlite3.Stmt) error {
			_, deck = table.ReadDeck(r)
			return nil
		}, id)
		if err == nil && !found {
			return noDeck(id)
		}
		return err
	})
	return deck, err
}

// PutDeck changes a deck, or adds it if its ID is new. A zero ID is replaced by the one
// derived from the name. Another deck of the same name is a Conflict. If the desired
// retention or the deadline changes, the cards of the deck are replayed.
func (s *Store) PutDeck(ctx context.Context, d study.Deck) (study.Deck, error) {
	defer s.ahead.drop()
	if d.ID.IsZero() {
		d.ID = study.DeriveID("deck", d.Name)
	}
	if err := table.CheckDeck(&d); err != nil {
		return d, err
	}
	p := s.sched.Load()
	err := s.write(ctx, func(c *db.Conn) error {
		var was study.Deck
		var n int64
		found, err := c.One("SELECT "+table.DeckColumns+" FROM decks WHERE id = ?", func(r *sqlite3.Stmt) error {
			n, was = table.ReadDeck(r)
			return nil
		}, d.ID)
		if err != nil {
			return err
		}
		if other, err := c.Int("SELECT count(*) FROM decks WHERE name = ? AND id <> ?", d.Name, d.ID); err != nil || other > 0 {
			if err == nil {
				err = study.Errorf(study.Conflict, "there is another deck called %q. Choose another name", d.Name)
			}
			return err
		}
		if !found {
			return table.AddDeck(c, &d)
		}
		if err := c.Run("UPDATE decks SET name = ?, about = ?, retention = ?, deadline = ?, lang = ?, modified = ?, origin = ? WHERE n = ?",
			d.Name, d.About, d.Retention, d.Deadline, d.Lang, d.Modified, d.Origin, n); err != nil {
			return err
		}
		if d.Retention == was.Retention && d.Deadline == was.Deadline {
			return nil
		}
		return replayDeck(ctx, c, p, n)
	})
	return d, err
}

// replayDeck replays the reviewed cards of one deck.
func replayDeck(ctx context.Context, c *db.Conn, p *plan.Plan, deck int64) error {
	var cards []int64
	if err := c.Each("SELECT n FROM cards WHERE deck = ? AND (reps > 0 OR phase > 0) ORDER BY n", func(r *sqlite3.Stmt) error {
		cards = append(cards, r.ColumnInt64(0))
		return nil
	}, deck); err != nil {
		return err
	}
	return plan.ReplaySome(ctx, c, p, cards)
}

// deckNumbers returns the numbers of decks and all decks below them, or nil for no decks.
func deckNumbers(c *db.Conn, ids []study.ID) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	numbers := []int64{}
	have := map[int64]bool{}
	add := func(n int64) {
		if !have[n] {
			have[n] = true
			numbers = append(numbers, n)
		}
	}
	for _, id := range ids {
		name := ""
		found, err := c.One("SELECT n, name FROM decks WHERE id = ?", func(r *sqlite3.Stmt) error {
			name = r.ColumnText(1)
			add(r.ColumnInt64(0))
			return nil
		}, id)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, noDeck(id)
		}
		// ';' is the successor of ':', so this range is every name that starts with name::.
		below := func(r *sqlite3.Stmt) error { add(r.ColumnInt64(0)); return nil }
		if err := c.Each("SELECT n FROM decks WHERE name >= ? AND name < ?", below, name+deckSeparator, name+":;"); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

func noDeck(id study.ID) error {
	return study.Errorf(study.NotFound, "there is no deck %s in this collection", id)
}
