package listen

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// cepstraVector is a sound of sung, some of its cepstra and its template.
type cepstraVector struct {
	Kind   int `json:"kind"`
	Length int `json:"length"`
	Rows   int `json:"rows"`
	// First and Last are rows; Middle is the middle row with its deltas.
	First  []float64 `json:"first,omitempty"`
	Middle []float64 `json:"middle,omitempty"`
	Last   []float64 `json:"last,omitempty"`
	// Template is empty for a sound that is too short or too long to teach.
	Template []byte `json:"template,omitempty"`
}

func cepstraOfSung(kind, length int) cepstraVector {
	v := cepstraVector{Kind: kind, Length: length}
	c := CepstraOf(sung(kind, length))
	if v.Rows = len(c); v.Rows == 0 {
		return v
	}
	v.First, v.Middle, v.Last = c[0], c.withDeltas()[len(c)/2], c[len(c)-1]
	if t, err := Teach("en", "yes", sung(kind, length)); err == nil {
		v.Template = t.Frames
	}
	return v
}

// TestCepstraAreThoseOfThePage uses a file that web/src/listen/cepstrum.test.ts reads.
func TestCepstraAreThoseOfThePage(t *testing.T) {
	var got []cepstraVector
	for kind := range 4 {
		for _, length := range []int{399, 400, 560, 400 + 23*160, 400 + 24*160, 12001} {
			got = append(got, cepstraOfSung(kind, length))
		}
	}
	got = append(got, cepstraOfSung(1, 400+299*160), cepstraOfSung(1, 400+300*160))
	rows := func(a, b []float64) bool {
		return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) < 1e-6 })
	}
	shared(t, "cepstra.json", got, func(g, w cepstraVector) bool {
		return g.Rows == w.Rows && rows(g.First, w.First) && rows(g.Middle, w.Middle) && rows(g.Last, w.Last) && sameTemplate(g.Template, w.Template)
	})
}

// sameTemplate allows for coefficients that lie on the border between two steps.
func sameTemplate(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	steps := 0
	for i := range a {
		if d := int(int8(a[i])) - int(int8(b[i])); d < -1 || d > 1 {
			return false
		} else if d != 0 {
			steps++
		}
	}
	return bytes.Equal(a, b) || steps*100 <= len(a)
}

// weighingVector is a reading, the templates to weigh it with, and what becomes of it. The
// phrases that may be said are those of taughtGrammar.
type weighingVector struct {
	Name    string         `json:"name"`
	Lang    string         `json:"lang"`   // of the templates
	Taught  map[string]int `json:"taught"` // kind of sound by phrase
	Say     string         `json:"say"`
	Verdict Verdict        `json:"verdict"`
	Heard   int            `json:"heard"` // kind of sound
	Want    Verdict        `json:"want"`

	Confidence float64 `json:"confidence"`
	// The nearest templates; null for an infinite distance.
	NearSay string   `json:"near_say"`
	NearTag string   `json:"near_tag"`
	Best    *float64 `json:"best"`
	Next    *float64 `json:"next"`
	Own     *float64 `json:"own"`
}

// TestWeighingIsThatOfThePage uses a file that web/src/listen/enrolment.test.ts reads.
func TestWeighingIsThatOfThePage(t *testing.T) {
	var got []weighingVector
	for _, c := range weighings {
		r, near := weigh(t, c)
		c.Want, c.Confidence = r.Verdict, r.Confidence
		c.NearSay, c.NearTag, c.Best, c.Next, c.Own = near.Say, near.Tag, finite(near.Best), finite(near.Next), finite(near.Own)
		got = append(got, c)
	}
	shared(t, "weighing.json", got, func(g, w weighingVector) bool {
		return g.Name == w.Name && g.Want == w.Want && closeTo(g.Confidence, w.Confidence) && g.NearSay == w.NearSay && g.NearTag == w.NearTag &&
			sameFinite(g.Best, w.Best, .01) && sameFinite(g.Next, w.Next, .01) && sameFinite(g.Own, w.Own, .01)
	})
}
