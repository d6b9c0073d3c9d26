package table

import (
	"encoding/json"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// Kinds are the review kinds, indexed by their numbers in the database.
var Kinds = [...]study.ReviewKind{study.Graded, study.Cancel, study.Set, study.Manual, study.Bury, study.Seen}

const (
	NumberOfCancel = 1
	NumberOfSeen   = 5
)

// ReviewKind returns the review kind for a number in the database.
func ReviewKind(n int) (study.ReviewKind, bool) {
	if n < 0 || n >= len(Kinds) {
		return "", false
	}
	return Kinds[n], true
}

// KindNumber returns the number of a review kind in the database.
func KindNumber(k study.ReviewKind) (int, bool) {
	for i, kind := range Kinds {
		if kind == k {
			return i, true
		}
	}
	return 0, false
}

const ReviewColumns = "at, id, kind, grade, took_ms, how, cancels, state, origin, follows"

// ReadReview reads reviewColumns from column i on.
func ReadReview(r *sqlite3.Stmt, i int, card study.ID) (study.Review, error) {
	v := study.Review{
		Card: card, At: study.Time(r.ColumnInt64(i)), ID: db.ColumnID(r, i+1),
		Grade: study.Grade(r.ColumnInt(i + 3)), TookMS: r.ColumnInt(i + 4), How: r.ColumnText(i + 5),
		Cancels: db.ColumnID(r, i+6), Origin: db.ColumnRaw(r, i+8),
		After: db.ColumnID(r, i+9),
	}
	if k := r.ColumnInt(i + 2); k >= 0 && k < len(Kinds) {
		v.Kind = Kinds[k]
	}
	if r.ColumnType(i+7) != sqlite3.NULL {
		v.State = new(study.Schedule)
		if err := json.Unmarshal(r.ColumnRawText(i+7), v.State); err != nil {
			return v, Damaged(err, "review %s", v.ID)
		}
	}
	return v, nil
}

const (
	reviewMarks  = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	InsertReview = "INSERT OR IGNORE INTO reviews VALUES " + reviewMarks
	reviewParams = 11
	together     = 16 // rows of one insertReviews statement
)

var insertReviews = "INSERT INTO reviews VALUES " + reviewMarks + strings.Repeat(", "+reviewMarks, together-1)

// AddReview appends a row and reports whether it was new. The ID must not be zero, and the
// kind must be known.
func AddReview(c *db.Conn, card int64, r *study.Review) (bool, error) {
	s, err := c.Stmt(InsertReview)
	if err != nil {
		return false, err
	}
	if err := BindReview(s, 0, card, r); err != nil {
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

// NewReviews appends rows that are known to be new, several per statement.
type NewReviews struct {
	C     *db.Conn
	cards []int64
	rows  []study.Review
}

// Add appends a row of a card, now or together with later ones.
func (b *NewReviews) Add(card int64, r *study.Review) error {
	b.cards, b.rows = append(b.cards, card), append(b.rows, *r)
	if len(b.rows) < together {
		return nil
	}
	s, err := b.C.Stmt(insertReviews)
	if err != nil {
		return err
	}
	for i := range b.rows {
		if err := BindReview(s, i*reviewParams, b.cards[i], &b.rows[i]); err != nil {
			return err
		}
	}
	b.cards, b.rows = b.cards[:0], b.rows[:0]
	return s.Exec()
}

// End appends the remaining rows.
func (b *NewReviews) End() error {
	for i := range b.rows {
		if _, err := AddReview(b.C, b.cards[i], &b.rows[i]); err != nil {
			return err
		}
	}
	b.cards, b.rows = b.cards[:0], b.rows[:0]
	return nil
}

// BindReview binds the parameters of one row, after those already used.
func BindReview(s *sqlite3.Stmt, after int, card int64, r *study.Review) error {
	kind, _ := KindNumber(r.Kind)
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

// History returns the readable rows of a card, in order.
func History(c *db.Conn, card int64, id study.ID) ([]study.Review, error) {
	var rows []study.Review
	err := c.Each("SELECT "+ReviewColumns+" FROM reviews WHERE card = ? ORDER BY at, id", func(r *sqlite3.Stmt) error {
		v, err := ReadReview(r, 0, id)
		if err == nil {
			rows = append(rows, v)
		}
		return UnlessDamaged(err)
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
	if _, err := c.One("SELECT "+ReviewColumns+" FROM reviews WHERE card = ? AND at = ? AND id = ?", func(q *sqlite3.Stmt) error {
		_, err := ReadReview(q, 0, r.Card)
		unreadable = IsDamaged(err)
		return UnlessDamaged(err)
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
	s, err := c.Stmt(InsertReview)
	if err == nil {
		err = BindReview(s, 0, card, r)
	}
	if err == nil {
		err = s.Exec()
	}
	return err == nil, err
}

// CheckReview returns an Invalid error for a row that makes no sense.
func CheckReview(r *study.Review) error {
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
	if _, ok := KindNumber(r.Kind); !ok {
		return study.Errorf(study.Invalid, "%q is not a kind of review row", r.Kind)
	}
	return nil
}
