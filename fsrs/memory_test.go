package fsrs

import (
	"math"
	"testing"
	"time"
)

// The published vectors of FSRS-6; see scheduler.md of the design.

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-4) {
		t.Errorf("%s = %v, published is %v", what, got, want)
	}
}

func TestNextStabilityVectors(t *testing.T) {
	p := DefaultParams()
	r := []float64{.9, .8, .7, .6}
	recall := []float64{25.602541, 28.226582, 58.656002, 127.226685}
	lapse := []float64{1.0525396, 1.1894329, 1.3680838, 1.584989}
	sameDay := []float64{1.596818, 5, 5, 8.12961}
	for i := range 4 {
		g := Grade(i + 1)
		m := Memory{5, float64(i + 1)}
		near(t, "recall "+g.String(), p.recallStability(m, p.recallGain(m, r[i]), g), recall[i])
		near(t, "lapse "+g.String(), p.lapseStability(m, r[i]), lapse[i])
		near(t, "same day "+g.String(), p.Next(m, 0, g).Stability, sameDay[i])
	}
}

func TestNextDifficultyVectors(t *testing.T) {
	p := DefaultParams()
	for i, want := range []float64{8.341763, 6.6659956, 4.990228, 3.3144615} {
		near(t, "difficulty", p.Next(Memory{5, 5}, 3, Grade(i+1)).Difficulty, want)
	}
}

func TestRetrievabilityVectors(t *testing.T) {
	p := DefaultParams()
	s := []float64{1, 2, 3, 4, 4, 2}
	for i, want := range []float64{1, .9403443, .9253786, .9185229, .9, .8261359} {
		near(t, "R", p.Retrievability(float64(i), s[i]), want)
	}
}

func TestIntervalVectors(t *testing.T) {
	p := DefaultParams()
	for i, want := range []float64{3116766, 34793, 2508, 387, 90, 27, 9, 3, 1, 1} {
		retention := float64(i+1) / 10
		// The published numbers are whole days, at least one, in single precision.
		got := max(1, math.Round(p.Interval(1, retention)))
		if math.Abs(got-want)/want > 1e-6 {
			t.Errorf("interval at %.1f = %v, published is %v", retention, got, want)
		}
	}
}

func TestHistoryVectors(t *testing.T) {
	grades := []Grade{1, 3, 3, 3, 3, 3}
	days := []float64{0, 0, 1, 3, 8, 21}
	run := func(p Params) (m Memory) {
		for i, g := range grades {
			m = p.Next(m, days[i], g)
		}
		return m
	}
	m := run(DefaultParams())
	near(t, "S", m.Stability, 53.62691)
	near(t, "D", m.Difficulty, 6.3574867)

	w := DefaultParams().Values()
	w[17], w[18], w[19] = 0, 0, 0
	m = run(derive(w)) // not clamped: w19 = 0 is below its bound
	near(t, "S without same-day terms", m.Stability, 53.335106)
	near(t, "D without same-day terms", m.Difficulty, 6.3574867)
}

func TestReviewedWhenDueVectors(t *testing.T) {
	s := NewScheduler(DefaultParams(), Calendar{})
	s.Fuzz = false
	grades := []Grade{3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3}
	want := []int{0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21}
	now := time.Date(2022, 11, 29, 12, 30, 0, 0, time.UTC)
	var st State
	for i, g := range grades {
		st = s.Next(st, g, now, 1)
		if st.Interval != want[i] {
			t.Errorf("review %d: interval %d, published is %d", i+1, st.Interval, want[i])
		}
		if now = st.Due; st.Phase == InReview {
			now = s.Calendar.Start(st.DueDay).Add(12*time.Hour + 30*time.Minute)
		}
	}
}

func TestFuzzVectors(t *testing.T) {
	for _, v := range []struct {
		days     float64
		from, to int
	}{{2.5, 2, 4}, {7, 5, 9}, {17, 14, 20}, {37, 33, 41}} {
		if from, to := FuzzBounds(v.days, 1, 1000); from != v.from || to != v.to {
			t.Errorf("fuzz of %v days: %d–%d, published is %d–%d", v.days, from, to, v.from, v.to)
		}
	}
}

func TestFromSM2UndoesAnInterval(t *testing.T) {
	p := DefaultParams()
	m, ok := p.FromSM2(2.5, 10, .9)
	if !ok {
		t.Fatal("no estimate from ease 2.5 and 10 days")
	}
	near(t, "S at 90 %", m.Stability, 10)
	// A good review on the due day lengthens the interval by the ease factor.
	near(t, "growth", p.Next(m, 10, Good).Stability/m.Stability, 2.5)

	m, _ = p.FromSM2(2.5, 10, .8)
	near(t, "recall after the interval", p.Retrievability(10, m.Stability), .8)

	// Published in fsrs-rs's own tests.
	for _, v := range []struct {
		ease, days, retention, s, d float64
	}{{2.5, 10, .9, 10, 6.9140563}, {2.5, 10, .8, 3.01572, 9.393428}, {2.5, 10, .95, 24.841097, 1.2974405}, {1.3, 20, .9, 20, 10}} {
		m, ok := p.FromSM2(v.ease, v.days, v.retention)
		if !ok {
			t.Fatalf("no estimate from %+v", v)
		}
		near(t, "S", m.Stability, v.s)
		near(t, "D", m.Difficulty, v.d)
	}
	for _, bad := range [][3]float64{{0, 10, .9}, {2.5, -1, .9}, {2.5, 10, 1}, {2.5, 10, 0}, {math.NaN(), 1, .9}, {2.5, math.Inf(1), .9}} {
		if m, ok := p.FromSM2(bad[0], bad[1], bad[2]); ok || !m.New() {
			t.Errorf("FromSM2(%v) gave %v", bad, m)
		}
	}
}

func TestNextPassesOverWhatIsNoGrade(t *testing.T) {
	p := DefaultParams()
	m := Memory{5, 5}
	for _, g := range []Grade{0, 5, 255} {
		if got := p.Next(m, 1, g); got != m {
			t.Errorf("grade %d changed the memory to %v", g, got)
		}
	}
}

func TestZeroParamsAreTheDefaults(t *testing.T) {
	var p Params
	if p.Next(Memory{}, 0, Good) != DefaultParams().Next(Memory{}, 0, Good) || p.Values() != DefaultParams().Values() {
		t.Error("the zero Params are not the defaults")
	}
}

func FuzzNextStaysFiniteAndInBounds(f *testing.F) {
	f.Add(5.0, 5.0, 3.0, uint8(3), .9)
	f.Add(math.NaN(), math.Inf(1), math.NaN(), uint8(1), math.NaN())
	f.Add(-1.0, -1.0, -1e300, uint8(4), -1.0)
	f.Add(1e300, 1e300, 1e300, uint8(1), 1e-300)
	f.Fuzz(func(t *testing.T, s, d, days float64, g uint8, retention float64) {
		p := DefaultParams()
		m := p.Next(Memory{s, d}, days, Grade(g%4+1))
		if !(m.Stability >= MinStability && m.Stability <= MaxStability) || !(m.Difficulty >= 1 && m.Difficulty <= 10) {
			t.Errorf("memory %v is out of bounds", m)
		}
		if r := p.Retrievability(days, s); !(r >= 0 && r <= 1) {
			t.Errorf("R = %v", r)
		}
		if i := p.Interval(s, retention); !(i >= 0) || math.IsInf(i, 0) {
			t.Errorf("interval = %v", i)
		}
	})
}
