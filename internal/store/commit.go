package store

import (
	"context"
	"encoding/json"
	"slices"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Step is the set of changes of one step in a study session.
type Step struct {
	// Reviews are appended in this order. Each becomes the last row of its card, whatever the
	// dates of the other rows. A zero ID is replaced by a random one. A row that exists
	// already changes nothing.
	Reviews []study.Review

	Suspensions []Suspension

	// Place is the learner's new place in a reading; nil leaves it unchanged. A place in a
	// reading that does not exist (any more) is ignored.
	Place *ReadingPlace

	// Session is the session's state after the step; nil leaves the saved one, and NoSession
	// removes it.
	Session json.RawMessage
}

// NoSession in a Step removes the saved session.
var NoSession = json.RawMessage("null")

// Suspension suspends a card or brings it back.
type Suspension struct {
	Card study.ID
	On   bool
	At   study.Time
}

// ReadingPlace is a place in a reading, and when it was reached.
type ReadingPlace struct {
	Reading study.ID
	Place   study.Place
	At      study.Time
}

// Commit writes a step in one transaction: when it returns nil, the whole step is on disk;
// otherwise none of it is, however the program ends. So a killed program never asks a
// graded card again, and never loses a changed grade between the row that cancels the old
// grade and the row with the new one.
//
// It returns the card of each review and then of each suspension, as they are after the
// step. The error is NotFound where a card, or the row that a Cancel names, does not
// exist, and Invalid for a row that makes no sense.
func (s *Store) Commit(ctx context.Context, step Step) ([]study.Card, error) {
	reviews := make([]study.Review, len(step.Reviews))
	for i, r := range step.Reviews {
		if r.ID.IsZero() {
			r.ID = table.NewID()
		}
		if err := table.CheckReview(&r); err != nil {
			return nil, err
		}
		reviews[i] = r
	}
	if step.Session != nil && !json.Valid(step.Session) {
		return nil, study.Errorf(study.Internal, "the state of the session is not JSON")
	}
	var cards []study.Card
	err := s.write(ctx, func(c *db.Conn) error {
		cards = nil
		w := stepWriter{s: s, c: c, p: s.sched.Load()}
		if err := w.session(step.Session); err != nil {
			return err
		}
		for _, r := range reviews {
			card, err := w.review(r)
			if err != nil {
				return err
			}
			cards = append(cards, card)
		}
		for _, v := range step.Suspensions {
			card, err := w.suspend(v)
			if err != nil {
				return err
			}
			cards = append(cards, card)
		}
		return w.place(step.Place)
	})
	if err != nil {
		s.ahead.drop() // the counted changes may not have been committed
		return nil, err
	}
	return cards, nil
}

// stepWriter writes the parts of a step within its transaction.
type stepWriter struct {
	s *Store
	c *db.Conn
	p *plan.Plan
}

func (w *stepWriter) session(state json.RawMessage) error {
	switch {
	case state == nil:
		return nil
	case string(state) == string(NoSession):
		return putSession(w.c, nil)
	}
	return putSession(w.c, state)
}

// review appends a row and brings the card's cached schedule up to date.
func (w *stepWriter) review(r study.Review) (study.Card, error) {
	row, err := findCard(w.c, r.Card)
	if err != nil {
		return study.Card{}, err
	}
	rows, err := table.History(w.c, row.N, row.ID)
	if err != nil || hasReview(rows, r.ID) {
		return row.Card, err
	}
	if r.Kind == study.Cancel && !hasReview(rows, r.Cancels) {
		return study.Card{}, study.Errorf(study.NotFound, "there is no review %s of this card to take back", r.Cancels)
	}
	from := table.PlaceOf(&row.Card)
	r = schedule.Place(rows, r)
	if r.Kind == study.Graded {
		if err := w.s.pickDay(w.c, w.p, &row, rows, &r); err != nil {
			return study.Card{}, err
		}
	}
	if _, err := table.AddReview(w.c, row.N, &r); err != nil {
		return study.Card{}, err
	}
	is := w.p.Replay(row.InDeck(), append(rows, r))
	row.Schedule, row.First = is.Schedule, is.First
	w.s.ahead.move(from, table.PlaceOf(&row.Card))
	return row.Card, table.SaveSchedule(w.c, &row)
}

func (w *stepWriter) suspend(v Suspension) (study.Card, error) {
	row, err := findCard(w.c, v.Card)
	if err != nil {
		return study.Card{}, err
	}
	from := table.PlaceOf(&row.Card)
	row.Suspended, row.Modified = v.On, v.At
	w.s.ahead.move(from, table.PlaceOf(&row.Card))
	if err := w.c.Run("UPDATE cards SET suspended = ?, modified = ? WHERE n = ?", v.On, v.At, row.N); err != nil {
		return study.Card{}, err
	}
	return row.Card, table.SaveSchedule(w.c, &row)
}

func (w *stepWriter) place(p *ReadingPlace) error {
	if p == nil {
		return nil
	}
	return changeBookmark(w.c, p.Reading, func(m *table.Bookmark) { m.Place, m.At = p.Place, p.At })
}

func hasReview(rows []study.Review, id study.ID) bool {
	return slices.ContainsFunc(rows, func(r study.Review) bool { return r.ID == id })
}
