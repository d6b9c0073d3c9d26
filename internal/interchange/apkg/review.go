package apkg

import (
	"math"

	"github.com/ncruces/go-sqlite3"

	"carrel/fsrs"
	"carrel/internal/study"
)

// The kinds of review-log rows that Carrel distinguishes.
const (
	logLearn, logRelearn = 0, 2
	logFiltered          = 3
)

func (r *reader) readReviews() error {
	if err := r.db.need("revlog", "id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type"); err != nil {
		return err
	}
	total, err := r.db.count("revlog")
	if err != nil {
		return err
	}
	if total > maxReviews {
		return r.db.tooMany("reviews", maxReviews)
	}
	var (
		org    origin
		done   int64
		params = fsrs.DefaultParams()
	)
	const sql = "SELECT id, cid, usn, ease, ivl, lastIvl, factor, time, type FROM revlog NOT INDEXED"
	return r.db.each(sql, "table revlog", func(s *sqlite3.Stmt) error {
		if done++; done > maxReviews {
			return r.db.tooMany("reviews", maxReviews)
		}
		if done%2000 == 0 {
			r.progress(done, total, "reviews")
		}
		id, cid := s.ColumnInt64(0), s.ColumnInt64(1)
		place, ok := r.cards[cid]
		if !ok {
			r.skips.add("review", "reviews", itoa(id), "its card is no longer in the file")
			return nil
		}
		st := &r.states[place]
		ease, factor, kind := s.ColumnInt64(3), s.ColumnInt64(6), s.ColumnInt64(8)
		v := &study.Review{
			ID:     study.DeriveID("review", st.id.String(), itoa(id)),
			Card:   st.id,
			At:     study.Time(clampMS(id)),
			Kind:   study.Manual,
			TookMS: int(clamp32(s.ColumnInt64(7), math.MaxInt32)),
			How:    "import",
			Origin: org.reset().int("id", id).int("usn", s.ColumnInt64(2)).int("ease", ease).
				int("ivl", s.ColumnInt64(4)).int("lastIvl", s.ColumnInt64(5)).
				int("factor", factor).int("type", kind).done(),
		}
		if grade := r.grade(ease, kind); grade != 0 {
			v.Kind, v.Grade = study.Graded, grade
			st.answer(r.col, params, int64(v.At), fsrs.Grade(grade), kind == logFiltered && factor == 0)
		} else if ease == 0 && factor == 0 {
			st.forget()
		}
		return r.emit(study.Entry{Review: v})
	})
}

// grade converts an answer. The first scheduler had three buttons while learning: again,
// good and easy, numbered 1 to 3. Anki renumbers them in the same way when a collection
// changes to a newer scheduler.
func (r *reader) grade(ease, kind int64) study.Grade {
	if ease < 1 || ease > 4 {
		return 0
	}
	if r.col.oldSched && (kind == logLearn || kind == logRelearn) && (ease == 2 || ease == 3) {
		ease++
	}
	return study.Grade(ease)
}

// answer updates the state for one answer. Rows usually come in order of time; an answer
// that comes out of order counts as given on the same day. A preview does not change the
// memory state.
func (st *cardState) answer(c *collection, p fsrs.Params, at int64, g fsrs.Grade, preview bool) {
	day := int32(c.dayOf(at))
	if st.ours && !preview {
		m := p.Next(fsrs.Memory{Stability: st.stability, Difficulty: st.difficulty}, float64(day-st.lastDay), g)
		st.stability, st.difficulty = m.Stability, m.Difficulty
	}
	if !st.answered || at > st.last {
		st.last, st.lastDay = at, day
	}
	st.answered = true
}

// forget clears a memory state computed from the log when the card was reset by hand.
func (st *cardState) forget() {
	if st.ours {
		st.stability, st.difficulty = 0, 0
	}
}
