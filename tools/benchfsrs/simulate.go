package main

import (
	"bufio"
	"fmt"
	"os"

	"carrel/fsrs"
)

// memory returns the parameters of the simulated learner. Most differ from the defaults,
// so that the optimiser has something to find.
func memory() (fsrs.Params, error) {
	w := fsrs.DefaultParams().Values()
	w[0], w[1], w[2], w[3] = .6, 1.1, 3.4, 14
	w[4], w[6], w[8], w[9], w[10] = 6.0, 2.4, 1.5, .12, 1.1
	w[11], w[14], w[16], w[20] = 1.9, 1.2, 2.2, .22
	return fsrs.ParamsFrom(w[:])
}

// writeSimulated writes the log of a learner who follows the default schedule, some days
// late, with about n reviews. The columns are those that the peers read. Cards come one
// after the other, as databases return them.
func writeSimulated(file string, n int, seed uint64) error {
	p, err := memory()
	if err != nil {
		return err
	}
	l := fsrs.DefaultLearner(p)
	l.Late, l.Seed = .3, seed
	s := fsrs.NewScheduler(fsrs.DefaultParams(), fsrs.Calendar{RolloverHour: 4})
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	fmt.Fprintln(out, "card_id,review_time,review_rating,review_state,review_duration")
	const start = 18000
	days := min(max(n/400, 60), 2000)
	cards := n / 10 // more than needed
	var history []fsrs.Review
	written := 0
	for card := 0; written < n; card++ {
		// New cards are spread over all the days, in no order.
		from := start + card*7919%cards*days/cards
		history, _ = l.Study(s, uint64(card), fsrs.State{}, from, start+days, history[:0])
		for i, r := range history {
			if written == n {
				break
			}
			state := 2
			if i == 0 {
				state = 0
			}
			fmt.Fprintf(out, "%d,%d,%d,%d,%d\n", 1_600_000_000_000+card, r.Time.UnixMilli(), r.Grade, state, int(1000*l.Seconds[r.Grade-1]))
			written++
		}
	}
	if err := out.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
