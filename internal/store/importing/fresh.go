package importing

import (
	"encoding/json"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// freshCard is a card that this import adds. The data that determines its schedule is in
// memory. In a collection that was empty the card is written only when its schedule is
// known.
type freshCard struct {
	n, note, deck int64
	id            study.ID
	modified      study.Time
	retention     float64
	position, ord int32
	origin        kept
	suspended     bool
}

// slot identifies a card by its note and ordinal.
type slot struct{ note, ord int64 }

// fresh are the new cards of an import by number, up to a limit.
type fresh struct {
	cards   []freshCard
	written int  // how many of them are in the table
	forgot  bool // the limit was exceeded
	text    texts
}

// add records a card that has, or will have, the number n.
func (f *fresh) add(k *study.Card, n, note, deck int64, limit int) *freshCard {
	if len(f.cards) > 0 && n != f.cards[0].n+int64(len(f.cards)) || len(f.cards) >= limit {
		*f = fresh{forgot: true}
	}
	if f.forgot {
		return nil
	}
	f.cards = append(f.cards, freshCard{
		n: n, note: note, deck: deck, id: k.ID, modified: k.Modified, retention: k.Retention,
		position: int32(k.Position), ord: int32(k.Ord), suspended: k.Suspended,
	})
	return &f.cards[len(f.cards)-1]
}

// get returns the card with the number n, or nil if it is not recorded.
func (f *fresh) get(n int64) *freshCard {
	if len(f.cards) == 0 || n < f.cards[0].n || n-f.cards[0].n >= int64(len(f.cards)) {
		return nil
	}
	return &f.cards[n-f.cards[0].n]
}

// begin prepares an import; first says that the collection has no notes.
func (in *importer) begin(first bool) (err error) {
	if !first {
		return nil
	}
	if in.bulky, err = putAside(in.c, bulky); err != nil {
		return err
	}
	if in.identities, err = putAside(in.c, identities); err != nil {
		return err
	}
	in.first, in.slots = true, map[slot]int64{}
	return nil
}

// settle ends the phase in which the importer's memory holds all that exists. It writes
// the cards; from then on the importer asks the database.
func (in *importer) settle() error {
	if !in.first {
		return nil
	}
	if err := in.writeCards(len(in.fresh.cards)); err != nil {
		return err
	}
	in.first, in.slots = false, nil
	return in.identities.putBack(in.c)
}

// knowsMuch reports whether the importer's memory is about to exceed its limit.
func (in *importer) knowsMuch() bool {
	return in.first && (len(in.notes) >= in.limit.Known-1 || len(in.cardNs) >= in.limit.Known-1 || in.fresh.text.bytes >= in.limit.Waiting)
}

// keepCard records a card in memory, while the importer's memory holds all that exists.
func (in *importer) keepCard(k *study.Card, note, deck int64) bool {
	at := slot{note, int64(k.Ord)}
	if in.cardNs[k.ID] != 0 {
		return false
	}
	if same := in.slots[at]; same != 0 {
		in.cards[k.ID] = same
		return false
	}
	n := int64(len(in.fresh.cards)) + 1
	f := in.fresh.add(k, n, note, deck, in.limit.Known)
	f.origin = in.fresh.text.keep(k.Origin)
	in.slots[at] = n
	in.cardNs.put(k.ID, n, in.limit.Known)
	return true
}

// writeCards writes the cards up to a number that are not in the table yet, as new ones.
func (in *importer) writeCards(to int) error {
	if !in.first {
		return nil // they are written as they arrive
	}
	for in.fresh.written < to {
		f := &in.fresh.cards[in.fresh.written]
		if err := in.writeCard(f, schedule.History{}); err != nil {
			return err
		}
	}
	return nil
}

const insertScheduled = `INSERT INTO cards (phase, step, stability, difficulty, due, day, interval, last, reps, lapses, buried,
	first, queue, key, mix, n, id, note, deck, ord, suspended, position, retention, modified, origin)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// writeCard writes the next card, which is f.
func (in *importer) writeCard(f *freshCard, is schedule.History) error {
	s, err := in.c.Stmt(insertScheduled)
	if err != nil {
		return err
	}
	row := f.row()
	row.Schedule, row.First = is.Schedule, is.First
	table.BindSchedule(s, &row)
	s.BindBlob(17, f.id[:])
	s.BindInt64(18, f.note)
	s.BindInt64(19, f.deck)
	s.BindInt64(20, int64(f.ord))
	s.BindBool(21, f.suspended)
	s.BindInt64(22, int64(f.position))
	s.BindFloat(23, f.retention)
	s.BindInt64(24, int64(f.modified))
	if origin := in.fresh.text.get(f.origin); origin == nil {
		s.BindNull(25)
	} else {
		s.BindRawText(25, origin)
	}
	in.fresh.written++
	return s.Exec()
}

func (f *freshCard) row() table.CardRow {
	return table.CardRow{N: f.n, Card: study.Card{
		ID: f.id, Suspended: f.suspended, Position: int(f.position), Retention: f.retention,
	}}
}

// schedule computes and saves the schedule of a card from rows, which are all its rows.
func (in *importer) schedule(f *freshCard, rows []study.Review, decks map[int64]study.Deck) error {
	deck, ok := decks[f.deck]
	if !ok {
		var err error
		if deck, err = deckLimits(in.c, f.deck); err != nil {
			return err
		}
		decks[f.deck] = deck
	}
	row := f.row()
	is := in.plan.Replay(schedule.CardIn(row.Card, deck), rows)
	if in.first && in.fresh.written < int(f.n) {
		if err := in.writeCards(int(f.n) - 1); err != nil {
			return err
		}
		return in.writeCard(f, is)
	}
	row.Schedule, row.First = is.Schedule, is.First
	return table.SaveSchedule(in.c, &row)
}

// deckLimits reads the columns of a deck that affect the schedules of its cards.
func deckLimits(c *db.Conn, n int64) (study.Deck, error) {
	var d study.Deck
	_, err := c.One("SELECT retention, deadline FROM decks WHERE n = ?", func(r *sqlite3.Stmt) error {
		d.Retention, d.Deadline = r.ColumnFloat(0), r.ColumnInt(1)
		return nil
	}, n)
	return d, err
}

// texts holds many short pieces of JSON in few allocations.
type texts struct {
	blocks [][]byte
	bytes  int
}

// kept locates a piece in texts. block counts from 1; 0 means no piece.
type kept struct{ block, from, size uint32 }

const textBlock = 1 << 18 // bytes

func (t *texts) keep(b json.RawMessage) kept {
	if b == nil {
		return kept{}
	}
	n := len(t.blocks)
	if n == 0 || len(t.blocks[n-1])+len(b) > cap(t.blocks[n-1]) {
		t.blocks = append(t.blocks, make([]byte, 0, max(textBlock, len(b))))
		n++
	}
	last := &t.blocks[n-1]
	from := len(*last)
	*last = append(*last, b...)
	t.bytes += len(b)
	return kept{uint32(n), uint32(from), uint32(len(b))}
}

// get returns a piece. It shares memory with t.
func (t *texts) get(k kept) json.RawMessage {
	if k.block == 0 {
		return nil
	}
	return t.blocks[k.block-1][k.from : k.from+k.size : k.from+k.size]
}
