package library

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"carrel/fsrs"
	"carrel/internal/store/storetest"
	"carrel/internal/study"
)

var morning = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

// studied opens a collection in memory in which a simulated learner, whose memory
// does not follow the default parameters, has studied cards for a year. It
// also adds unseen cards that are new.
func studied(t *testing.T, cards, unseen int) *Library {
	t.Helper()
	ctx := context.Background()
	a, err := Open(ctx, Config{Now: func() time.Time { return morning }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	w := fsrs.DefaultParams().Values()
	w[0], w[2], w[3], w[20] = .9, 5, 25, .3
	memory, err := fsrs.ParamsFrom(w[:])
	if err != nil {
		t.Fatal(err)
	}
	l := fsrs.DefaultLearner(memory)
	l.Late = .3
	s := a.scheduler().Model()
	s.Load, s.Deadline = nil, nil
	today := s.Calendar.Day(morning)
	entries := func(yield func(study.Entry, error) bool) {
		deck := study.Deck{ID: study.DeriveID("deck", "Made up"), Name: "Made up"}
		if !yield(study.Entry{Deck: &deck}, nil) {
			return
		}
		for i := range cards + unseen {
			name := fmt.Sprint(i)
			note := study.Note{ID: study.DeriveID("note", name), GUID: name, Item: &study.Item{Kind: study.Recall, Stem: "Question " + name, Answer: "Answer"}}
			card := study.Card{ID: study.DeriveID("card", name), Note: note.ID, Deck: deck.ID}
			if !yield(study.Entry{Note: &note}, nil) || !yield(study.Entry{Card: &card}, nil) {
				return
			}
			if i >= cards {
				continue
			}
			history, _ := l.Study(&s, uint64(i), fsrs.State{}, today-365+i%300, today, nil)
			for j, r := range history {
				review := study.Review{
					ID: study.DeriveID("review", name, fmt.Sprint(j)), Card: card.ID, At: study.At(r.Time),
					Kind: study.Graded, Grade: study.Grade(r.Grade), TookMS: 4000, How: "key",
				}
				if !yield(study.Entry{Review: &review}, nil) {
					return
				}
			}
		}
	}
	if _, err := a.store.Import(ctx, entries, nil, nil); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFitTakesWhatWinsAndSchedulesByIt(t *testing.T) {
	ctx := context.Background()
	a := studied(t, 500, 0)
	before := a.scheduler().Model().Params
	dry, err := a.Fit(ctx, FitOptions{}, true)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := a.Progress(ctx, morning); err != nil || p.Fit != nil {
		t.Errorf("a dry run is shown as a fit: %+v, %v", p.Fit, err)
	}
	if !dry.Accepted || a.scheduler().Model().Params != before {
		t.Fatalf("a dry run changed something, or found nothing: %+v", dry)
	}
	told := 0
	r, err := a.Fit(ctx, FitOptions{Folds: 3, Progress: func(float64) { told++ }}, false)
	if err != nil {
		t.Fatal(err)
	}
	p, err := fsrs.ParamsFrom(r.Params)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.scheduler().Model().Params; got == before || got != p.ForRelearning(1) {
		t.Errorf("the scheduler goes by %v, fitted are %v", got.Values(), r.Params)
	}
	if r.LogLoss >= r.LogLossDefault || r.CVLogLoss == nil || told == 0 || r.Items == 0 || r.Items >= r.Reviews {
		t.Errorf("%+v", r)
	}
	shown, err := a.Progress(ctx, morning)
	if err != nil {
		t.Fatal(err)
	}
	if l := shown.Fit; l == nil || !l.Accepted || l.Reviews != r.Reviews || l.At != study.At(morning) || l.Tried == 0 || l.After >= l.Before || l.Why != r.Why {
		t.Errorf("the progress page would show %+v of %+v", l, r)
	}
	// A second fit of the same reviews finds nothing better.
	again, err := a.Fit(ctx, FitOptions{}, false)
	if err != nil || again.Accepted {
		t.Errorf("%+v, %v", again, err)
	}
	if shown, err = a.Progress(ctx, morning); err != nil || shown.Fit == nil || shown.Fit.Accepted || shown.Fit.Why != again.Why {
		t.Errorf("the progress page would show %+v of %+v, %v", shown.Fit, again, err)
	}
}

func TestRefitWhenATenthHasGrown(t *testing.T) {
	ctx := context.Background()
	a := studied(t, 200, 0)
	r, did, err := a.RefitIfGrown(ctx)
	if err != nil || !did || r.Reviews == 0 {
		t.Fatalf("the first time: %v %v", did, err)
	}
	if _, did, err = a.RefitIfGrown(ctx); err != nil || did {
		t.Errorf("with nothing new it fitted again, %v", err)
	}
	fewer, _ := json.Marshal(int(float64(r.Reviews) / 1.2))
	if err := a.store.PutSettings(ctx, map[string]json.RawMessage{settingFitted: fewer}, nil); err != nil {
		t.Fatal(err)
	}
	if _, did, err = a.RefitIfGrown(ctx); err != nil || !did {
		t.Errorf("with a fifth more it did not fit again, %v", err)
	}

	few := studied(t, 2, 0)
	if _, did, err := few.RefitIfGrown(ctx); err != nil || did {
		t.Errorf("two cards were fitted, %v", err)
	}
}

func TestWhatWasTakenBackIsNotFitted(t *testing.T) {
	ctx := context.Background()
	a := studied(t, 50, 0)
	before, err := a.reviewLog(ctx)
	if err != nil {
		t.Fatal(err)
	}
	card := study.DeriveID("card", "7")
	rows, err := storetest.Reviews(ctx, a.store, card)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Undo(ctx, a.store, card, rows[len(rows)-1].ID, study.At(morning), "key", nil); err != nil {
		t.Fatal(err)
	}
	after, err := a.reviewLog(ctx)
	if err != nil || len(after.reviews) != len(before.reviews)-1 {
		t.Errorf("%d reviews became %d, %v", len(before.reviews), len(after.reviews), err)
	}
}

func TestFitLogSaysWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	if _, err := FitLog(ctx, "log.csv", strings.NewReader("a,b\n"), FitOptions{}); study.KindOf(err) != study.Unreadable || !strings.Contains(err.Error(), "card_id") || !strings.HasPrefix(err.Error(), "log.csv is not a usable review log") {
		t.Errorf("%v", err)
	}
	if _, err := FitLog(ctx, "log.csv", strings.NewReader("card_id,review_time,review_rating\n1,1,3\n"), FitOptions{Folds: 5}); study.KindOf(err) != study.Invalid {
		t.Errorf("%v", err)
	}
}

func TestWorkloadOfTheLearnersOwnCards(t *testing.T) {
	ctx := context.Background()
	a := studied(t, 300, 100)
	points, err := a.Workload(ctx, WorkloadOptions{From: .8, To: .95, Step: .06, NewPerDay: -1, Days: 90}, morning)
	if err != nil {
		t.Fatal(err)
	}
	var retentions []float64
	yours := 0
	for _, p := range points {
		retentions = append(retentions, p.Retention)
		if p.Yours {
			yours++
		}
		if p.Known > 400 || p.Known < 200 || !(p.Minutes > 0) {
			t.Errorf("%+v", p)
		}
	}
	if fmt.Sprint(retentions) != "[0.8 0.86 0.9 0.92]" || yours != 1 || !points[2].Yours {
		t.Errorf("retentions %v, %d of them the learner's", retentions, yours)
	}
	// This learner takes four seconds an answer, unlike the default learner.
	if p := points[2]; math.Abs(p.Minutes*60/p.Reviews-4) > .5 {
		t.Errorf("%.2f seconds a review", p.Minutes*60/p.Reviews)
	}
	none, err := a.Workload(ctx, WorkloadOptions{From: .9, To: .9, Days: 90}, morning)
	if err != nil || len(none) != 1 || none[0].Minutes >= points[2].Minutes {
		t.Errorf("without new cards: %+v, %v", none, err)
	}
	for _, bad := range []WorkloadOptions{{From: .5, To: .9}, {From: .9, To: .8}, {From: .7, To: .99, Step: 1e-6}, {From: .7, To: .99, Step: math.Inf(1)}, {Days: -1}, {NewPerDay: -2}, {From: math.NaN(), To: .9}} {
		if _, err := a.Workload(ctx, bad, morning); study.KindOf(err) != study.Invalid {
			t.Errorf("%+v gave %v", bad, err)
		}
	}
}

func TestMemoryIsTheModels(t *testing.T) {
	steps, err := Memory(nil, []int{1, 3, 3, 3, 3, 3}, []float64{0, 0, 1, 3, 8, 21}, 0)
	if err != nil {
		t.Fatal(err)
	}
	last := steps[len(steps)-1]
	if math.Abs(last.Stability-53.62691) > 1e-4 || math.Abs(last.Difficulty-6.3574867) > 1e-4 || last.Interval != 54 || last.Review != 6 {
		t.Errorf("%+v", last)
	}
	if steps[0].Interval != 1 || steps[0].Recall != 0 || !(steps[2].Recall > 0 && steps[2].Recall < 1) {
		t.Errorf("%+v", steps)
	}
	for _, bad := range []struct {
		params []float64
		grades []int
		days   []float64
		r      float64
	}{
		{nil, nil, nil, 0}, {nil, []int{3}, nil, 0}, {nil, []int{0}, []float64{0}, 0}, {nil, []int{3}, []float64{-1}, 0},
		{nil, []int{3}, []float64{math.NaN()}, 0}, {nil, []int{3}, []float64{0}, .5}, {[]float64{1}, []int{3}, []float64{0}, 0},
	} {
		if _, err := Memory(bad.params, bad.grades, bad.days, bad.r); study.KindOf(err) != study.Invalid {
			t.Errorf("%+v gave %v", bad, err)
		}
	}
}
