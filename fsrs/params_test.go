package fsrs

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
)

func TestOlderSetsAreMigrated(t *testing.T) {
	old17 := []float64{.5701, 1.4436, 4.1386, 10.9355, 5.1443, 1.2006, .8627, .0362, 1.629, .1342, 1.0166, 2.1174, .0839, .3204, 1.4676, .219, 2.8237}
	p, err := ParamsFrom(old17)
	if err != nil {
		t.Fatal(err)
	}
	w := p.Values()
	near(t, "w4", w[4], 5.1443+2*1.2006)
	near(t, "w5", w[5], math.Log(1+3*1.2006)/3)
	near(t, "w6", w[6], 1.3627)
	near(t, "decay", w[20], .5)
	// The old first difficulty was w4 − w5(g−3). The new one equals it at good and easy if
	// both are within bounds.
	near(t, "D0(again)", w[4], 5.1443+2*1.2006)
	near(t, "D0(easy)", w[4]-math.Exp(3*w[5])+1, 5.1443-1.2006)

	old19 := append([]float64{}, defaultWeights[:19]...)
	p, err = ParamsFrom(old19)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "decay", p.Values()[20], .5)
	near(t, "w17", p.Values()[17], defaultWeights[17])

	if p, err = ParamsFrom(nil); err != nil || p != DefaultParams() {
		t.Errorf("no values gave %v, %v", p.Values(), err)
	}
	for _, bad := range [][]float64{make([]float64, 18), {1}, append(make([]float64, 20), math.NaN()), append(make([]float64, 20), math.Inf(-1))} {
		if _, err := ParamsFrom(bad); !errors.Is(err, ErrParams) {
			t.Errorf("ParamsFrom(%v) gave %v", bad, err)
		}
	}
}

func TestParamsAreClamped(t *testing.T) {
	low, _ := ParamsFrom(make([]float64, 21))
	huge := make([]float64, 21)
	for i := range huge {
		huge[i] = 1e9
	}
	high, _ := ParamsFrom(huge)
	lo, hi := Bounds()
	if low.Values() != lo || high.Values() != hi {
		t.Errorf("clamped to %v and %v", low.Values(), high.Values())
	}
	if DefaultParams().Values() != Clamp(DefaultParams().Values(), 1) {
		t.Error("the defaults are out of bounds")
	}
}

func TestManyRelearningStepsTightenTheSameDayTerms(t *testing.T) {
	w := DefaultParams().Values()
	w[17], w[18] = 2, 2
	for _, v := range []struct {
		steps int
		top   float64
	}{{0, 2}, {1, 2}, {2, math.Sqrt(-(math.Log(w[11]) + math.Log(math.Pow(2, w[13])-1) + .3*w[14]) / 2)}} {
		if got := Clamp(w, v.steps); math.Abs(got[17]-v.top) > 1e-12 || math.Abs(got[18]-v.top) > 1e-12 {
			t.Errorf("%d steps: w17 %v, w18 %v, want %v", v.steps, got[17], got[18], v.top)
		}
	}
	w[11], w[14] = 5, 4 // the root would be of a negative number
	if got := Clamp(w, 3); got[17] != .1 {
		t.Errorf("w17 = %v, want .1", got[17])
	}
}

func TestParamsJSONRoundTrip(t *testing.T) {
	w := DefaultParams().Values()
	w[3] = 1.0 / 3
	p, _ := ParamsFrom(w[:])
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back Params
	if err := json.Unmarshal(data, &back); err != nil || back != p {
		t.Errorf("%s came back as %v, %v", data, back.Values(), err)
	}
	bare, _ := json.Marshal(w[:])
	if err := json.Unmarshal(bare, &back); err != nil || back != p {
		t.Errorf("the bare array came back as %v, %v", back.Values(), err)
	}
	for _, bad := range []string{`{"version":7,"w":[1]}`, `{"version":6,"w":[1,2]}`, `{"version":5,"w":[]}`, `"x"`, `[1]`} {
		if err := json.Unmarshal([]byte(bad), &back); !errors.Is(err, ErrParams) {
			t.Errorf("%s gave %v", bad, err)
		}
	}
}
