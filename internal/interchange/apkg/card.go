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

const cardsSQL = "SELECT id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data FROM cards NOT INDEXED"

// The columns of cardsSQL.
const (
	colID = iota
	colNote
	colDeck
	colOrd
	colModified
	colUSN
	colType
	colQueue
	colDue
	colInterval
	colFactor
	colReps
	colLapses
	colLeft
	colOriginalDue
	colOriginalDeck
	colFlags
	colData
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
	return r.db.each(cardsSQL, "table cards", func(s *sqlite3.Stmt) error {
		if done++; done > maxCards {
			return r.db.tooMany("cards", maxCards)
		}
		if done%500 == 0 {
			r.progress(done, total, "cards")
		}
		cid := s.ColumnInt64(colID)
		note, why := r.noteOfCard(s, taken)
		if why != "" {
			r.skips.add("card", "cards", itoa(cid), why)
			return nil
		}
		d := r.deckOfCard(s)
		c, err := r.card(s, r.noteIDs[note], d, &org)
		if err != nil {
			return err
		}
		mem := parseCardData(s.ColumnRawText(colData))
		st := newCardState(s, c, d, mem)
		c.Position = position(&st, mem)
		if err := s.Err(); err != nil {
			return r.db.explain(err, "card "+itoa(cid))
		}
		r.cards[cid] = int32(len(r.states))
		r.states = append(r.states, st)
		return r.emit(study.Entry{Card: c})
	})
}

// noteOfCard returns the index of a card's note and adds the card to taken. If the card
// has to be skipped, why is the reason.
func (r *reader) noteOfCard(s *sqlite3.Stmt, taken map[int64]struct{}) (note int32, why string) {
	note, ok := r.notes[s.ColumnInt64(colNote)]
	if !ok {
		return 0, "its note is not in the file"
	}
	ord := s.ColumnInt64(colOrd)
	if ord < 0 || ord > math.MaxUint16 {
		return 0, "its number within its note is impossible"
	}
	slot := int64(note)<<16 | ord
	if _, twice := taken[slot]; twice {
		return 0, "its note has the same card twice"
	}
	if _, twice := r.cards[s.ColumnInt64(colID)]; twice {
		return 0, "the collection holds a card with this number twice"
	}
	taken[slot] = struct{}{}
	return note, ""
}

// deckOfCard returns a card's deck, or nil if the file does not contain it. For a card in
// a filtered deck, that is the deck that the card was borrowed from.
func (r *reader) deckOfCard(s *sqlite3.Stmt) *deck {
	if home := s.ColumnInt64(colOriginalDeck); home != 0 {
		return r.decks[home]
	}
	return r.decks[s.ColumnInt64(colDeck)]
}

// card returns a card without its position.
func (r *reader) card(s *sqlite3.Stmt, note study.ID, d *deck, org *origin) (*study.Card, error) {
	ord := s.ColumnInt64(colOrd)
	c := &study.Card{
		ID:        study.DeriveID("card", note.String(), itoa(ord)),
		Note:      note,
		Ord:       int(ord),
		Modified:  study.Time(clampMS(s.ColumnInt64(colModified) * 1000)),
		Suspended: s.ColumnInt64(colQueue) == queueSuspended,
	}
	if d == nil || d.filtered {
		home, err := r.homeDeck()
		if err != nil {
			return nil, err
		}
		c.Deck = home
	} else {
		c.Deck = d.ID
	}
	borrowed := s.ColumnInt64(colOriginalDeck)
	org.reset().int("id", s.ColumnInt64(colID)).int("usn", s.ColumnInt64(colUSN)).
		int("type", s.ColumnInt64(colType)).int("queue", s.ColumnInt64(colQueue)).
		int("due", s.ColumnInt64(colDue)).int("ivl", s.ColumnInt64(colInterval)).
		int("factor", s.ColumnInt64(colFactor)).int("reps", s.ColumnInt64(colReps)).
		int("lapses", s.ColumnInt64(colLapses)).int("left", s.ColumnInt64(colLeft)).
		int("odue", s.ColumnInt64(colOriginalDue)).int("odid", borrowed).
		int("flags", s.ColumnInt64(colFlags)).str("data", s.ColumnRawText(colData))
	if borrowed != 0 {
		org.int("did", s.ColumnInt64(colDeck))
	}
	c.Origin = org.done()
	return c, nil
}

// newCardState returns the learning state of a card. The deck is nil if the file does not
// contain it.
func newCardState(s *sqlite3.Stmt, c *study.Card, d *deck, mem cardData) cardState {
	queue := s.ColumnInt64(colQueue)
	st := cardState{
		id: c.ID, due: s.ColumnInt64(colDue), modified: int64(c.Modified),
		phase:  phaseOf(s.ColumnInt64(colType), queue),
		ivl:    clamp32(s.ColumnInt64(colInterval), 36500*3),
		factor: clamp32(s.ColumnInt64(colFactor), 20000),
		reps:   clamp32(s.ColumnInt64(colReps), math.MaxInt32),
		lapses: clamp32(s.ColumnInt64(colLapses), math.MaxInt32),
		left:   clamp32(s.ColumnInt64(colLeft)%1000, 999),
		buried: queue == queueBuried || queue == queueUserBuried,
	}
	odue, odid := s.ColumnInt64(colOriginalDue), s.ColumnInt64(colOriginalDeck)
	if odid != 0 && odue != 0 && st.phase != study.Learning && st.phase != study.Relearning {
		st.due = odue
	}
	if d != nil {
		st.steps = int16(d.steps[0])
		if st.phase == study.Relearning {
			st.steps = int16(d.steps[1])
		}
	}
	st.remember(mem)
	return st
}

// remember takes the memory state from a card's data, unless its values are impossible.
func (st *cardState) remember(mem cardData) {
	if mem.Stability > 0 && mem.Stability < 1e6 && mem.Difficulty >= 1 && mem.Difficulty <= 10 {
		st.stability, st.difficulty = mem.Stability, mem.Difficulty
	} else {
		st.ours = true
	}
	if mem.LastReview > 0 && mem.LastReview < 1e11 {
		st.last = int64(mem.LastReview) * 1000
	}
}

// position returns the place of a card among the new cards, or 0 if it is unknown.
func position(st *cardState, mem cardData) int {
	switch {
	case st.phase == study.New:
		return int(clamp32(st.due, math.MaxInt32))
	case mem.Position != nil:
		return int(clamp32(int64(*mem.Position), math.MaxInt32))
	}
	return 0
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

// clamp32 limits a number to the range from 0 to most.
func clamp32(v, most int64) int32 { return int32(min(max(v, 0), most)) }
