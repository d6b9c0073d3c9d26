package fit

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"

	"carrel/fsrs"
)

var background = context.Background()

// learner returns the log of a real learner, or skips the test.
func learner(t testing.TB) []Review {
	t.Helper()
	f, err := os.Open("../../../shared/fixtures/revlog/py-fsrs-learner.csv")
	if err != nil {
		t.Skipf("the learner's log is not here: %v", err)
	}
	defer f.Close()
	log, err := ReadCSV(f)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func TestCrossValidationOnARealLearner(t *testing.T) {
	d := prepare(t, learner(t), simulatedOptions)
	cv, err := d.CrossValidate(background, 5)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("log loss %.4f, defaults %.4f", cv.LogLoss, cv.LogLossDefault)
	if cv.LogLoss > .4374 {
		t.Errorf("mean log loss %.4f, want at most .4374", cv.LogLoss)
	}
	for i, f := range cv.Folds {
		if f.LogLoss > f.LogLossDefault {
			t.Errorf("fold %d: log loss %.4f is worse than the defaults' %.4f", i+1, f.LogLoss, f.LogLossDefault)
		}
	}
}

// Later reviews must not help to predict earlier ones: other answers in the last fold
// change only that fold.
func TestFoldsAreTrainedOnThePastAlone(t *testing.T) {
	log := simulatedLog(4000, 3)
	before, err := prepare(t, log, simulatedOptions).CrossValidate(background, 5)
	if err != nil {
		t.Fatal(err)
	}
	times := make([]int64, len(log))
	for i, r := range log {
		times[i] = r.Time
	}
	slices.Sort(times)
	late := times[len(times)*19/20]
	for i := range log {
		if log[i].Time >= late {
			log[i].Grade = fsrs.Again
		}
	}
	after, err := prepare(t, log, simulatedOptions).CrossValidate(background, 5)
	if err != nil {
		t.Fatal(err)
	}
	for i := range before.Folds[:4] {
		if before.Folds[i] != after.Folds[i] {
			t.Errorf("fold %d knows the future: %+v, then %+v", i+1, before.Folds[i], after.Folds[i])
		}
	}
	if before.Folds[4] == after.Folds[4] {
		t.Error("the last fold did not change: this shows nothing")
	}
}

func TestRecencyWeightsAreThoseOfFSRS(t *testing.T) {
	for i, want := range map[int32]float32{0: .25, 500: .34375, 800: .634, 1000: 1} {
		if got := recency(i, 1000); math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("the weight of review %d of 1000 is %v, want %v", i, got, want)
		}
	}
}

func TestTrainingEndsAtTheOptimum(t *testing.T) {
	sizes := []int{1000, 20_000}
	if !testing.Short() && runtime.GOOS != "js" {
		sizes = append(sizes, 280_000) // large enough for the looser tolerance of large logs
	}
	for _, n := range sizes {
		d := prepare(t, simulatedLog(n, 1), simulatedOptions)
		got, err := d.Train(background)
		if err != nil {
			t.Fatal(err)
		}
		o := simulatedOptions
		o.Thorough = true
		best, err := prepare(t, simulatedLog(n, 1), o).Train(background)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d reviews: loss %.6f after %d evaluations, optimum %.6f after %d", n, got.Loss, got.Steps, best.Loss, best.Steps)
		if got.Loss > best.Loss+1e-4 {
			t.Errorf("%d reviews: loss %.6f, the optimum is %.6f", n, got.Loss, best.Loss)
		}
	}
}

func TestTrainingFindsTheMemoryThatMadeTheLog(t *testing.T) {
	d := prepare(t, simulatedLog(100_000, 7), simulatedOptions)
	got, err := d.Train(background)
	if err != nil {
		t.Fatal(err)
	}
	w := got.Params.Values()
	for i, want := range map[int]float64{0: .6, 2: 3.4, 3: 14} {
		if math.Abs(w[i]/want-1) > .25 {
			t.Errorf("w%d = %.3f, the learner's is %.3f", i, w[i], want)
		}
	}
	fitted, _ := d.Evaluate(background, got.Params)
	standard, _ := d.Evaluate(background, fsrs.DefaultParams())
	if fitted.LogLoss > standard.LogLoss-.002 || fitted.RMSEBins > .6*standard.RMSEBins {
		t.Errorf("fitted %+v, defaults %+v", fitted, standard)
	}
}

func TestSameBytesForAnyOrderAndAnyThreads(t *testing.T) {
	log := simulatedLog(60_000, 4)
	var want fsrs.Params
	for threads := 1; threads <= 5; threads++ {
		o := simulatedOptions
		o.Threads = threads
		got, err := prepare(t, log, o).Train(background)
		if err != nil {
			t.Fatal(err)
		}
		if threads == 1 {
			want = got.Params
		} else if got.Params != want {
			t.Errorf("%d threads and another order: %v, want %v", threads, got.Params.Values(), want.Values())
		}
		r := rand.New(rand.NewPCG(uint64(threads), 9))
		r.Shuffle(len(log), func(i, j int) { log[i], log[j] = log[j], log[i] })
	}
}

func TestFewReviewsLeaveTheDefaultsOrFitTheFirstStabilities(t *testing.T) {
	defaults := fsrs.DefaultParams().Values()
	for _, c := range []struct{ items, changed int }{{0, 0}, {7, 0}, {40, 4}, {63, 4}, {200, 21}} {
		var log []Review
		for i := range c.items {
			log = append(log, Review{int64(i), 0, fsrs.Good}, Review{int64(i), 48 * hour, fsrs.Again + fsrs.Grade(i%3/2*2)})
		}
		d := prepare(t, log, Options{})
		got, err := d.Train(background)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range got.Params.Values() {
			if i >= c.changed && v != defaults[i] {
				t.Errorf("%d items changed w%d to %v", c.items, i, v)
			}
		}
		if c.items == 40 && got.Params == fsrs.DefaultParams() {
			t.Error("40 items changed nothing")
		}
	}
}

func TestTwoButtonFitLeavesHardAndEasyAlone(t *testing.T) {
	o := simulatedOptions
	o.TwoButton = true
	d := prepare(t, simulatedLog(20_000, 5), o)
	got, err := d.Train(background)
	if err != nil {
		t.Fatal(err)
	}
	w, std := got.Params.Values(), fsrs.DefaultParams().Values()
	if w[15] != std[15] || w[16] != std[16] {
		t.Errorf("hard and easy have become %v and %v", w[15], w[16])
	}
	if !(w[0] < w[1] && w[1] < w[2] && w[2] < w[3]) {
		t.Errorf("first stabilities %v are not in order", w[:4])
	}
	fitted, _ := d.Evaluate(background, got.Params)
	standard, _ := d.Evaluate(background, fsrs.DefaultParams())
	if fitted.LogLoss > standard.LogLoss {
		t.Errorf("fitted %v, defaults %v", fitted.LogLoss, standard.LogLoss)
	}
}

func TestRelearningStepsBoundTheSameDayParameters(t *testing.T) {
	for _, n := range []int{1, 2, 4} {
		o := simulatedOptions
		o.RelearningSteps = n
		got, err := prepare(t, simulatedLog(10_000, 6), o).Train(background)
		if err != nil {
			t.Fatal(err)
		}
		if w := got.Params.Values(); fsrs.Clamp(w, n) != w {
			t.Errorf("%d steps: w17 %v and w18 %v are out of bounds", n, w[17], w[18])
		}
	}
}

func TestACancelledContextStopsEveryCall(t *testing.T) {
	log := simulatedLog(30_000, 8)
	for what, call := range map[string]func(context.Context, *Data) error{
		"Train":         func(ctx context.Context, d *Data) error { _, err := d.Train(ctx); return err },
		"Fit":           func(ctx context.Context, d *Data) error { _, err := d.Fit(ctx, fsrs.Params{}); return err },
		"CrossValidate": func(ctx context.Context, d *Data) error { _, err := d.CrossValidate(ctx, 5); return err },
		"Prepare":       func(ctx context.Context, d *Data) error { _, err := Prepare(ctx, log, d.opts); return err },
		"Evaluate":      func(ctx context.Context, d *Data) error { _, err := d.Evaluate(ctx, fsrs.Params{}); return err },
	} {
		ctx, cancel := context.WithCancel(background)
		cancel()
		if err := call(ctx, prepare(t, log, simulatedOptions)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s before it began: %v", what, err)
		}
		if what == "Evaluate" || what == "Prepare" {
			continue
		}
		ctx, cancel = context.WithCancel(background)
		o := simulatedOptions
		calls := 0
		o.Progress = func(float64) {
			if calls++; calls == 2 {
				cancel()
			}
		}
		if err := call(ctx, prepare(t, log, o)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s in the middle: %v", what, err)
		}
		if calls != 2 {
			t.Errorf("%s went on for %d steps after it was cancelled", what, calls-2)
		}
		cancel()
	}
}

func TestProgressOnlyGrowsAndEndsAtOne(t *testing.T) {
	log := simulatedLog(30_000, 8)
	for _, call := range []func(*Data) error{
		func(d *Data) error { _, err := d.Train(background); return err },
		func(d *Data) error { _, err := d.Fit(background, fsrs.Params{}); return err },
		func(d *Data) error { _, err := d.CrossValidate(background, 3); return err },
	} {
		last, calls := -1.0, 0
		o := simulatedOptions
		o.Progress = func(done float64) {
			if calls++; done <= last || done > 1 {
				t.Errorf("progress went from %v to %v", last, done)
			}
			last = done
		}
		if err := call(prepare(t, log, o)); err != nil || last != 1 || calls < 3 {
			t.Errorf("progress was told %d times and ended at %v, %v", calls, last, err)
		}
	}
}
