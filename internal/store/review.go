package store

import (
	"context"
	"crypto/rand"
	"encoding/json"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/study"
)

// NewID returns a random identity.
func NewID() study.ID {
	var id study.ID
	rand.Read(id[:]) // never fails
	return id
}

// AppendReview writes a row as the last of its card, whatever the times of the
// others say, and what it changes of the card's cached schedule,
// in one transaction that is on disk when AppendReview returns. It returns the
// card as it is now. A zero ID is filled in with a random one; a row that is
// there already changes nothing. NotFound where the card, or the row a Cancel
// names, is not there; Invalid where the row makes no sense.
//
// If session is not nil it is saved as the session's state in the same
// transaction, so that a killed program never asks a graded card again.
func (s *Store) AppendReview(ctx context.Context, r study.Review, session json.RawMessage) (study.Card, error) {
	if r.ID.IsZero() {
		r.ID = NewID()
	}
	if err := checkReview(&r); err != nil {
		return study.Card{}, err
	}
	if r.Origin != nil && !json.Valid(r.Origin) {
		return study.Card{}, study.Errorf(study.Invalid, "What a review row keeps of its origin is not JSON.")
	}
	var row cardRow
	p := s.sched.Load()
	err := s.write(ctx, func(c *conn) error {
		found, err := c.one(selectCard+"WHERE c.id = ?", func(q *sqlite3.Stmt) error {
			row = readCard(q)
			return nil
		}, r.Card)
		if err != nil {
			return err
		}
		if !found {
			return noCard(r.Card)
		}
		if session != nil {
			if err := putSession(c, session); err != nil {
				return err
			}
		}
		rows, err := history(c, row.n, row.ID)
		if err != nil || contains(rows, r.ID) {
			return err
		}
		if r.Kind == study.Cancel && !contains(rows, r.Cancels) {
			return study.Errorf(study.NotFound, "There is no review %s of this card to take back.", r.Cancels)
		}
		from := placeOf(&row.Card)
		r = schedule.Place(rows, r)
		if r.Kind == study.Graded {
			if err := s.pickDay(c, p, &row, rows, &r); err != nil {
				return err
			}
		}
		if _, err := addReview(c, row.n, &r); err != nil {
			return err
		}
		is := p.Replay(row.inDeck(), append(rows, r))
		row.Schedule, row.first = is.Schedule, is.First
		s.ahead.move(from, placeOf(&row.Card))
		return saveSchedule(c, &row)
	})
	if err != nil {
		s.ahead.drop() // what was counted may not have happened
		return study.Card{}, err
	}
	return row.Card, nil
}

// pickDay lets a row that is about to be appended keep the day its card is to
// come back on, picked by what waits on the days to come.
func (s *Store) pickDay(c *conn, p *plan, row *cardRow, rows []study.Review, r *study.Review) error {
	today := p.Day(r.At)
	if err := s.ahead.count(c, today); err != nil {
		return err
	}
	ahead, _ := s.ahead.without(placeOf(&row.Card), today)
	in := row.inDeck()
	*r = p.Pick(in, p.Before(in, rows, *r), *r, ahead)
	return nil
}

// Undo takes back one row of a card: it appends a Cancel row and returns the
// card as it was without it.
func (s *Store) Undo(ctx context.Context, card, review study.ID, at study.Time, how string, session json.RawMessage) (study.Card, error) {
	return s.AppendReview(ctx, study.Review{Card: card, At: at, Kind: study.Cancel, Cancels: review, How: how}, session)
}

func checkReview(r *study.Review) error {
	switch {
	case r.At <= 0:
		return study.Errorf(study.Invalid, "A review needs the time it was made at.")
	case r.Kind == study.Graded && (r.Grade < study.Again || r.Grade > study.Easy):
		return study.Errorf(study.Invalid, "A review is graded 1 (again) to 4 (easy), not %d.", r.Grade)
	case r.Kind == study.Cancel && r.Cancels.IsZero():
		return study.Errorf(study.Invalid, "To take a review back, its identity is needed.")
	case (r.Kind == study.Set || r.Kind == study.Bury) && r.State == nil:
		return study.Errorf(study.Invalid, "A review row of the kind %q needs a state.", r.Kind)
	}
	if _, ok := kindNumber(r.Kind); !ok {
		return study.Errorf(study.Invalid, "%q is not a kind of review row.", r.Kind)
	}
	return nil
}

func contains(rows []study.Review, id study.ID) bool {
	for i := range rows {
		if rows[i].ID == id {
			return true
		}
	}
	return false
}

// Reviews returns all rows of a card, in order, undone ones and Cancel rows too.
func (s *Store) Reviews(ctx context.Context, card study.ID) ([]study.Review, error) {
	var rows []study.Review
	err := s.read(ctx, func(c *conn) error {
		n, err := c.int("SELECT n FROM cards WHERE id = ?", card)
		if err != nil {
			return err
		}
		if n == 0 {
			return noCard(card)
		}
		rows, err = history(c, int64(n), card)
		return err
	})
	return rows, err
}

func noCard(id study.ID) error {
	return study.Errorf(study.NotFound, "There is no card %s in this collection.", id)
}
