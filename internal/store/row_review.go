package store

import (
	"encoding/json"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// kinds are the review kinds in the order of their numbers in the database.
var kinds = [...]study.ReviewKind{study.Graded, study.Cancel, study.Set, study.Manual, study.Bury}

func kindNumber(k study.ReviewKind) (int, bool) {
	for i, kind := range kinds {
		if kind == k {
			return i, true
		}
	}
	return 0, false
}

const reviewColumns = "at, id, kind, grade, took_ms, how, cancels, state, origin"

// readReview reads reviewColumns from column i on.
func readReview(r *sqlite3.Stmt, i int, card study.ID) (study.Review, error) {
	v := study.Review{
		Card: card, At: study.Time(r.ColumnInt64(i)), ID: columnID(r, i+1),
		Grade: study.Grade(r.ColumnInt(i + 3)), TookMS: r.ColumnInt(i + 4), How: r.ColumnText(i + 5),
		Cancels: columnID(r, i+6), Origin: columnRaw(r, i+8),
	}
	if k := r.ColumnInt(i + 2); k >= 0 && k < len(kinds) {
		v.Kind = kinds[k]
	}
	if r.ColumnType(i+7) != sqlite3.NULL {
		v.State = new(study.Schedule)
		if err := json.Unmarshal(r.ColumnRawText(i+7), v.State); err != nil {
			return v, study.Because(err, study.Unreadable, "The review %s is damaged. Run “carrel doctor”.", v.ID)
		}
	}
	return v, nil
}

const insertReview = "INSERT OR IGNORE INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

// addReview appends a row and reports whether it was new. The ID must not be
// zero and the kind be known.
func addReview(c *conn, card int64, r *study.Review) (bool, error) {
	s, err := c.prepare(insertReview)
	if err != nil {
		return false, err
	}
	kind, _ := kindNumber(r.Kind)
	s.BindInt64(1, card)
	s.BindInt64(2, int64(r.At))
	s.BindBlob(3, r.ID[:])
	s.BindInt(4, kind)
	s.BindInt(5, int(r.Grade))
	s.BindInt(6, r.TookMS)
	s.BindText(7, r.How)
	if r.Cancels.IsZero() {
		s.BindNull(8)
	} else {
		s.BindBlob(8, r.Cancels[:])
	}
	if r.State == nil {
		s.BindNull(9)
	} else {
		b, err := json.Marshal(r.State)
		if err != nil {
			return false, err
		}
		s.BindRawText(9, b)
	}
	if r.Origin == nil {
		s.BindNull(10)
	} else {
		s.BindRawText(10, r.Origin)
	}
	if err := s.Exec(); err != nil {
		return false, err
	}
	return c.Changes() > 0, nil
}

// history reads all rows of a card, in order.
func history(c *conn, card int64, id study.ID) ([]study.Review, error) {
	var rows []study.Review
	err := c.each("SELECT "+reviewColumns+" FROM reviews WHERE card = ? ORDER BY at, id", func(r *sqlite3.Stmt) error {
		v, err := readReview(r, 0, id)
		rows = append(rows, v)
		return err
	}, card)
	return rows, err
}
