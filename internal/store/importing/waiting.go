package importing

import (
	"cmp"
	"slices"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

// waiting buffers the review rows of an import. A review log is ordered by time and the
// table by card, so writing each row as it arrives would touch another page each time. The
// rows are packed, because there may be a million of them.
type waiting struct {
	keys   []waitingKey
	rows   [][]waitingRow // blocks of waitingBlock
	states []study.Schedule
	hows   []string
	howAt  map[string]uint16
	afters map[uint32]study.ID // by row number, for the few rows that have one
	text   texts
	bytes  int // estimated memory
}

// waitingKey is a row's sort key in the table, without its ID.
type waitingKey struct {
	card int64
	at   study.Time
	i    uint32 // the number of the row in order of arrival
}

type waitingRow struct {
	id, cancels study.ID
	state       int32 // index in states, from 1; 0 for none
	took        int32
	origin      kept
	how         uint16
	kind, grade uint8
}

const waitingBlock = 4096 // rows

// full reports whether the rows should be written.
func (w *waiting) full(limit int) bool {
	return w.bytes >= limit || len(w.hows) >= 1<<15 || len(w.keys) >= 1<<31
}

// add buffers a row that checkReview has accepted.
func (w *waiting) add(card int64, r *study.Review) {
	n := len(w.keys)
	if n%waitingBlock == 0 {
		w.rows = append(w.rows, make([]waitingRow, 0, waitingBlock))
	}
	kind, _ := table.KindNumber(r.Kind)
	row := waitingRow{
		id: r.ID, cancels: r.Cancels, took: int32(r.TookMS), how: w.how(r.How),
		kind: uint8(kind), grade: uint8(r.Grade), origin: w.text.keep(r.Origin),
	}
	if r.State != nil {
		w.states = append(w.states, *r.State)
		row.state = int32(len(w.states))
		w.bytes += 100
	}
	if !r.After.IsZero() {
		if w.afters == nil {
			w.afters = map[uint32]study.ID{}
		}
		w.afters[uint32(n)] = r.After
		w.bytes += 50
	}
	last := &w.rows[len(w.rows)-1]
	*last = append(*last, row)
	w.keys = append(w.keys, waitingKey{card, r.At, uint32(n)})
	w.bytes += 80 + len(r.Origin)
}

func (w *waiting) how(s string) uint16 {
	i, ok := w.howAt[s]
	if !ok {
		if w.howAt == nil {
			w.howAt = map[string]uint16{}
		}
		i = uint16(len(w.hows))
		w.howAt[s] = i
		w.hows = append(w.hows, s)
		w.bytes += 2 * len(s)
	}
	return i
}

// get unpacks a row. The result shares memory with w.
func (w *waiting) get(k waitingKey, card study.ID) study.Review {
	row := &w.rows[k.i/waitingBlock][k.i%waitingBlock]
	r := study.Review{
		Card: card, At: k.at, ID: row.id, Cancels: row.cancels, Kind: table.Kinds[row.kind],
		Grade: study.Grade(row.grade), TookMS: int(row.took), How: w.hows[row.how], Origin: w.text.get(row.origin),
		After: w.afters[k.i],
	}
	if row.state > 0 {
		r.State = &w.states[row.state-1]
	}
	return r
}

// sort sorts the keys into table order: card, time, ID. Rows that agree in all three stay
// in order of arrival.
func (w *waiting) sort() {
	slices.SortFunc(w.keys, func(a, b waitingKey) int {
		if c := cmp.Or(cmp.Compare(a.card, b.card), cmp.Compare(a.at, b.at)); c != 0 {
			return c
		}
		x, y := w.get(a, study.ID{}).ID, w.get(b, study.ID{}).ID
		return cmp.Or(slices.Compare(x[:], y[:]), cmp.Compare(a.i, b.i))
	})
}

// writeReviews writes the buffered rows to the table. last says that no more will come;
// then it also computes the schedules of new cards whose rows are all in memory. The other
// cards stay in in.touched.
func (in *importer) writeReviews(last bool) error {
	w := &in.waiting
	w.sort()
	decks := map[int64]study.Deck{}
	batch := table.NewReviews{C: in.c}
	var rows []study.Review
	for i := 0; i < len(w.keys); {
		n := w.keys[i].card
		f := in.fresh.get(n)
		if in.touched[n] {
			f = nil // some of its rows are in the table
		}
		rows = rows[:0]
		for ; i < len(w.keys) && w.keys[i].card == n; i++ {
			if err := in.tick(i, len(w.keys)); err != nil {
				return err
			}
			var err error
			if rows, err = in.writeReview(w.keys[i], f, rows, &batch); err != nil {
				return err
			}
		}
		switch {
		case len(rows) == 0:
		case f == nil || !last:
			in.touched[n] = true
		default:
			if err := in.schedule(f, rows, decks); err != nil {
				return err
			}
		}
	}
	*w = waiting{}
	return batch.End()
}

// writeReview writes a row unless the table holds it already. If it is new, it is added to
// rows, the rows of the same card before it. The rows of a fresh card are written with
// batch; f is nil if the card is not fresh.
func (in *importer) writeReview(k waitingKey, f *freshCard, rows []study.Review, batch *table.NewReviews) ([]study.Review, error) {
	var id study.ID
	if f != nil {
		id = f.id
	}
	r := in.waiting.get(k, id)
	if len(rows) > 0 && r.At == rows[len(rows)-1].At && r.ID == rows[len(rows)-1].ID {
		return rows, nil
	}
	var err error
	isNew := true
	if f != nil {
		err = batch.Add(k.card, &r)
	} else {
		isNew, err = table.AddReview(in.c, k.card, &r)
	}
	if err != nil || !isNew {
		return rows, err
	}
	if r.Kind == study.Graded {
		in.res.Reviews++
	}
	return append(rows, r), nil
}

// tick reports the progress of writing and returns an error if it is to stop.
func (in *importer) tick(done, total int) error {
	if done%4096 != 0 {
		return nil
	}
	if in.progress != nil {
		in.progress(int64(done), int64(total), "reviews")
	}
	return in.ctx.Err()
}
