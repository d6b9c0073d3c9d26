package stream

import (
	"context"

	"carrel/internal/study"
)

// Gathered is the content of a stream, collected for a writer.
type Gathered struct {
	Decks map[study.ID]study.Deck
	Types map[study.ID]study.NoteType
	Notes []Placed
	Media []study.Media
}

// Placed is a note with the deck of its first card.
type Placed struct {
	study.Note
	Deck  study.ID
	Cards []study.Card
}

// Gather reads a stream to its end, ignoring reviews.
func Gather(ctx context.Context, entries study.Entries) (*Gathered, error) {
	g := &Gathered{Decks: map[study.ID]study.Deck{}, Types: map[study.ID]study.NoteType{}}
	place := map[study.ID]int{}
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch {
		case e.Deck != nil:
			g.Decks[e.Deck.ID] = *e.Deck
		case e.NoteType != nil:
			g.Types[e.NoteType.ID] = *e.NoteType
		case e.Note != nil:
			place[e.Note.ID] = len(g.Notes)
			g.Notes = append(g.Notes, Placed{Note: *e.Note})
		case e.Card != nil:
			i, ok := place[e.Card.Note]
			if !ok {
				continue
			}
			n := &g.Notes[i]
			if n.Deck.IsZero() {
				n.Deck = e.Card.Deck
			}
			n.Cards = append(n.Cards, *e.Card)
		case e.Media != nil:
			g.Media = append(g.Media, *e.Media)
		}
	}
	return g, nil
}

// DeckName returns the name of the deck of a note.
func (g *Gathered) DeckName(n Placed) string {
	if d, ok := g.Decks[n.Deck]; ok {
		return d.Name
	}
	return "Default"
}
