package fit

import (
	"math"
	"testing"

	"carrel/fsrs"
)

// The values are those published with fsrs-rs.

func TestSearchStabilityVector(t *testing.T) {
	counts := []int{435, 97, 63, 38, 28}
	recall := []float64{0.86666667, 0.90721649, 0.73015873, 0.76315789, 0.67857143}
	var groups []firstGroup
	for i := range counts {
		groups = append(groups, firstGroup{float32(i + 1), counts[i], int(math.Round(recall[i] * float64(counts[i])))})
	}
	if got := searchStability(groups, 0.943_028_57, fsrs.DefaultParams().Values()[0]); math.Abs(got-0.7355089) > 1e-5 {
		t.Errorf("stability %v, published is 0.7355089", got)
	}
}

func TestFillStabilityVectors(t *testing.T) {
	standard := fsrs.DefaultParams().Values()
	for _, c := range []struct {
		have [4]bool
		s0   [4]float64
		want [4]float64
	}{
		{[4]bool{true, false, true, true}, [4]float64{0.4, 0, 2.3, 10.9}, [4]float64{0.4, 1.1227008, 2.3, 10.9}},
		{[4]bool{false, true, false, false}, [4]float64{0, 0.35, 0, 0}, [4]float64{0.05738148, 0.35, 0.6242943, 2.2453482}},
	} {
		got := c.s0
		fillStability(&got, c.have, standard)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-6 {
				t.Errorf("%v filled to %v, published is %v", c.s0, got, c.want)
				break
			}
		}
	}
}

func TestFilledStabilitiesAgreeWithTheirProportions(t *testing.T) {
	// Whichever two grades are known, the proportions determine the others, so the same
	// four values result.
	full := [4]float64{.4, 0, 3, 0}
	fillStability(&full, [4]bool{true, false, true, false}, fsrs.DefaultParams().Values())
	for a := range 4 {
		for b := range a {
			var s0 [4]float64
			var have [4]bool
			s0[a], s0[b], have[a], have[b] = full[a], full[b], true, true
			fillStability(&s0, have, fsrs.DefaultParams().Values())
			for i := range s0 {
				if math.Abs(s0[i]/full[i]-1) > 1e-9 {
					t.Errorf("from grades %d and %d: %v, want %v", b+1, a+1, s0, full)
					break
				}
			}
		}
	}
}

func TestInitialStabilityIsInOrder(t *testing.T) {
	f := new(firsts)
	f.groups[1] = []firstGroup{{days: 1, count: 500, recalled: 480}}
	f.groups[2] = []firstGroup{{days: 1, count: 30, recalled: 10}}
	f.groups[3] = []firstGroup{{days: 3, count: 100, recalled: 95}}
	s0, ok := initialStability(f, .9)
	if !ok || s0[0] > s0[1] || s0[1] > s0[2] || s0[2] > s0[3] {
		t.Errorf("S0 %v", s0)
	}
	if _, ok := initialStability(new(firsts), .9); ok {
		t.Error("an estimate from nothing")
	}
}

func TestOutliersAreTheRareTheSmallAndTheLong(t *testing.T) {
	day := int64(24 * hour)
	var log []Review
	card := int64(0)
	add := func(n int, first fsrs.Grade, days int64) {
		for range n {
			card++
			log = append(log, Review{card, 0, first}, Review{card, days * day, 3})
		}
	}
	add(300, 3, 1)
	add(100, 3, 2)
	add(12, 3, 3)   // among the rarest 5 % of 430, or 21
	add(9, 3, 9)    // with these, 21
	add(9, 3, 4)    // of two equally rare, the shorter interval stays
	add(50, 1, 101) // too long
	add(50, 4, 365) // not too long for easy
	add(50, 4, 366)
	for days := int64(1); days <= 5; days++ {
		add(5, 2, days) // four of these are the rarest, the fifth is small
	}
	add(100, 2, 6)
	f := prepare(t, log, Options{}).firsts(1<<30, &halt{ctx: background})
	for _, c := range []struct {
		grade fsrs.Grade
		days  float32
		drop  bool
	}{{3, 1, false}, {3, 2, false}, {3, 3, false}, {3, 9, true}, {3, 4, true}, {1, 101, true}, {4, 365, false}, {4, 366, true}, {2, 1, true}, {2, 2, true}, {2, 6, false}} {
		if f.drop[firstKey{c.grade, c.days}] != c.drop {
			t.Errorf("after %v, %v days: dropped is %v", c.grade, c.days, !c.drop)
		}
	}
	if n := f.count(3); n != 412 {
		t.Errorf("%d first reviews after good are left, want 412", n)
	}
}
