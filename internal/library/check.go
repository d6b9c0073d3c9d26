package library

import (
	"context"

	"carrel/internal/speakable"
	"carrel/internal/study"
)

// Checked is a card that cannot be asked by ear, or not well, with the reasons.
type Checked struct {
	ID       study.ID            `json:"id"`
	Deck     string              `json:"deck"`
	Question string              `json:"question"`
	Problems []speakable.Problem `json:"problems"`
}

// Check examines every card that matches the filter as it is spoken and calls do
// for those with problems. It returns the number of cards examined.
func (l *Library) Check(ctx context.Context, f CardFilter, do func(Checked) error) (int, error) {
	n := 0
	err := l.EachCard(ctx, f, func(card CardRow) error {
		n++
		asked, err := l.store.FullCard(ctx, card.ID)
		if err != nil {
			return err
		}
		q, err := l.Question(ctx, asked, 0)
		if err != nil {
			return err
		}
		problems := speakable.Check(q)
		if asked.Damage != "" {
			problems = []speakable.Problem{{What: "damaged", Why: asked.Damage, Fix: "Import the file it came from again, or erase the card."}}
		}
		if len(problems) == 0 {
			return nil
		}
		return do(Checked{card.ID, card.Deck, card.Question, problems})
	})
	return n, err
}
