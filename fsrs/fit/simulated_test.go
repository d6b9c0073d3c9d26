package fit

import (
	"time"

	"carrel/fsrs"
)

// simulatedLog returns the log of a simulated learner who introduces 40 cards a day,
// with a memory other than the default, until it has about the given number of reviews.
// Cards are ordered by introduction, so the rows are not ordered by time.
func simulatedLog(reviews int, seed uint64) []Review {
	w := fsrs.DefaultParams().Values()
	w[0], w[1], w[2], w[3] = .6, 1.1, 3.4, 14
	w[4], w[6], w[8], w[9], w[10] = 6.0, 2.4, 1.5, .12, 1.1
	w[11], w[14], w[16], w[20] = 1.9, 1.2, 2.2, .22
	memory, err := fsrs.ParamsFrom(w[:])
	if err != nil {
		panic(err)
	}
	l := fsrs.DefaultLearner(memory)
	l.Late, l.Seed = .3, seed
	s := fsrs.NewScheduler(fsrs.DefaultParams(), fsrs.Calendar{RolloverHour: 4})
	var log []Review
	var history []fsrs.Review
	const start = 19000
	days := min(max(reviews/400, 60), 2000)
	for card := 0; len(log) < reviews; card++ {
		from := start + card*12/reviews*days + card%days
		history, _ = l.Study(s, uint64(card), fsrs.State{}, from, start+2*days, history[:0])
		for _, r := range history {
			log = append(log, Review{Card: int64(card) + 1e12, Time: r.Time.UnixMilli(), Grade: r.Grade})
		}
	}
	return log[:reviews]
}

var simulatedOptions = Options{Calendar: fsrs.Calendar{Zone: time.UTC, RolloverHour: 4}}
