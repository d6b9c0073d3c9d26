package plan

import (
	"context"
	"math"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// span is a range of card numbers, both ends included.
type span struct{ from, to int64 }

var AllCards = span{0, math.MaxInt64}

// Chunk is how many cards are replayed at once: enough to share statements, and few enough
// to keep their reviews in memory.
const Chunk = 500

// ReplayCards recomputes the cached schedules of a range of cards.
func ReplayCards(ctx context.Context, c *db.Conn, p *Plan, in span, progress study.Progress) error {
	total := 0
	if progress != nil {
		var err error
		if total, err = c.Int("SELECT count(*) FROM cards WHERE n BETWEEN ? AND ?", in.from, in.to); err != nil {
			return err
		}
	}
	done := 0
	err := EachReplayed(c, p, in, func(row *CheckedRow, is schedule.History) error {
		if done++; done%Chunk == 0 {
			if progress != nil {
				progress(int64(done), int64(total), "cards")
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if row.Schedule == is.Schedule && row.First == is.First && !row.Misplaced {
			return nil
		}
		row.Schedule, row.First = is.Schedule, is.First
		return table.SaveSchedule(c, &row.CardRow)
	})
	if err != nil {
		return err
	}
	if in == AllCards {
		return p.Sign(c)
	}
	return nil
}

// CheckedRow is a card with whether its place in the queue disagrees with its cached
// schedule.
type CheckedRow struct {
	table.CardRow
	Misplaced bool
}

// EachReplayed calls f with every card of a range and the result of its reviews. f may
// write to the cards that it receives.
func EachReplayed(c *db.Conn, p *Plan, in span, f func(row *CheckedRow, is schedule.History) error) error {
	for from := in.from; ; {
		cards, err := someCards(c, span{from, in.to}, Chunk)
		if err != nil {
			return err
		}
		if len(cards) == 0 {
			return nil
		}
		last := cards[len(cards)-1].N
		rows, err := someReviews(c, cards)
		if err != nil {
			return err
		}
		for i := range cards {
			card := &cards[i]
			if err := f(card, p.Replay(card.InDeck(), rows[i])); err != nil {
				return err
			}
		}
		if len(cards) < Chunk || last == in.to {
			return nil
		}
		from = last + 1
	}
}

func someCards(c *db.Conn, in span, limit int) ([]CheckedRow, error) {
	var cards []CheckedRow
	err := c.Each("SELECT "+table.CardColumns+", c.queue, c.key, c.mix FROM"+table.CardTables+"WHERE c.n BETWEEN ? AND ? ORDER BY c.n LIMIT ?",
		func(r *sqlite3.Stmt) error {
			row := CheckedRow{CardRow: table.ReadCard(r)}
			is := table.Place{Queue: r.ColumnInt64(26), Key: r.ColumnInt64(27), Mix: r.ColumnInt64(28)}
			row.Misplaced = is != table.PlaceOf(&row.Card)
			cards = append(cards, row)
			return nil
		}, in.from, in.to, limit)
	return cards, err
}

// someReviews reads the rows of some cards, which are sorted by number.
func someReviews(c *db.Conn, cards []CheckedRow) ([][]study.Review, error) {
	rows := make([][]study.Review, len(cards))
	i := 0
	err := c.Each("SELECT card, at, id, kind, grade, took_ms, how, cancels, state, origin, follows FROM reviews WHERE card BETWEEN ? AND ? ORDER BY card, at, id",
		func(r *sqlite3.Stmt) error {
			n := r.ColumnInt64(0)
			for cards[i].N < n {
				i++
			}
			if cards[i].N > n {
				return nil // of a card that no longer exists
			}
			v, err := table.ReadReview(r, 1, cards[i].ID)
			if err == nil {
				rows[i] = append(rows[i], v)
			}
			return table.UnlessDamaged(err)
		}, cards[0].N, cards[len(cards)-1].N)
	return rows, err
}

// ReplaySome recomputes the cached schedules of some cards; numbers are sorted.
func ReplaySome(ctx context.Context, c *db.Conn, p *Plan, numbers []int64) error {
	for len(numbers) > 0 {
		// Read a run of consecutive numbers together.
		k := 1
		for k < len(numbers) && k < Chunk && numbers[k] == numbers[k-1]+1 {
			k++
		}
		if err := ReplayCards(ctx, c, p, span{numbers[0], numbers[k-1]}, nil); err != nil {
			return err
		}
		numbers = numbers[k:]
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
