package library

import (
	"context"

	"carrel/internal/store"
	"carrel/internal/study"
)

// CardFilter selects cards; an empty field does not restrict the selection.
type CardFilter struct {
	Deck string // name or ID; includes the decks below it
	Text string // found in any field of the note
}

// CardRow is a row of the card list: a card as it is spoken.
type CardRow struct {
	ID        study.ID   `json:"id"`
	Note      study.ID   `json:"note"`
	Deck      string     `json:"deck"`
	Kind      study.Kind `json:"kind"`
	Question  string     `json:"question"`
	Answer    string     `json:"answer"`
	Choices   []string   `json:"choices"`
	Voice     bool       `json:"voice"`
	WhyNot    string     `json:"why_not"`
	Phase     string     `json:"phase"`
	Due       study.Time `json:"due"` // ms since 1970; 0 for new cards
	Suspended bool       `json:"suspended"`
	Retention float64    `json:"retention"` // the card's own, 0 to use its deck's
}

// CardPage is one page of a list of cards.
type CardPage struct {
	Total int       `json:"total"`
	Cards []CardRow `json:"cards"`
}

// CardPage lists up to limit cards, starting at offset.
func (l *Library) CardPage(ctx context.Context, f CardFilter, offset, limit int) (CardPage, error) {
	decks, err := l.deckFilter(ctx, f.Deck)
	if err != nil {
		return CardPage{}, err
	}
	cards, total, err := l.store.Cards(ctx, store.CardFilter{Decks: decks, Text: f.Text, Offset: offset, Limit: limit})
	if err != nil {
		return CardPage{}, err
	}
	page := CardPage{Total: total, Cards: make([]CardRow, 0, len(cards))}
	for _, c := range cards {
		line, err := l.line(ctx, c)
		if err != nil {
			return CardPage{}, err
		}
		page.Cards = append(page.Cards, line)
	}
	return page, nil
}

// EachCard calls do for every card that matches the filter.
func (l *Library) EachCard(ctx context.Context, f CardFilter, do func(CardRow) error) error {
	const step = 500
	for offset := 0; ; offset += step {
		page, err := l.CardPage(ctx, f, offset, step)
		if err != nil {
			return err
		}
		for _, c := range page.Cards {
			if err := do(c); err != nil {
				return err
			}
		}
		if len(page.Cards) < step {
			return nil
		}
	}
}

func (l *Library) line(ctx context.Context, c study.Card) (CardRow, error) {
	asked, err := l.store.FullCard(ctx, c.ID)
	if err != nil {
		return CardRow{}, err
	}
	q, err := l.Question(ctx, asked, 0)
	if err != nil {
		return CardRow{}, err
	}
	out := CardRow{
		ID: c.ID, Note: c.Note, Deck: asked.Deck.Name, Kind: q.Kind, Question: q.Ask.Text(), Answer: q.Reveal.Text(),
		Choices: []string{}, Voice: q.Voice, WhyNot: q.WhyNot, Suspended: c.Suspended, Retention: c.Retention,
		Phase: [...]string{"new", "learning", "review", "relearning"}[min(int(c.Schedule.Phase), 3)],
	}
	if asked.Damage != "" {
		out.Question = "(cannot be read)"
	}
	for _, o := range q.Choices {
		out.Choices = append(out.Choices, o.Text)
	}
	switch c.Schedule.Phase {
	case study.Learning, study.Relearning:
		out.Due = c.Schedule.Due
	case study.InReview:
		out.Due = l.scheduler().DayStart(c.Schedule.Day)
	}
	return out, nil
}

// SetRetention sets a card's own desired retention; 0 makes it use its deck's.
func (l *Library) SetRetention(ctx context.Context, id study.ID, retention float64) (CardRow, error) {
	c, err := l.store.SetRetention(ctx, id, retention, study.At(l.now()))
	if err != nil {
		return CardRow{}, err
	}
	return l.line(ctx, c)
}

// Suspend suspends a card, or takes the suspension back.
func (l *Library) Suspend(ctx context.Context, id study.ID, suspended bool) error {
	_, err := l.store.Suspend(ctx, id, suspended, study.At(l.now()))
	return err
}
