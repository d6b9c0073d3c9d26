package apkg

import (
	"encoding/json"
	"math"
	"sort"

	"carrel/fsrs"
	"carrel/internal/study"
)

// outCard is a card being written. It is held back until all its reviews are known.
type outCard struct {
	study.Card
	anki  int64
	note  int64
	cols  columns
	had   bool            // it came from Anki
	set   *study.Schedule // its state when it came from Anki
	setAt study.Time
	own   []ownReview // reviews that did not come from Anki
}

type ownReview struct {
	id     study.ID
	at     study.Time
	grade  study.Grade
	tookMS int
}

func (x *export) addCard(c *study.Card) {
	nid, ok := x.notes[c.Note]
	if !ok {
		return // its note was left out and reported
	}
	o := &outCard{Card: *c, note: nid}
	o.cols, o.had = columnsOf(c.Origin)
	o.anki = x.cardIDs.take(o.cols.ID, c.ID)
	x.cards[c.ID] = o
	x.order = append(x.order, o)
}

func (x *export) addReview(r *study.Review) error {
	c := x.cards[r.Card]
	if c == nil {
		return nil
	}
	switch r.Kind {
	case study.Set:
		if r.State != nil && r.At >= c.setAt {
			c.set, c.setAt = r.State, r.At
		}
		return nil
	case study.Cancel:
		for i, o := range c.own {
			if o.id == r.Cancels {
				c.own = append(c.own[:i], c.own[i+1:]...)
				break
			}
		}
		return nil
	case study.Bury:
		return nil
	}
	cols, had := columnsOf(r.Origin)
	if !had {
		if r.Kind == study.Graded {
			c.own = append(c.own, ownReview{id: r.ID, at: r.At, grade: r.Grade, tookMS: r.TookMS})
		}
		return nil
	}
	ease := cols.Ease
	if x.mixed && r.Grade != 0 {
		ease = int64(r.Grade)
	}
	return insert(x.review, x.reviewIDs.take(cols.ID, r.ID), c.anki, cols.USN, ease, cols.Interval, cols.Last, cols.Factor, r.TookMS, cols.Type)
}

func (x *export) writeCards(col *collection) error {
	stmt, _, err := x.conn.Prepare("INSERT INTO cards VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, c := range x.order {
		state, err := x.replay(col, c)
		if err != nil {
			return err
		}
		k := c.columns(col, state)
		did := int64(defaultDeck)
		if d := x.decks[c.Deck]; d != nil {
			did = d.anki
		}
		err = insert(stmt, c.anki, c.note, did, c.Ord, int64(c.Modified)/1000, k.USN, k.Type, k.Queue, k.Due,
			k.Interval, k.Factor, k.Reps, k.Lapses, k.Left, int64(0), int64(0), k.Flags, k.Data)
		if err != nil {
			return err
		}
	}
	return nil
}

// replay writes the reviews that did not come from Anki. It returns the card's present
// state, or nil if that is still the state it came with.
func (x *export) replay(col *collection, c *outCard) (*study.Schedule, error) {
	s := study.Schedule{}
	if c.set != nil {
		s = *c.set
	}
	sort.Slice(c.own, func(i, j int) bool { return c.own[i].at < c.own[j].at })
	params := fsrs.DefaultParams()
	changed := false
	for _, r := range c.own {
		id := x.reviewIDs.take(int64(r.at), r.id)
		days := float64(col.dayOf(int64(r.at)) - col.dayOf(int64(s.Last)))
		m := params.Next(fsrs.Memory{Stability: s.Stability, Difficulty: s.Difficulty}, days, fsrs.Grade(r.grade))
		last := s.Interval
		if r.at >= c.setAt {
			advance(&s, col, m, r)
			changed = true
		}
		factor := int64(math.Round((m.Difficulty-1)/9*1000)) + 100
		err := insert(x.review, id, c.anki, int64(-1), int64(r.grade), s.Interval, last, factor, r.tookMS, int64(1))
		if err != nil {
			return nil, err
		}
	}
	// A card that is only buried for a day has no new state.
	if now := c.Schedule; now != (study.Schedule{Buried: now.Buried}) {
		if c.set != nil && now.Phase == c.set.Phase && now.Day == c.set.Day && now.Due == c.set.Due && now.Reps == c.set.Reps {
			return nil, nil
		}
		return &now, nil
	}
	if !changed && c.had {
		return nil, nil
	}
	return &s, nil
}

// advance applies one review to a schedule, with the due day at a retrievability of 90 %.
// It is used when the stream does not carry the scheduler's own decision.
func advance(s *study.Schedule, col *collection, m fsrs.Memory, r ownReview) {
	s.Stability, s.Difficulty = m.Stability, m.Difficulty
	s.Phase, s.Last = study.InReview, r.at
	s.Interval = max(1, int(math.Round(m.Stability)))
	s.Day = int(col.dayOf(int64(r.at))) + s.Interval
	s.Reps++
	if r.grade == study.Again {
		s.Lapses++
	}
}

// columns returns the scheduling columns of a card: those it came with, or those of its
// new state. A card that was in a filtered deck goes back to its home deck.
func (c *outCard) columns(col *collection, state *study.Schedule) columns {
	k := c.cols
	if !c.had {
		k.USN = -1
	}
	if k.OldDeck != 0 {
		if k.OldDue != 0 {
			k.Due = k.OldDue
		}
		if k.Queue > 0 || k.Queue == queueNew {
			k.Queue = queueOf(k.Type, k.Due)
		}
	}
	switch {
	case state != nil:
		c.fill(&k, col, state)
	case c.set != nil && c.set.Phase == study.InReview:
		// The due day stays the same, but is counted from the first day of this export.
		k.Due = int64(c.set.Day) - col.firstDay()
	}
	switch {
	case c.Suspended:
		k.Queue = queueSuspended
	case k.Queue == queueSuspended:
		k.Queue = queueOf(k.Type, k.Due)
	}
	return k
}

func (c *outCard) fill(k *columns, col *collection, s *study.Schedule) {
	k.Interval, k.Reps, k.Lapses = int64(s.Interval), int64(s.Reps), int64(s.Lapses)
	k.Left = 0
	if k.Factor == 0 {
		k.Factor = 2500
	}
	switch s.Phase {
	case study.InReview:
		k.Type, k.Due = typeReview, int64(s.Day)-col.firstDay()
	case study.Learning, study.Relearning:
		k.Type, k.Due = typeLearn, int64(s.Due)/1000
		steps := 2
		if s.Phase == study.Relearning {
			k.Type, steps = typeRelearn, 1
		}
		left := int64(max(1, steps-s.Step))
		k.Left = left*1000 + left
	default:
		k.Type, k.Due, k.Factor = typeNew, int64(c.Position), 0
	}
	k.Queue = queueOf(k.Type, k.Due)
	k.Data = newData(k.Data, c, s)
}

func queueOf(kind, due int64) int64 {
	switch kind {
	case typeReview:
		return queueReview
	case typeLearn, typeRelearn:
		if due < 1e9 {
			return queueDayLearn
		}
		return queueLearn
	}
	return queueNew
}

// newData sets the memory state in the data column and keeps its other members.
func newData(old string, c *outCard, s *study.Schedule) string {
	m := map[string]json.RawMessage{}
	if old != "" && json.Unmarshal([]byte(old), &m) != nil {
		m = map[string]json.RawMessage{}
	}
	put := func(key string, v any) {
		if b, err := json.Marshal(v); err == nil {
			m[key] = b
		}
	}
	if s.Stability > 0 {
		put("s", math.Round(s.Stability*1e4)/1e4)
		put("d", math.Round(s.Difficulty*1e3)/1e3)
	} else {
		delete(m, "s")
		delete(m, "d")
	}
	if s.Last > 0 {
		put("lrt", int64(s.Last)/1000)
	}
	if c.Position > 0 && s.Phase != study.New {
		put("pos", c.Position)
	}
	if len(m) == 0 {
		return "{}"
	}
	b, err := json.Marshal(m)
	if err != nil {
		return "{}"
	}
	return string(b)
}
