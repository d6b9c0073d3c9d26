package store

import (
	"encoding/json"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// kinds are the review kinds, indexed by their numbers in the database.
var kinds = [...]study.ReviewKind{study.Graded, study.Cancel, study.Set, study.Manual, study.Bury, study.Seen}

const (
	numberOfCancel = 1
	numberOfSeen   = 5
)

// ReviewKind returns the review kind for a number in the database.
func ReviewKind(n int) (study.ReviewKind, bool) {
	if n < 0 || n >= len(kinds) {
		return "", false
	}
	return kinds[n], true
}

func kindNumber(k study.ReviewKind) (int, bool) {
	for i, kind := range kinds {
		if kind == k {
			return i, true
		}
	}
	return 0, false
}

const reviewColumns = "at, id, kind, grade, took_ms, how, cancels, state, origin, follows"

// readReview reads reviewColumns from column i on.
func readReview(r *sqlite3.Stmt, i int, card study.ID) (study.Review, error) {
	v := study.Review{
		Card: card, At: study.Time(r.ColumnInt64(i)), ID: db.ColumnID(r, i+1),
		Grade: study.Grade(r.ColumnInt(i + 3)), TookMS: r.ColumnInt(i + 4), How: r.ColumnText(i + 5),
		Cancels: db.ColumnID(r, i+6), Origin: db.ColumnRaw(r, i+8),
		After: db.ColumnID(r, i+9),
	}
	if k := r.ColumnInt(i + 2); k >= 0 && k < len(kinds) {
		v.Kind = kinds[k]
	}
	if r.ColumnType(i+7) != sqlite3.NULL {
		v.State = new(study.Schedule)
		if err := json.Unmarshal(r.ColumnRawText(i+7), v.State); err != nil {
			return v, damaged(err, "review %s", v.ID)
		}
	}
	return v, nil
}

const (
	reviewMarks  = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	insertReview = "INSERT OR IGNORE INTO reviews VALUES " + reviewMarks
	reviewParams = 11
	together     = 16 // rows of one insertReviews statement
)

var insertReviews = "INSERT INTO reviews VALUES " + reviewMarks + strings.Repeat(", "+reviewMarks, together-1)

// addReview appends a row and reports whether it was new. The ID must not be zero, and the
// kind must be known.
func addReview(c *db.Conn, card int64, r *study.Review) (bool, error) {
	s, err := c.Stmt(insertReview)
	if err != nil {
		return false, err
	}
	if err := bindReview(s, 0, card, r); err != nil {
		return false, err
	}
	if err := s.Exec(); err != nil {
		return false, err
	}
	if c.Changes() > 0 {
		return true, nil
	}
	return mendReview(c, card, r)
}

// newReviews appends rows that are known to be new, several per statement.
type newReviews struct {
	c     *db.Conn
	cards []int64
	rows  []study.Review
}

func (b *newReviews) add(card int64, r *study.Review) error {
	b.cards, b.rows = append(b.cards, card), append(b.rows, *r)
	if len(b.rows) < together {
		return nil
	}
	s, err := b.c.Stmt(insertReviews)
	if err != nil {
		return err
	}
	for i := range b.rows {
		if err := bindReview(s, i*reviewParams, b.cards[i], &b.rows[i]); err != nil {
			return err
		}
	}
	b.cards, b.rows = b.cards[:0], b.rows[:0]
	return s.Exec()
}

// end appends the remaining rows.
func (b *newReviews) end() error {
	for i := range b.rows {
		if _, err := addReview(b.c, b.cards[i], &b.rows[i]); err != nil {
			return err
		}
	}
	b.cards, b.rows = b.cards[:0], b.rows[:0]
	return nil
}

// bindReview binds the parameters of one row, after those already used.
func bindReview(s *sqlite3.Stmt, after int, card int64, r *study.Review) error {
	kind, _ := kindNumber(r.Kind)
	s.BindInt64(after+1, card)
	s.BindInt64(after+2, int64(r.At))
	s.BindBlob(after+3, r.ID[:])
	s.BindInt(after+4, kind)
	s.BindInt(after+5, int(r.Grade))
	s.BindInt(after+6, r.TookMS)
	s.BindText(after+7, r.How)
	if r.Cancels.IsZero() {
		s.BindNull(after + 8)
	} else {
		s.BindBlob(after+8, r.Cancels[:])
	}
	if r.State == nil {
		s.BindNull(after + 9)
	} else {
		b, err := json.Marshal(r.State)
		if err != nil {
			return err
		}
		s.BindRawText(after+9, b)
	}
	if r.After.IsZero() {
		s.BindNull(after + 11)
	} else {
		s.BindBlob(after+11, r.After[:])
	}
	if r.Origin == nil {
		return s.BindNull(after + 10)
	}
	return s.BindRawText(after+10, r.Origin)
}

// history returns the readable rows of a card, in order.
func history(c *db.Conn, card int64, id study.ID) ([]study.Review, error) {
	var rows []study.Review
	err := c.Each("SELECT "+reviewColumns+" FROM reviews WHERE card = ? ORDER BY at, id", func(r *sqlite3.Stmt) error {
		v, err := readReview(r, 0, id)
		if err == nil {
			rows = append(rows, v)
		}
		return unlessDamaged(err)
	}, card)
	return rows, err
}

// mendReview replaces an unreadable row by the imported row of the same ID. This is the
// only change to a review row that is allowed: it restores the row's original content.
func mendReview(c *db.Conn, card int64, r *study.Review) (bool, error) {
	if r.State == nil {
		return false, nil // it holds nothing that could be damaged
	}
	unreadable := false
	if _, err := c.One("SELECT "+reviewColumns+" FROM reviews WHERE card = ? AND at = ? AND id = ?", func(q *sqlite3.Stmt) error {
		_, err := readReview(q, 0, r.Card)
		unreadable = isDamaged(err)
		return unlessDamaged(err)
	}, card, r.At, r.ID); err != nil || !unreadable {
		return false, err
	}
	if err := c.Run("INSERT OR IGNORE INTO erasing VALUES (1)"); err != nil {
		return false, err
	}
	if err := c.Run("DELETE FROM reviews WHERE card = ? AND at = ? AND id = ?", card, r.At, r.ID); err != nil {
		return false, err
	}
	if err := c.Run("DELETE FROM erasing"); err != nil {
		return false, err
	}
	s, err := c.Stmt(insertReview)
	if err == nil {
		err = bindReview(s, 0, card, r)
	}
	if err == nil {
		err = s.Exec()
	}
	return err == nil, err
}

func checkReview(r *study.Review) error {
	switch {
	case r.At <= 0:
		return study.Errorf(study.Invalid, "a review needs the time it was made at")
	case r.Kind == study.Graded && (r.Grade < study.Again || r.Grade > study.Easy):
		return study.Errorf(study.Invalid, "a review is graded 1 (again) to 4 (easy), not %d", r.Grade)
	case r.Kind == study.Cancel && r.Cancels.IsZero():
		return study.Errorf(study.Invalid, "to take a review back, its identity is needed")
	case (r.Kind == study.Set || r.Kind == study.Bury) && r.State == nil:
		return study.Errorf(study.Invalid, "a review row of the kind %q needs a state", r.Kind)
	case r.Origin != nil && !json.Valid(r.Origin):
		return study.Errorf(study.Invalid, "what a review row keeps of its origin is not JSON")
	}
	if _, ok := kindNumber(r.Kind); !ok {
		return study.Errorf(study.Invalid, "%q is not a kind of review row", r.Kind)
	}
	return nil
}
