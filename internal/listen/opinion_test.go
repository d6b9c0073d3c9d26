package listen

import (
	"math"
	"testing"
)

func nearly(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestLikelihoods(t *testing.T) {
	behind := Shared.Opinion.Behind
	hopeless := -5 * behind // given up early
	for _, c := range []struct {
		name string
		of   []Likelihood
		best string
		lead float64
		logs map[string]float64 // by meaning
	}{
		{"the next decides the lead", []Likelihood{{"a", -9}, {"b", -2}, {"c", -5}}, "b", 3, map[string]float64{"a": -9, "b": -2, "c": -5}},
		{"the order says nothing", []Likelihood{{"b", -2}, {"c", -5}, {"a", -9}}, "b", 3, map[string]float64{"a": -9, "c": -5}},
		{"of two alike the first, without a lead", []Likelihood{{"a", -4}, {"b", -4}}, "a", 0, map[string]float64{"a": -4, "b": -4}},
		{"one alone leads as far as anything can", []Likelihood{{"a", -3}}, "a", behind, map[string]float64{"a": -3, "b": -3 - behind}},
		{"what was given up is just so far behind", []Likelihood{{"a", hopeless}, {"b", -1}, {"c", hopeless}}, "b", behind, map[string]float64{"a": -1 - behind, "b": -1, "c": -1 - behind}},
		{"nobody heard of it", []Likelihood{{"a", -1}, {"b", -2}}, "a", 1, map[string]float64{"": -1 - behind, "c": -1 - behind}},
		{"all were given up", []Likelihood{{"a", hopeless}, {"b", hopeless}}, "a", 0, map[string]float64{"a": hopeless, "b": hopeless}},
	} {
		l := &Likelihoods{Of: c.of}
		if tag, lead := l.best(); tag != c.best || !nearly(lead, c.lead) {
			t.Errorf("%s: the best is %q by %v, want %q by %v", c.name, tag, lead, c.best, c.lead)
		}
		for tag, want := range c.logs {
			if got := l.of(tag); !nearly(got, want) {
				t.Errorf("%s: %q is at %v, want %v", c.name, tag, got, want)
			}
		}
	}
}

// TestNoLikelihoods checks that without any meaning nothing is likely, and no verdict is
// sure.
func TestNoLikelihoods(t *testing.T) {
	l := &Likelihoods{Free: -1}
	tag, lead := l.best()
	if tag != "" || lead > 0 {
		t.Errorf("the best of none is %q by %v", tag, lead)
	}
	if got := l.of("a"); !math.IsInf(got, -1) {
		t.Errorf("of none, %q is at %v", "a", got)
	}
	e := at(Shared.Verdict.Quiet.Sure+10, Shared.Verdict.Quiet.Margin+10, Answer)
	e.Opinion = &Opinion{Fit: l.fit("a"), Lead: lead}
	if j := Judge(e); j.Verdict == Sure {
		t.Errorf("with no likelihoods: %+v", j)
	}
}

func TestFit(t *testing.T) {
	behind := Shared.Opinion.Behind
	of := []Likelihood{{"a", -3}, {"b", -7}, {"c", -5 * behind}}
	for _, c := range []struct {
		name string
		free float64
		tag  string
		want float64
	}{
		{"something else was likelier", -1, "a", -2},
		{"it is what was said", -3, "a", 0},
		{"all its ways together may be likelier than the one free way", -4, "a", 0},
		{"another phrase", -1, "b", -6},
		{"one that was given up", -1, "c", -2 - behind},
		{"one that was given up, of a hopeless sound", -5 * behind, "c", 0},
	} {
		l := &Likelihoods{Free: c.free, Of: of}
		if got := l.fit(c.tag); !nearly(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
