package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"carrel/internal/speakable"
	"carrel/internal/store"
	"carrel/internal/study"
)

// errUnreadableCard is the cause if a card's note cannot be read. Such a card is
// listed, checked and erased as any other, but never asked.
var errUnreadableCard = errors.New("app: the note of a card cannot be read")

func unreadableCard(why string) error {
	return study.Because(errUnreadableCard, study.Unreadable, "%s", why)
}

// question prepares a card to be asked. A missing card is a NotFound error.
func (a *App) question(ctx context.Context, id study.ID, seed uint64) (*study.Question, error) {
	asked, err := a.store.Asked(ctx, id)
	if err != nil {
		return nil, err
	}
	if asked.Damage != "" {
		return nil, unreadableCard(asked.Damage)
	}
	q, err := a.render(ctx, asked, seed)
	if err != nil {
		return nil, err
	}
	q.Decoys = a.decoys(ctx, asked.Deck, q, seed)
	return &q, nil
}

// render turns a card into its question, without answers of other cards.
func (a *App) render(ctx context.Context, c store.Asked, seed uint64) (study.Question, error) {
	if c.Damage != "" {
		return study.Question{Card: c.Card.ID, Note: c.Note.ID, Deck: c.Deck.ID, Kind: study.Info, WhyNot: c.Damage, Title: deckTitle(c.Deck.Name)}, nil
	}
	in := speakable.Input{
		NoteType: c.Type, Note: &c.Note, Card: &c.Card, DeckName: c.Deck.Name, Lang: c.Deck.Lang, Seed: seed,
		HasMedia: func(name string) bool { _, err := a.store.Media(ctx, name); return err == nil },
	}
	if in.Lang == "" {
		s, err := a.Settings(ctx)
		if err != nil {
			return study.Question{}, err
		}
		in.Lang = s.Lang
	}
	q, err := speakable.Question(in)
	if err != nil {
		// A card that does not fit its note type must not stop a session or a
		// list: its question says why it cannot be asked.
		q = study.Question{Card: c.Card.ID, Note: c.Note.ID, Deck: c.Deck.ID, Kind: study.Info, WhyNot: bodyOf(err).Message}
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

// mostDecoys is how many other answers of a deck the recogniser gets: enough to
// tell a wrong answer from noise, few enough to stay fast.
const mostDecoys = 30

// decoys returns short answers of other cards in the deck, so that the judge can
// tell which wrong answer was given and not only that it was wrong.
func (a *App) decoys(ctx context.Context, deck study.Deck, q study.Question, seed uint64) []string {
	if len(q.Accept) == 0 {
		return nil
	}
	a.cacheMu.Lock()
	pool, ok := a.answers[deck.ID]
	a.cacheMu.Unlock()
	if !ok {
		pool = a.collectAnswers(ctx, deck)
		a.cacheMu.Lock()
		a.answers[deck.ID] = pool
		a.cacheMu.Unlock()
	}
	if len(pool) == 0 {
		return nil
	}
	own := map[string]bool{}
	for _, acc := range q.Accept {
		own[strings.ToLower(acc.Text)] = true
	}
	var out []string
	from := int(mix(seed^uint64(q.Card[0])<<8^uint64(q.Card[1])) % uint64(len(pool)))
	for i := range pool {
		d := pool[(from+i)%len(pool)]
		if own[strings.ToLower(d)] {
			continue
		}
		out = append(out, d)
		if len(out) == mostDecoys {
			break
		}
	}
	return out
}

// collectAnswers returns the short answers of a deck, from its first few hundred
// cards.
func (a *App) collectAnswers(ctx context.Context, deck study.Deck) []string {
	cards, _, err := a.store.Cards(ctx, store.CardFilter{Decks: []study.ID{deck.ID}, Limit: 300})
	if err != nil {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for _, card := range cards {
		asked, err := a.store.Asked(ctx, card.ID)
		if err != nil || card.Suspended {
			continue
		}
		q, err := a.render(ctx, asked, 0)
		if err != nil || len(q.Accept) == 0 {
			continue
		}
		text := strings.TrimSpace(q.Accept[0].Text)
		key := strings.ToLower(text)
		if text != "" && !seen[key] && len(strings.Fields(text)) <= 4 {
			seen[key] = true
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// forget drops what is cached about decks. Call it after every change to them.
func (a *App) forget() {
	a.cacheMu.Lock()
	defer a.cacheMu.Unlock()
	clear(a.answers)
	a.shelf.forget()
}
