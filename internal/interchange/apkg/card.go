package apkg

import (
	"math"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// cardState is what the review log and the final step, sendStates, need to know about a
// card.
type cardState struct {
	id         study.ID
	last       int64 // time of the last answer, ms
	due        int64
	modified   int64 // ms
	stability  float64
	difficulty float64
	lastDay    int32 // civil day of the last answer
	ivl        int32
	reps       int32
	lapses     int32
	factor     int32 // ease in thousandths
	left       int32 // remaining learning steps
	steps      int16 // number of steps that its deck has for its phase
	phase      study.Phase
	ours       bool // the memory state was computed from the log, not taken from Anki
	buried     bool
	answered   bool
}

// Anki's card types and queues.
const (
	typeNew, typeLearn, typeReview, typeRelearn = 0, 1, 2, 3

	queueUserBuried, queueBuried, queueSuspended = -3, -2, -1
	queueNew, queueLearn, queueReview            = 0, 1, 2
	queueDayLearn, queuePreview                  = 3, 4
)

func (r *reader) readCards() error {
	total, err := r.db.count("cards")
	if err != nil {
		return err
	}
	if total > maxCards {
		return r.db.tooMany("cards", maxCards)
	}
	r.cards = make(map[int64]int32, min(total, 1<<16))
	r.states = make([]cardState, 0, min(total, 1<<16))
	taken := map[int64]struct{}{} // pairs of note and ordinal
	var (
		org  origin
		done int64
	)
	const sql = "SELECT id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data FROM cards NOT INDEXED"
	return r.db.each(sql, "table cards", func(s *sqlite3.Stmt) error {
		if done++; done > maxCards {
			return r.db.tooMany("cards", maxCards)
		}
		if done%500 == 0 {
			r.progress(done, total, "cards")
		}
		cid, nid, ord := s.ColumnInt64(0), s.ColumnInt64(1), s.ColumnInt64(3)
		note, ok := r.notes[nid]
		if !ok {
			r.skips.add("card", "cards", itoa(cid), "its note is not in the file")
			return nil
		}
		if ord < 0 || ord > math.MaxUint16 {
			r.skips.add("card", "cards", itoa(cid), "its number within its note is impossible")
			return nil
		}
		slot := int64(note)<<16 | ord
		if _, twice := taken[slot]; twice {
			r.skips.add("card", "cards", itoa(cid), "its note has the same card twice")
			return nil
		}
		if _, twice := r.cards[cid]; twice {
			r.skips.add("card", "cards", itoa(cid), "the collection holds a card with this number twice")
			return nil
		}
		taken[slot] = struct{}{}

		did, odid := s.ColumnInt64(2), s.ColumnInt64(15)
		d := r.decks[did]
		if odid != 0 {
			d = r.decks[odid]
		}
		noteID := r.noteIDs[note]
		c := &study.Card{
			ID:       study.DeriveID("card", noteID.String(), itoa(ord)),
			Note:     noteID,
			Ord:      int(ord),
			Modified: study.Time(clampMS(s.ColumnInt64(4) * 1000)),
		}
		if d == nil || d.filtered {
			home, err := r.homeDeck()
			if err != nil {
				return err
			}
			c.Deck = home
		} else {
			c.Deck = d.ID
		}
		data := s.ColumnRawText(17)
		mem := parseCardData(data)
		kind, queue := s.ColumnInt64(6), s.ColumnInt64(7)
		due, odue := s.ColumnInt64(8), s.ColumnInt64(14)
		org.reset().int("id", cid).int("usn", s.ColumnInt64(5)).int("type", kind).int("queue", queue).
			int("due", due).int("ivl", s.ColumnInt64(9)).int("factor", s.ColumnInt64(10)).
			int("reps", s.ColumnInt64(11)).int("lapses", s.ColumnInt64(12)).int("left", s.ColumnInt64(13)).
			int("odue", odue).int("odid", odid).int("flags", s.ColumnInt64(16)).str("data", data)
		if odid != 0 {
			org.int("did", did)
		}
		c.Origin = org.done()
		c.Suspended = queue == queueSuspended

		st := cardState{
			id: c.ID, due: due, modified: int64(c.Modified),
			phase: phaseOf(kind, queue), ivl: clamp32(s.ColumnInt64(9), 0, 36500*3),
			factor: clamp32(s.ColumnInt64(10), 0, 20000),
			reps:   clamp32(s.ColumnInt64(11), 0, math.MaxInt32), lapses: clamp32(s.ColumnInt64(12), 0, math.MaxInt32),
			left:   clamp32(s.ColumnInt64(13)%1000, 0, 999),
			buried: queue == queueBuried || queue == queueUserBuried,
		}
		if odid != 0 && odue != 0 && st.phase != study.Learning && st.phase != study.Relearning {
			st.due = odue
		}
		if d != nil {
			st.steps = int16(d.steps[0])
			if st.phase == study.Relearning {
				st.steps = int16(d.steps[1])
			}
		}
		if mem.Stability > 0 && mem.Stability < 1e6 && mem.Difficulty >= 1 && mem.Difficulty <= 10 {
			st.stability, st.difficulty = mem.Stability, mem.Difficulty
		} else {
			st.ours = true
		}
		if mem.LastReview > 0 && mem.LastReview < 1e11 {
			st.last = int64(mem.LastReview) * 1000
		}
		switch {
		case st.phase == study.New:
			c.Position = int(clamp32(st.due, 0, math.MaxInt32))
		case mem.Position != nil:
			c.Position = int(clamp32(int64(*mem.Position), 0, math.MaxInt32))
		}
		if err := s.Err(); err != nil {
			return r.db.explain(err, "card "+itoa(cid))
		}
		r.cards[cid] = int32(len(r.states))
		r.states = append(r.states, st)
		return r.emit(study.Entry{Card: c})
	})
}

// phaseOf returns the learning phase of a card. Anki's first scheduler kept the type
// "review" for relearning cards, so that only the queue shows that they are relearning.
func phaseOf(kind, queue int64) study.Phase {
	switch kind {
	case typeLearn:
		return study.Learning
	case typeRelearn:
		return study.Relearning
	case typeReview:
		if queue == queueLearn || queue == queueDayLearn {
			return study.Relearning
		}
		return study.InReview
	}
	return study.New
}

func clamp32(v, lo, hi int64) int32 { return int32(min(max(v, lo), hi)) }
