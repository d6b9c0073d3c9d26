package store

import (
	"encoding/binary"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// The queues in which a card can wait. The cached column queue holds one of these.
const (
	queueSuspended = -1
	queueNew       = 0
	queueLearning  = 1
	queueReview    = 2
)

// cardColumns are the columns that readCard reads, from cardTables.
const (
	cardColumns = `c.n, c.id, t.id, d.id, c.ord, c.suspended, c.position, c.retention, c.modified, c.origin,
	c.phase, c.step, c.stability, c.difficulty, c.due, c.day, c.interval, c.last, c.reps, c.lapses, c.buried,
	c.first, d.retention, d.deadline, c.note, c.deck`
	cardTables = ` cards c CROSS JOIN notes t ON t.n = c.note CROSS JOIN decks d ON d.n = c.deck `
	selectCard = "SELECT " + cardColumns + " FROM" + cardTables
)

// cardRow is a card with the data that only the store uses.
type cardRow struct {
	study.Card
	n, note, deck int64
	first         study.Time
	deckRetention float64
	deckDeadline  int
}

func readCard(r *sqlite3.Stmt) cardRow {
	return cardRow{
		n: r.ColumnInt64(0),
		Card: study.Card{
			ID: db.ColumnID(r, 1), Note: db.ColumnID(r, 2), Deck: db.ColumnID(r, 3),
			Ord: r.ColumnInt(4), Suspended: r.ColumnInt(5) != 0, Position: r.ColumnInt(6),
			Retention: r.ColumnFloat(7), Modified: study.Time(r.ColumnInt64(8)), Origin: db.ColumnRaw(r, 9),
			Schedule: study.Schedule{
				Phase: study.Phase(r.ColumnInt(10)), Step: r.ColumnInt(11),
				Stability: r.ColumnFloat(12), Difficulty: r.ColumnFloat(13),
				Due: study.Time(r.ColumnInt64(14)), Day: r.ColumnInt(15), Interval: r.ColumnInt(16),
				Last: study.Time(r.ColumnInt64(17)), Reps: r.ColumnInt(18), Lapses: r.ColumnInt(19),
				Buried: r.ColumnInt(20),
			},
		},
		first:         study.Time(r.ColumnInt64(21)),
		deckRetention: r.ColumnFloat(22),
		deckDeadline:  r.ColumnInt(23),
		note:          r.ColumnInt64(24),
		deck:          r.ColumnInt64(25),
	}
}

// place is the position of a card in the queue.
type place struct{ queue, key, mix int64 }

func placeOf(c *study.Card) place {
	st := &c.Schedule
	switch {
	case c.Suspended:
		return place{queue: queueSuspended}
	case st.Phase == study.New:
		return place{queue: queueNew, key: int64(c.Position)}
	case st.Phase == study.InReview:
		// Shuffle the cards due on one day, so that the learner cannot predict their order. IDs
		// are random or hashes.
		mix := binary.LittleEndian.Uint32(c.ID[12:])
		return place{queue: queueReview, key: int64(max(st.Day, st.Buried)), mix: int64(mix)}
	}
	return place{queue: queueLearning, key: int64(st.Due)}
}

const updateSchedule = `UPDATE cards SET phase = ?, step = ?, stability = ?, difficulty = ?, due = ?, day = ?,
	interval = ?, last = ?, reps = ?, lapses = ?, buried = ?, first = ?, queue = ?, key = ?, mix = ? WHERE n = ?`

// saveSchedule writes the cached schedule of a card.
func saveSchedule(c *db.Conn, row *cardRow) error {
	s, err := c.Stmt(updateSchedule)
	if err != nil {
		return err
	}
	bindSchedule(s, row)
	return s.Exec()
}

// bindSchedule binds the cached schedule of a card to the parameters 1 to 15, and the
// card's number to 16.
func bindSchedule(s *sqlite3.Stmt, row *cardRow) {
	st, p := &row.Schedule, placeOf(&row.Card)
	s.BindInt64(1, int64(st.Phase))
	s.BindInt64(2, int64(st.Step))
	s.BindFloat(3, st.Stability)
	s.BindFloat(4, st.Difficulty)
	for i, v := range [...]int64{
		int64(st.Due), int64(st.Day), int64(st.Interval), int64(st.Last), int64(st.Reps), int64(st.Lapses),
		int64(st.Buried), int64(row.first), p.queue, p.key, p.mix, row.n,
	} {
		s.BindInt64(5+i, v)
	}
}

const insertCard = `INSERT OR IGNORE INTO cards (id, note, deck, ord, suspended, position, retention, modified, origin,
	phase, step, stability, difficulty, due, day, interval, last, reps, lapses, buried, first, queue, key, mix)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, 0)`
