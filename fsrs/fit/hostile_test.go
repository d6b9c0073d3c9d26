package fit

import (
	"encoding/binary"
	"math"
	"runtime"
	"testing"

	"carrel/fsrs"
)

// checkFinite runs every function on a log and fails on a NaN or an infinite number.
func checkFinite(t *testing.T, log []Review, o Options) {
	t.Helper()
	o.Threads = 2
	d := prepare(t, log, o)
	r, err := d.Fit(background, fsrs.DefaultParams())
	if err != nil {
		t.Fatal(err)
	}
	trained, err := d.Train(background)
	if err != nil {
		t.Fatal(err)
	}
	lo, hi := fsrs.Bounds()
	for _, p := range []fsrs.Params{r.Params, trained.Params} {
		for i, w := range p.Values() {
			if !(w >= lo[i] && w <= hi[i]) {
				t.Errorf("w%d = %v", i, w)
			}
		}
	}
	for _, v := range []float64{
		r.Chosen.LogLoss, r.Chosen.RMSEBins, r.Chosen.AUC, r.Default.LogLoss, trained.Loss,
		r.HeldOut.Current, r.HeldOut.Fitted, r.HeldOut.Defaults, r.HeldOut.Uncertainty,
	} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("a measure is %v: %+v", v, r)
		}
	}
}

func TestHostileHistories(t *testing.T) {
	var million, daily, always, never, huge, first []Review
	many := int64(1_000_000)
	if runtime.GOOS == "js" {
		many /= 10
	}
	for i := range many {
		million = append(million, Review{1, i, fsrs.Grade(i%4 + 1)})
	}
	million = append(million, Review{1, 1e9, 3})
	for i := range int64(20_000) {
		daily = append(daily, Review{1, i * 24 * hour, fsrs.Grade(i%4 + 1)})
	}
	for i := range int64(500) {
		always = append(always, Review{i % 100, i / 100 * 48 * hour, fsrs.Easy})
		never = append(never, Review{i % 100, i / 100 * 48 * hour, fsrs.Again})
		first = append(first, Review{i, i, 3})
		huge = append(huge, Review{i % 50, (i/50*2 - 5) * math.MaxInt64 / 10, fsrs.Grade(i % 6)})
	}
	for name, log := range map[string][]Review{
		"very many reviews on one day": million, "one card every day": daily, "always easy": always,
		"always again": never, "only first reviews": first, "huge and negative times": huge, "nothing": nil,
	} {
		t.Run(name, func(t *testing.T) { checkFinite(t, log, Options{}) })
	}
}

func FuzzHostileHistories(f *testing.F) {
	f.Add([]byte{1, 1, 3, 1, 200, 3, 1, 0, 1})
	f.Add([]byte("a card that is seen many times, again and again, for no good reason, on all days"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var log []Review
		at := int64(0)
		for len(data) >= 3 && len(log) < 400 {
			gap := int64(int8(data[1])) * 7 * hour
			if data[1] == 128 && len(data) >= 11 {
				gap = int64(binary.LittleEndian.Uint64(data[3:]))
				data = data[8:]
			}
			at += gap
			// Many cards with the same history, so that there is enough to fit.
			for copy := range int64(1 + data[0]%8) {
				log = append(log, Review{int64(data[0]%4)<<8 | copy, at, fsrs.Grade(data[2] % 6)})
			}
			data = data[3:]
		}
		checkFinite(t, log, Options{TwoButton: len(log)%2 == 0, RelearningSteps: len(log) % 3})
	})
}
