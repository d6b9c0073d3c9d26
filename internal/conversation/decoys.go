package conversation

import (
	"context"
	"slices"
	"strings"

	"carrel/internal/store"
	"carrel/internal/study"
)

// mostDecoys is how many other answers of a deck the recogniser gets: enough to
// tell a wrong answer from noise, few enough to stay fast.
const mostDecoys = 30

// decoys returns short answers of other cards in the deck, so that the judge can
// tell which wrong answer was given and not only that it was wrong.
func (c *Conversation) decoys(ctx context.Context, deck study.Deck, q study.Question, seed uint64) []string {
	if len(q.Accept) == 0 {
		return nil
	}
	c.cacheMu.Lock()
	pool, ok := c.answers[deck.ID]
	c.cacheMu.Unlock()
	if !ok {
		pool = c.collectAnswers(ctx, deck)
		c.cacheMu.Lock()
		c.answers[deck.ID] = pool
		c.cacheMu.Unlock()
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
func (c *Conversation) collectAnswers(ctx context.Context, deck study.Deck) []string {
	cards, _, err := c.store.Cards(ctx, store.CardFilter{Decks: []study.ID{deck.ID}, Limit: 300})
	if err != nil {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for _, card := range cards {
		asked, err := c.store.FullCard(ctx, card.ID)
		if err != nil || card.Suspended {
			continue
		}
		q, err := c.lib.Question(ctx, asked, 0)
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
