package table

import (
	"encoding/binary"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/study"
)

// The queues in which a card can wait. The cached column queue holds one of these.
const (
	QueueSuspended = -1
	QueueNew       = 0
	QueueLearning  = 1
	QueueReview    = 2
)

// CardColumns are the columns that ReadCard reads, from CardTables.
const (
	CardColumns = `c.n, c.id, t.id, d.id, c.ord, c.suspended, c.position, c.retention, c.modified, c.origin,
	c.phase, c.step, c.stability, c.difficulty, c.due, c.day, c.interval, c.last, c.reps, c.lapses, c.buried,
	c.first, d.retention, d.deadline, c.note, c.deck`
	CardTables = ` cards c CROSS JOIN notes t ON t.n = c.note CROSS JOIN decks d ON d.n = c.deck `
	SelectCard = "SELECT " + CardColumns + " FROM" + CardTables
)

// CardRow is a card with the data that only the store uses.
type CardRow struct {
	study.Card
	N, NoteN, DeckN int64
	First           study.Time
	DeckRetention   float64
	DeckDeadline    int
}

// ReadCard reads the columns of SelectCard.
func ReadCard(r *sqlite3.Stmt) CardRow {
	return CardRow{
		N: r.ColumnInt64(0),
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
		First:         study.Time(r.ColumnInt64(21)),
		DeckRetention: r.ColumnFloat(22),
		DeckDeadline:  r.ColumnInt(23),
		NoteN:         r.ColumnInt64(24),
		DeckN:         r.ColumnInt64(25),
	}
}

// Place is the position of a card in the queue.
type Place struct{ Queue, Key, Mix int64 }

// PlaceOf returns where a card waits.
func PlaceOf(c *study.Card) Place {
	st := &c.Schedule
	switch {
	case c.Suspended:
		return Place{Queue: QueueSuspended}
	case st.Phase == study.New:
		return Place{Queue: QueueNew, Key: int64(c.Position)}
	case st.Phase == study.InReview:
		// Shuffle the cards due on one day, so that the learner cannot predict their order. IDs
		// are random or hashes.
		mix := binary.LittleEndian.Uint32(c.ID[12:])
		return Place{Queue: QueueReview, Key: int64(max(st.Day, st.Buried)), Mix: int64(mix)}
	}
	return Place{Queue: QueueLearning, Key: int64(st.Due)}
}

const updateSchedule = `UPDATE cards SET phase = ?, step = ?, stability = ?, difficulty = ?, due = ?, day = ?,
	interval = ?, last = ?, reps = ?, lapses = ?, buried = ?, first = ?, queue = ?, key = ?, mix = ? WHERE n = ?`

// SaveSchedule writes the cached schedule of a card.
func SaveSchedule(c *db.Conn, row *CardRow) error {
	s, err := c.Stmt(updateSchedule)
	if err != nil {
		return err
	}
	BindSchedule(s, row)
	return s.Exec()
}

// BindSchedule binds the cached schedule of a card to the parameters 1 to 15, and the
// card's number to 16.
func BindSchedule(s *sqlite3.Stmt, row *CardRow) {
	st, p := &row.Schedule, PlaceOf(&row.Card)
	s.BindInt64(1, int64(st.Phase))
	s.BindInt64(2, int64(st.Step))
	s.BindFloat(3, st.Stability)
	s.BindFloat(4, st.Difficulty)
	for i, v := range [...]int64{
		int64(st.Due), int64(st.Day), int64(st.Interval), int64(st.Last), int64(st.Reps), int64(st.Lapses),
		int64(st.Buried), int64(row.First), p.Queue, p.Key, p.Mix, row.N,
	} {
		s.BindInt64(5+i, v)
	}
}

const InsertCard = `INSERT OR IGNORE INTO cards (id, note, deck, ord, suspended, position, retention, modified, origin,
	phase, step, stability, difficulty, due, day, interval, last, reps, lapses, buried, first, queue, key, mix)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, 0)`

// InDeck returns the data of a card and its deck that determine the card's intervals.
func (row *CardRow) InDeck() schedule.Card {
	return schedule.CardIn(row.Card, study.Deck{Retention: row.DeckRetention, Deadline: row.DeckDeadline})
}
