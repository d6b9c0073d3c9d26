package fit

import (
	"strings"
	"testing"

	"carrel/fsrs"
)

func TestFitAcceptsOnlyWhatWinsLater(t *testing.T) {
	d := prepare(t, simulatedLog(20_000, 9), simulatedOptions)
	r, err := d.Fit(background, fsrs.DefaultParams())
	if err != nil {
		t.Fatal(err)
	}
	h := r.HeldOut
	if !r.Accepted || r.Params == fsrs.DefaultParams() || h.Fitted >= h.Current || h.Current != h.Defaults || h.Items != d.Items()/5 {
		t.Errorf("another memory than the default's was not accepted: %+v", r)
	}
	if !strings.HasPrefix(r.Why, "New parameters are taken") || r.Chosen.LogLoss >= r.Default.LogLoss || r.Chosen.Items != d.Items() {
		t.Errorf("%+v", r)
	}

	// Only by chance can anything beat the very memory that produced the log. Parameters
	// fitted to half of it must not replace it.
	truth := r.Params
	again, err := d.Fit(background, truth)
	if err != nil {
		t.Fatal(err)
	}
	if again.Accepted || again.Params != truth || !strings.HasPrefix(again.Why, "Your parameters stay") {
		t.Errorf("parameters fitted to more were replaced: %s", again.Why)
	}

	bad := fsrs.DefaultParams().Values()
	bad[20], bad[2] = .8, .1
	worse, _ := fsrs.ParamsFrom(bad[:])
	if r, err := d.Fit(background, worse); err != nil || !r.Accepted || r.HeldOut.Current <= r.HeldOut.Fitted {
		t.Errorf("bad parameters stayed: %+v, %v", r, err)
	}
}

func TestFitFallsBackToTheDefaults(t *testing.T) {
	// 30 cards are forgotten at first and remembered later, so the early part misleads.
	var log []Review
	for i := range int64(60) {
		later := fsrs.Again
		if i >= 45 {
			later = fsrs.Good
		}
		log = append(log, Review{i, i * hour, fsrs.Good}, Review{i, i*hour + 48*hour, later})
	}
	d := prepare(t, log, Options{})
	w := fsrs.DefaultParams().Values()
	w[2] = .01
	current, _ := fsrs.ParamsFrom(w[:])
	r, err := d.Fit(background, current)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Accepted || r.Params != fsrs.DefaultParams() || !strings.Contains(r.Why, "default parameters are taken") {
		t.Errorf("%+v", r)
	}
	// Misled parameters are rejected even if they beat worse ones.
	w[2] = .001
	worse, _ := fsrs.ParamsFrom(w[:])
	r, err = d.Fit(background, worse)
	if err != nil || r.HeldOut.Fitted >= r.HeldOut.Current || r.Params != fsrs.DefaultParams() {
		t.Errorf("misled parameters replaced worse ones: %+v, %v", r, err)
	}
	r, err = d.Fit(background, fsrs.DefaultParams())
	if err != nil || r.Accepted || r.Params != fsrs.DefaultParams() {
		t.Errorf("misled parameters were accepted: %+v, %v", r, err)
	}
}

func TestFitOfLittleSaysSo(t *testing.T) {
	for _, log := range [][]Review{nil, {{1, 0, 3}}, {{1, 0, 3}, {1, 48 * hour, 3}}} {
		r, err := prepare(t, log, Options{}).Fit(background, fsrs.DefaultParams())
		if err != nil || r.Accepted || !strings.Contains(r.Why, "only") {
			t.Errorf("%d reviews: %+v, %v", len(log), r, err)
		}
	}
}

func TestNumbersAreWrittenAsUsual(t *testing.T) {
	if loss(.43691) != ".4369" || loss(1.5) != "1.5000" || count(1255) != "1,255" || count(12) != "12" || count(1234567) != "1,234,567" {
		t.Error(loss(.43691), loss(1.5), count(1255), count(12), count(1234567))
	}
}
