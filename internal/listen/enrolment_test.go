package listen

import (
	"maps"
	"math"
	"slices"
	"testing"
)

// sung returns sound for tests: gliding triangle waves and noise. It is computed from
// integers only, so that Go and the page have exactly the same sound.
func sung(kind, length int) []float32 {
	pcm := make([]float32, length)
	phase, second, lot := 0, 0, uint32(kind*7919+1)
	for i := range pcm {
		phase += 30 + kind*11 + i*(kind%3)/400
		second += 170 + kind*53 - i*(kind%2)/300
		lot = lot*1664525 + 1013904223
		x := 3*triangle(phase) + 2*triangle(second) + int(lot>>24) - 128
		if i%3200 > 2400 {
			x = (int(lot>>24) - 128) / 8
		}
		pcm[i] = float32(x) / 16384
	}
	return pcm
}

func triangle(phase int) int {
	if p := phase % 4096; p < 2048 {
		return p - 1024
	} else {
		return 3071 - p
	}
}

// vector is one comparison on which Go and the page must agree.
type vector struct {
	Kind     int     `json:"kind"` // kind of the sound heard
	Length   int     `json:"length"`
	Taught   int     `json:"taught"` // kind of the template's sound
	Lasting  int     `json:"lasting"`
	Distance float64 `json:"distance"`
}

func vectors(t *testing.T) []vector {
	t.Helper()
	var out []vector
	for kind := range 4 {
		for taught := range 4 {
			v := vector{Kind: kind, Length: 12000 + 700*kind, Taught: taught, Lasting: 11000 + 900*taught}
			template, err := Teach("en", "yes", sung(v.Taught, v.Lasting))
			if err != nil {
				t.Fatal(err)
			}
			v.Distance = warp(CepstraOf(sung(v.Kind, v.Length)).withDeltas(), template.cepstra().withDeltas())
			out = append(out, v)
		}
	}
	return out
}

// TestDistancesAreThoseOfThePage uses a file that web/src/listen/enrolment.test.ts also reads.
func TestDistancesAreThoseOfThePage(t *testing.T) {
	got := vectors(t)
	// A cosine may differ in its last digit, and then a rounded coefficient may differ by
	// one step.
	shared(t, "distances.json", got, func(g, w vector) bool {
		near := math.Abs(g.Distance-w.Distance) <= 0.01
		g.Distance = w.Distance
		return near && g == w
	})
	for _, v := range got {
		for _, o := range got {
			if v.Kind == v.Taught && o.Kind == v.Kind && o.Taught != v.Taught && o.Distance < 1.5*v.Distance {
				t.Errorf("%+v is hardly farther than %+v", o, v)
			}
		}
	}
}

func TestCepstraKnowNoLoudness(t *testing.T) {
	loud := sung(1, 9000)
	soft := make([]float32, len(loud))
	for i, x := range loud {
		soft[i] = x / 8
	}
	a, b := CepstraOf(loud), CepstraOf(soft)
	if d := warp(a, b); d > 1e-6 {
		t.Errorf("the same sound, softer, is %v away", d)
	}
	if n := len(a); n != (9000-400)/160+1 || len(a[0]) != 13 {
		t.Errorf("%d rows of %d", n, len(a[0]))
	}
	for c := range a[0] {
		sum := 0.0
		for _, row := range a {
			sum += row[c]
		}
		if math.Abs(sum) > 1e-9 {
			t.Errorf("coefficient %d has the mean %v", c, sum/float64(len(a)))
		}
	}
	if CepstraOf(loud[:399]) != nil {
		t.Error("less than a window gave rows")
	}
}

func TestTemplatesHaveALength(t *testing.T) {
	for samples, fine := range map[int]bool{0: false, 400 + 23*160: false, 400 + 24*160: true, 400 + 299*160: true, 400 + 300*160: false} {
		if _, err := Teach("en", "yes", sung(0, samples)); (err == nil) != fine {
			t.Errorf("%d samples: %v", samples, err)
		}
	}
}

// taughtGrammar holds the phrases of weighings.
func taughtGrammar() Grammar {
	return Grammar{Lang: "en", Phrases: []Phrase{
		{Say: "stop", Text: "stop", Tag: "command:stop", Class: Command},
		{Say: "stop now", Text: "stop now", Tag: "command:stop", Class: Command},
		{Say: "skip", Text: "skip", Tag: "command:skip", Class: Command},
		{Say: "six", Text: "6", Tag: "6", Class: Number},
	}}
}

// weigh makes the templates of a vector and weighs its reading with them.
func weigh(t *testing.T, v weighingVector) (Reading, Near) {
	t.Helper()
	g := taughtGrammar()
	p, ok := g.Find(v.Say)
	if !ok {
		t.Fatal(v.Say)
	}
	var list []Template
	for _, say := range slices.Sorted(maps.Keys(v.Taught)) {
		template, err := Teach(v.Lang, say, sung(v.Taught[say], 12000))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, template)
	}
	r := Reading{Judgement: Judgement{Verdict: v.Verdict, Confidence: 0.6}, Phrase: &p, Said: v.Say}
	if v.Verdict == Sure {
		r.Confidence = 0.9
	}
	e, pcm := NewEnrolment(list), sung(v.Heard, 12600)
	return e.Weigh(r, g, pcm), e.Nearest(g, pcm, p.Tag)
}

var weighings = func() []weighingVector {
	both := map[string]int{"stop": 0, "skip": 1}
	return []weighingVector{
		{Name: "agrees", Lang: "en", Taught: both, Say: "stop", Verdict: Ask, Heard: 0, Want: Sure},
		{Name: "agrees already", Lang: "en", Taught: both, Say: "stop", Verdict: Sure, Heard: 0, Want: Sure},
		{Name: "is refused", Lang: "en", Taught: both, Say: "stop", Verdict: Refuse, Heard: 0, Want: Refuse},
		{Name: "is another way of saying it", Lang: "en", Taught: both, Say: "stop now", Verdict: Ask, Heard: 0, Want: Ask},
		{Name: "is another word's", Lang: "en", Taught: both, Say: "stop", Verdict: Ask, Heard: 1, Want: Ask},
		{Name: "contradicts", Lang: "en", Taught: both, Say: "stop", Verdict: Sure, Heard: 1, Want: Ask},
		{Name: "contradicts what is not taught", Lang: "en", Taught: map[string]int{"skip": 1}, Say: "stop", Verdict: Sure, Heard: 1, Want: Ask},
		{Name: "contradicts no more than its own", Lang: "en", Taught: map[string]int{"skip": 1, "stop": 1}, Say: "stop", Verdict: Sure, Heard: 1, Want: Sure},
		{Name: "is of two words that sound alike", Lang: "en", Taught: map[string]int{"skip": 1, "stop": 1}, Say: "skip", Verdict: Ask, Heard: 1, Want: Ask},
		{Name: "has nothing to compare with", Lang: "en", Taught: map[string]int{"stop": 0}, Say: "stop", Verdict: Ask, Heard: 0, Want: Ask},
		{Name: "is like nothing", Lang: "en", Taught: both, Say: "stop", Verdict: Ask, Heard: 3, Want: Ask},
		{Name: "is like nothing, sure", Lang: "en", Taught: both, Say: "stop", Verdict: Sure, Heard: 3, Want: Sure},
		{Name: "is of another language", Lang: "fr", Taught: both, Say: "stop", Verdict: Ask, Heard: 0, Want: Ask},
		{Name: "is not in the grammar", Lang: "en", Taught: map[string]int{"stop": 0, "help": 1}, Say: "stop", Verdict: Ask, Heard: 0, Want: Ask},
		{Name: "is a number", Lang: "en", Taught: map[string]int{"six": 0, "skip": 1}, Say: "six", Verdict: Ask, Heard: 0, Want: Ask},
		{Name: "nothing taught", Lang: "en", Taught: map[string]int{}, Say: "stop", Verdict: Ask, Heard: 0, Want: Ask},
	}
}()

// TestEnrolmentWeighs covers every case in which templates change a verdict, and those in
// which they must not.
func TestEnrolmentWeighs(t *testing.T) {
	for _, c := range weighings {
		got, near := weigh(t, c)
		if got.Verdict != c.Want {
			t.Errorf("what %s: %s became %s; %+v", c.Name, c.Verdict, got.Verdict, near)
		}
		if (got.Confidence >= Shared.Verdict.SureConfidence) != (got.Verdict == Sure) {
			t.Errorf("what %s: %s with confidence %v", c.Name, got.Verdict, got.Confidence)
		}
	}
	r := Reading{Judgement: Judgement{Verdict: Ask}, Phrase: &taughtGrammar().Phrases[0], Said: "stop"}
	if got := (*Enrolment)(nil).Weigh(r, taughtGrammar(), sung(0, 12600)); got.Verdict != Ask {
		t.Errorf("without an enrolment: %s", got.Verdict)
	}
}
