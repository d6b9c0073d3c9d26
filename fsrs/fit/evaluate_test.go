package fit

import (
	"context"
	"math"
	"testing"

	"carrel/fsrs"
)

func TestMeasures(t *testing.T) {
	all := []prediction{
		{.9, true, bin{1, 1, 0}}, {.8, true, bin{1, 1, 0}}, {.8, false, bin{2, 1, 0}}, {.6, false, bin{2, 1, 0}},
	}
	m := measure(all)
	want := -(math.Log(.9) + math.Log(.8) + math.Log(.2) + math.Log(.4)) / 4
	if math.Abs(m.LogLoss-want) > 1e-12 {
		t.Errorf("log loss %v, want %v", m.LogLoss, want)
	}
	// The cells are off by .15 and .7, with two reviews each.
	if want := math.Sqrt((.15*.15 + .7*.7) / 2); math.Abs(m.RMSEBins-want) > 1e-12 {
		t.Errorf("RMSE %v, want %v", m.RMSEBins, want)
	}
	// Of four pairs, three are in order and one is a tie.
	if math.Abs(m.AUC-3.5/4) > 1e-12 {
		t.Errorf("AUC %v, want .875", m.AUC)
	}
	if m := measure(all[:2]); m.AUC != .5 {
		t.Errorf("AUC of one outcome is %v", m.AUC)
	}
	if m := measure(nil); m != (Measures{}) {
		t.Errorf("measures of nothing: %v", m)
	}
	if l := (prediction{recall: 1}).loss(); math.IsInf(l, 0) || l < 20 {
		t.Errorf("the loss of being certain and wrong is %v", l)
	}
}

func TestBinsAreThoseOfTheBenchmark(t *testing.T) {
	floorLog := func(x, base float64) uint8 { return uint8(math.Floor(math.Log(x) / math.Log(base))) }
	for x := 1.0; x <= 36500; x++ {
		b := binOf(x, int(x), int(x))
		if b.days != floorLog(x, 3.62) || b.length != floorLog(x, 1.89) || b.lapses != 1+floorLog(x, 1.73) {
			t.Fatalf("bin of %v is %v", x, b)
		}
	}
	if b := binOf(1, 2, 0); b != (bin{0, 1, 0}) {
		t.Errorf("%v", b)
	}
}

// predict uses the fit's own model, which must agree with the public one.
func TestPredictionsAreThoseOfThePublicModel(t *testing.T) {
	d := prepare(t, simulatedLog(2000, 3), simulatedOptions)
	p := fsrs.DefaultParams()
	all, err := d.predict(context.Background(), p, 0, d.scored)
	if err != nil {
		t.Fatal(err)
	}
	for c := range d.cards() {
		var m fsrs.Memory
		for _, st := range d.card(c) {
			if st.rank >= 0 {
				got, want := all[st.rank], p.Retrievability(float64(st.days), m.Stability)
				if math.Abs(got.recall-want) > 1e-10 || got.recalled != st.grade.Recalled() {
					t.Fatalf("predicted %v, the model says %v", got, want)
				}
			}
			m = p.Next(m, float64(st.days), st.grade)
		}
	}
}
