package app

import (
	"context"
	"slices"
	"strings"

	"carrel/internal/speakable"
	"carrel/internal/study"
)

// question makes a card ready to be asked. A missing card is NotFound.
func (a *App) question(ctx context.Context, id study.ID, seed uint64) (*study.Question, error) {
	card, err := a.store.Card(ctx, id)
	if err != nil {
		return nil, err
	}
	note, err := a.store.Note(ctx, card.Note)
	if err != nil {
		return nil, err
	}
	deck, err := a.store.Deck(ctx, card.Deck)
	if err != nil {
		return nil, err
	}
	q, err := a.render(ctx, card, note, deck, seed)
	if err != nil {
		return nil, err
	}
	q.Decoys = a.decoys(ctx, deck, q, seed)
	return &q, nil
}

// render turns a card into its question; what the answers of the deck's other
// cards are is left out.
func (a *App) render(ctx context.Context, card study.Card, note study.Note, deck study.Deck, seed uint64) (study.Question, error) {
	in := speakable.Input{Note: &note, Card: &card, DeckName: deck.Name, Lang: deck.Lang, Seed: seed,
		HasMedia: func(name string) bool { return a.store.HasMedia(ctx, name) }}
	if in.Lang == "" {
		s, err := a.Settings(ctx)
		if err != nil {
			return study.Question{}, err
		}
		in.Lang = s.Lang
	}
	if note.Item == nil {
		nt, err := a.noteType(ctx, note.Type)
		if err != nil {
			return study.Question{}, err
		}
		in.NoteType = nt
	}
	q, err := speakable.Question(in)
	if err != nil {
		return q, err
	}
	if q.Title == "" {
		q.Title = deckTitle(deck.Name)
	}
	q.Driving, q.WhyNotDriving = speakable.DrivingOK(q)
	return q, nil
}

// deckTitle is the last level of a deck's path.
func deckTitle(name string) string {
	if i := strings.LastIndex(name, "::"); i >= 0 {
		return name[i+2:]
	}
	return name
}

// noteType returns a note type, kept in memory: there are few, and every card
// needs one.
func (a *App) noteType(ctx context.Context, id study.ID) (*study.NoteType, error) {
	a.cacheMu.Lock()
	nt, ok := a.noteTypes[id]
	a.cacheMu.Unlock()
	if ok {
		return nt, nil
	}
	v, err := a.store.NoteType(ctx, id)
	if err != nil {
		return nil, err
	}
	a.cacheMu.Lock()
	a.noteTypes[id] = &v
	a.cacheMu.Unlock()
	return &v, nil
}

// mostDecoys is how many other answers of a deck the recogniser gets: enough
// to tell a wrong answer from noise, few enough to stay quick.
const mostDecoys = 30

// decoys are short answers of other cards in the deck, so that the judge
// learns what was said and not merely that it was right.
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

// collectAnswers gathers the short answers of a deck, from its first few
// hundred cards.
func (a *App) collectAnswers(ctx context.Context, deck study.Deck) []string {
	ids, err := a.store.ActiveCards(ctx, []study.ID{deck.ID})
	if err != nil {
		return nil
	}
	const look = 300
	step := max(1, len(ids)/look)
	var out []string
	seen := map[string]bool{}
	for i := 0; i < len(ids); i += step {
		card, err := a.store.Card(ctx, ids[i])
		if err != nil || card.Deck != deck.ID {
			continue
		}
		note, err := a.store.Note(ctx, card.Note)
		if err != nil {
			continue
		}
		q, err := a.render(ctx, card, note, deck, 0)
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

// forget drops what is remembered of decks and note types, after anything
// that changes them.
func (a *App) forget() {
	a.cacheMu.Lock()
	defer a.cacheMu.Unlock()
	clear(a.noteTypes)
	clear(a.answers)
}
