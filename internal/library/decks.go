package library

import (
	"context"
	"strings"
	"time"

	"carrel/fsrs"
	"carrel/internal/study"
)

// Deck is a deck as the library lists it; its counts include the decks below
// it.
type Deck struct {
	ID        study.ID `json:"id"`
	Name      string   `json:"name"` // full name; levels are separated by "::"
	Depth     int      `json:"depth"`
	Cards     int      `json:"cards"`
	New       int      `json:"new"`
	Learning  int      `json:"learning"`
	Review    int      `json:"review"`
	Lang      string   `json:"lang"`
	Retention float64  `json:"retention"` // desired retention; 0 for the collection's own
	Deadline  string   `json:"deadline"`  // such as 2026-12-24; "" for none
	// NewPerDay is how many of the deck's own new cards must be introduced a day
	// so that all have been introduced a week before the deadline; 0 without a
	// deadline.
	NewPerDay int `json:"new_per_day"`
}

// settle is how many days before the deadline the last new card should be
// introduced, so that there is time to review it.
const settle = 7

// Decks lists the decks as a tree.
func (l *Library) Decks(ctx context.Context) ([]Deck, error) {
	decks, err := l.store.Decks(ctx, study.At(l.now()))
	if err != nil {
		return nil, err
	}
	today := l.scheduler().Day(study.At(l.now()))
	out := make([]Deck, 0, len(decks))
	for _, d := range decks {
		line := Deck{
			ID: d.ID, Name: d.Name, Depth: d.Depth, Cards: d.Cards, New: d.Due.New, Learning: d.Due.Learning,
			Review: d.Due.Review, Lang: d.Lang, Retention: d.Retention, Deadline: dayText(d.Deadline),
		}
		if d.Deadline > today {
			unseen, err := l.store.CountNew(ctx, d.ID)
			if err != nil {
				return nil, err
			}
			exam := fsrs.Deadline{Day: d.Deadline}
			line.NewPerDay = exam.NewPerDay(unseen, today, settle)
		}
		out = append(out, line)
	}
	return out, nil
}

// DeckID finds a deck by its ID or by its name, whatever its case.
func (l *Library) DeckID(ctx context.Context, name string) (study.ID, error) {
	d, err := l.deckNamed(ctx, name)
	return d.ID, err
}

func (l *Library) deckNamed(ctx context.Context, name string) (Deck, error) {
	decks, err := l.Decks(ctx)
	if err != nil {
		return Deck{}, err
	}
	for _, d := range decks {
		if d.ID.String() == name || d.Name == name {
			return d, nil
		}
	}
	for _, d := range decks {
		if strings.EqualFold(d.Name, name) {
			return d, nil
		}
	}
	return Deck{}, study.Errorf(study.NotFound, "there is no deck %q: look at their names in the library, or with \"carrel cards\"", name)
}

// deckFilter returns the deck IDs that the store expects for a deck's name; ""
// means all decks.
func (l *Library) deckFilter(ctx context.Context, name string) ([]study.ID, error) {
	if name == "" {
		return nil, nil
	}
	id, err := l.DeckID(ctx, name)
	if err != nil {
		return nil, err
	}
	return []study.ID{id}, nil
}

// DeckChange holds the values of a deck to change; nil leaves a value unchanged.
type DeckChange struct {
	Retention *float64 `json:"retention"`
	Deadline  *string  `json:"deadline"`
	Lang      *string  `json:"lang"`
}

// ChangeDeck changes a deck and returns the changed deck.
func (l *Library) ChangeDeck(ctx context.Context, name string, c DeckChange) (Deck, error) {
	line, err := l.deckNamed(ctx, name)
	if err != nil {
		return line, err
	}
	d, err := l.store.Deck(ctx, line.ID)
	if err != nil {
		return line, err
	}
	if c.Retention != nil {
		if r := *c.Retention; r != 0 && !(r >= 0.70 && r <= 0.99) {
			return line, study.Errorf(study.Invalid, "the desired retention is %v: choose 0.70 to 0.99, or 0 for the general one", r)
		}
		d.Retention = *c.Retention
	}
	if c.Deadline != nil {
		if d.Deadline, err = dayOf(*c.Deadline); err != nil {
			return line, err
		}
	}
	if c.Lang != nil {
		d.Lang = *c.Lang
	}
	if _, err := l.store.PutDeck(ctx, d); err != nil {
		return line, err
	}
	l.forget()
	return l.deckNamed(ctx, line.ID.String())
}

// dayText formats a civil day (days since 1970-01-01) as 2026-12-24, and 0 as "".
func dayText(day int) string {
	if day == 0 {
		return ""
	}
	return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
}

func dayOf(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, study.Errorf(study.Invalid, "%q is no day: write it as 2026-12-24", s)
	}
	return int(t.Unix() / 86400), nil
}
