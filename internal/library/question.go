package library

import (
	"context"
	"strings"

	"carrel/internal/speakable"
	"carrel/internal/store"
	"carrel/internal/study"
)

// Question turns a card into its question, without answers of other cards.
func (l *Library) Question(ctx context.Context, c store.FullCard, seed uint64) (study.Question, error) {
	if c.Damage != "" {
		return study.Question{Card: c.Card.ID, Note: c.Note.ID, Deck: c.Deck.ID, Kind: study.Info, WhyNot: c.Damage, Title: deckTitle(c.Deck.Name)}, nil
	}
	in := speakable.Input{
		NoteType: c.Type, Note: &c.Note, Card: &c.Card, DeckName: c.Deck.Name, Lang: c.Deck.Lang, Seed: seed,
		HasMedia: func(name string) bool { _, err := l.store.Media(ctx, name); return err == nil },
	}
	if in.Lang == "" {
		s, err := l.Settings(ctx)
		if err != nil {
			return study.Question{}, err
		}
		in.Lang = s.Lang
	}
	q, err := speakable.Question(in)
	if err != nil {
		// A card that does not fit its note type must not stop a session or a
		// list: its question says why it cannot be asked.
		q = study.Question{Card: c.Card.ID, Note: c.Note.ID, Deck: c.Deck.ID, Kind: study.Info, WhyNot: Explain(err)}
	}
	if q.Title == "" {
		q.Title = deckTitle(c.Deck.Name)
	}
	q.Driving, q.WhyNotDriving = speakable.DrivingOK(q)
	return q, nil
}

// deckTitle returns the last level of a deck's path.
func deckTitle(name string) string {
	if i := strings.LastIndex(name, "::"); i >= 0 {
		return name[i+2:]
	}
	return name
}
