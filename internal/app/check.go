package app

import (
	"context"

	"carrel/internal/speakable"
	"carrel/internal/study"
)

// Checked is a card that will not work by ear, or not well, and why.
type Checked struct {
	ID       study.ID            `json:"id"`
	Deck     string              `json:"deck"`
	Question string              `json:"question"`
	Problems []speakable.Problem `json:"problems"`
}

// Check looks at every card of a filter as it will be spoken and calls do for
// those with problems. It returns how many cards it looked at.
func (a *App) Check(ctx context.Context, f CardFilter, do func(Checked) error) (int, error) {
	n := 0
	err := a.EachCard(ctx, f, func(l CardLine) error {
		n++
		asked, err := a.store.Asked(ctx, l.ID)
		if err != nil {
			return err
		}
		q, err := a.render(ctx, asked, 0)
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
		return do(Checked{l.ID, l.Deck, l.Question, problems})
	})
	return n, err
}
