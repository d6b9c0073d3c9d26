package listen

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/enrolment.json anew")

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
	const file = "testdata/enrolment.json"
	got := vectors(t)
	if *update {
		b, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want []vector
	if err := json.Unmarshal(b, &want); err != nil || len(want) != len(got) {
		t.Fatalf("%d vectors, %v", len(want), err)
	}
	for i, w := range want {
		// A cosine may differ in its last digit, and then a rounded coefficient may
		// differ by one step.
		if math.Abs(got[i].Distance-w.Distance) > 0.01 {
			t.Errorf("%+v, the file says %v", got[i], w.Distance)
		}
		if w.Kind == w.Taught {
			for _, o := range want {
				if o.Kind == w.Kind && o.Taught != w.Taught && o.Distance < 1.5*w.Distance {
					t.Errorf("%+v is hardly farther than %+v", o, w)
				}
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

// TestEnrolmentWeighs covers every case in which templates change a verdict, and those in
// which they must not.
func TestEnrolmentWeighs(t *testing.T) {
	g := Grammar{Lang: "en", Phrases: []Phrase{
		{Say: "stop", Text: "stop", Tag: "command:stop", Class: Command},
		{Say: "stop now", Text: "stop now", Tag: "command:stop", Class: Command},
		{Say: "skip", Text: "skip", Tag: "command:skip", Class: Command},
		{Say: "six", Text: "6", Tag: "6", Class: Number},
	}}
	phrase := func(say string) *Phrase {
		p, ok := g.Find(say)
		if !ok {
			t.Fatal(say)
		}
		return &p
	}
	words := func(lang string, kinds map[string]int) *Enrolment {
		var list []Template
		for say, kind := range kinds {
			template, err := Teach(lang, say, sung(kind, 12000))
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, template)
		}
		return NewEnrolment(list)
	}
	both := map[string]int{"stop": 0, "skip": 1}
	for _, c := range []struct {
		name      string
		enrolment *Enrolment
		say       string
		verdict   Verdict
		heard     int
		want      Verdict
	}{
		{"agrees", words("en", both), "stop", Ask, 0, Sure},
		{"agrees already", words("en", both), "stop", Sure, 0, Sure},
		{"is refused", words("en", both), "stop", Refuse, 0, Refuse},
		{"is another way of saying it", words("en", both), "stop now", Ask, 0, Ask},
		{"is another word's", words("en", both), "stop", Ask, 1, Ask},
		{"contradicts", words("en", both), "stop", Sure, 1, Ask},
		{"contradicts what is not taught", words("en", map[string]int{"skip": 1}), "stop", Sure, 1, Ask},
		{"has nothing to compare with", words("en", map[string]int{"stop": 0}), "stop", Ask, 0, Ask},
		{"is like nothing", words("en", both), "stop", Ask, 3, Ask},
		{"is like nothing, sure", words("en", both), "stop", Sure, 3, Sure},
		{"is of another language", words("fr", both), "stop", Ask, 0, Ask},
		{"is not in the grammar", words("en", map[string]int{"stop": 0, "help": 1}), "stop", Ask, 0, Ask},
		{"is a number", words("en", map[string]int{"six": 0, "skip": 1}), "six", Ask, 0, Ask},
		{"nothing taught", NewEnrolment(nil), "stop", Ask, 0, Ask},
		{"none", nil, "stop", Ask, 0, Ask},
	} {
		r := Reading{Judgement: Judgement{Verdict: c.verdict, Confidence: 0.6}, Phrase: phrase(c.say), Said: c.say}
		if c.verdict == Sure {
			r.Confidence = 0.9
		}
		got := c.enrolment.Weigh(r, g, sung(c.heard, 12600))
		if got.Verdict != c.want {
			t.Errorf("what %s: %s became %s; %+v", c.name, c.verdict, got.Verdict, c.enrolment.Nearest(g, sung(c.heard, 12600), r.Phrase.Tag))
		}
		if (got.Confidence >= Shared.Verdict.SureConfidence) != (got.Verdict == Sure) {
			t.Errorf("what %s: %s with confidence %v", c.name, got.Verdict, got.Confidence)
		}
	}
}
