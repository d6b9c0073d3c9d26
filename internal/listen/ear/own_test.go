//go:build !js

package ear

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/listen"
)

// guess is a decoder that ignores the sound but for its length. testdata/own-work.ts has
// the same.
type guess struct{ body string }

func (g *guess) AddWord(context.Context, string, string) error { return nil }

func (g *guess) SetGrammar(_ context.Context, jsgf string, _ listen.Search) error {
	_, body, _ := strings.Cut(jsgf, "<s> = ")
	g.body, _, _ = strings.Cut(body, ";")
	return nil
}

func (g *guess) Decode(_ context.Context, pcm []float32) (*listen.Decoded, error) {
	frames := len(pcm) / listen.FrameSize
	spoken := max(1, frames-25)
	d := &listen.Decoded{Words: []string{"pAA"}, Score: -50 * frames, Frames: frames, Spoken: spoken}
	if strings.HasPrefix(g.body, "(") {
		return d, nil
	}
	routes := strings.Split(g.body, " | ")
	d.Words = strings.Fields(routes[frames%len(routes)])
	d.Score += spoken * ((7*frames+11*len(routes))%30 - 20)
	return d, nil
}

// secondGuess is a second ear of the same kind, which often names the decoder's phrase.
type secondGuess struct {
	phrases []listen.Phrase
	tags    []string
}

func (s *secondGuess) SetPhrases(_ context.Context, phrases []listen.Phrase) error {
	s.phrases, s.tags = phrases, nil
	for _, p := range phrases {
		if !slices.Contains(s.tags, p.Tag) {
			s.tags = append(s.tags, p.Tag)
		}
	}
	return nil
}

func (s *secondGuess) Hear(_ context.Context, pcm []float32) (*listen.Likelihoods, error) {
	frames := len(pcm) / listen.FrameSize
	if frames%5 == 0 {
		return nil, nil
	}
	l := &listen.Likelihoods{Free: -1}
	for i, tag := range s.tags {
		log := -.5 * float64(frames*(i+3)%31)
		if frames%2 == 0 && tag == s.phrases[frames%len(s.phrases)].Tag {
			log = 1
		}
		l.Of = append(l.Of, listen.Likelihood{Tag: tag, Log: log})
	}
	return l, nil
}

// ownSetup is what both sides get.
type ownSetup struct {
	Grammar    listen.Grammar    `json:"grammar"`
	Dictionary string            `json:"dictionary"`
	Templates  []listen.Template `json:"templates"`
	Sound      string            `json:"sound"` // a file
	Second     bool              `json:"second"`

	pcm []float32
}

// bursts returns sound that starts and stops, in a room that is now quiet and now loud.
func bursts(seconds int) []float32 {
	chance := rand.New(rand.NewPCG(9, 10))
	var pcm []float32
	for _, frames := range []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 320} { // a click, a word, long speech
		pcm = append(pcm, make([]float32, 100*listen.FrameSize)...)
		for i := range frames * listen.FrameSize {
			pcm = append(pcm, .3*float32(i%64)/32-.3)
		}
	}
	for len(pcm) < seconds*listen.Shared.Rate {
		room, pitch := []float64{.0005, .002, .02}[chance.IntN(3)], 30+chance.IntN(200)
		for range 1 + chance.IntN(3) {
			for _, part := range []struct {
				frames int
				loud   float64
			}{{10 + chance.IntN(90), 0}, {[]int{3 + chance.IntN(12), 20 + chance.IntN(120)}[min(1, chance.IntN(4))], .3}} {
				for i := range part.frames * listen.FrameSize {
					tone := float64(i*pitch%4096)/2048 - 1
					pcm = append(pcm, float32(room*(2*chance.Float64()-1)+part.loud*tone))
				}
			}
		}
		pcm = append(pcm, make([]float32, chance.IntN(4)*30000)...)
	}
	return pcm
}

func newOwnSetup(t testing.TB, seconds int) ownSetup {
	t.Helper()
	g, err := listen.NewGrammar("en", []listen.Phrase{
		{Text: "repeat that", Tag: "repeat", Class: listen.Navigation}, {Text: "repeat", Tag: "repeat", Class: listen.Navigation},
		{Text: "stop", Tag: "stop", Class: listen.Command}, {Text: "stop now", Tag: "stop", Class: listen.Command}, {Text: "stop studying", Tag: "end", Class: listen.Command},
		{Text: "help", Class: listen.Navigation}, {Text: "option two", Class: listen.Choice}, {Text: "Ottawa", Class: listen.Answer}, {Text: "42", Class: listen.Number},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := ownSetup{Grammar: g, Dictionary: "repeat R IH P IY T\nthat DH AE T\n", pcm: bursts(seconds)}
	for i, say := range []string{"help", "stop", "repeat", "ottawa"} {
		t1, err := listen.Teach("en", say, s.pcm[i*16000+200000:i*16000+208000+i*900])
		if err != nil {
			t.Fatal(err)
		}
		s.Templates = append(s.Templates, t1)
	}
	s.Sound = filepath.Join(t.TempDir(), "sound")
	data := make([]byte, 0, 4*len(s.pcm))
	for _, x := range s.pcm {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
	}
	if err := os.WriteFile(s.Sound, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

// inGo returns the events in Go and how long they took.
func (s ownSetup) inGo(t testing.TB) (out []pageEvent, took time.Duration) {
	t.Helper()
	ctx := context.Background()
	in, err := listen.NewInterpreter(ctx, &guess{}, listen.NewDictionary(s.Dictionary), s.Grammar.Lang)
	if err != nil {
		t.Fatal(err)
	}
	if s.Second {
		in.Ask(&secondGuess{})
	}
	r := listen.NewRecogniser(in, nil, nil)
	start := time.Now()
	r.Enrolment = listen.NewEnrolment(s.Templates)
	take := func(events []listen.Event, err error) {
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			p := pageEvent{Kind: string(e.Kind), WaitMS: e.WaitMS}
			switch reading := e.Reading; {
			case e.Kind == listen.Heard:
				p.Said, p.Verdict, p.Margin, p.Confidence = reading.Said, string(reading.Verdict), reading.Margin, reading.Confidence
				fallthrough
			case reading.Phrase != nil:
				p.Score = reading.Score
			}
			out = append(out, p)
		}
	}
	begin := func() {
		if _, err := r.Listen(ctx, s.Grammar, 4000); err != nil {
			t.Fatal(err)
		}
	}
	begin()
	for at := 0; at < len(s.pcm); at += 2 * listen.FrameSize {
		take(r.Push(ctx, s.pcm[at:min(at+2*listen.FrameSize, len(s.pcm))]))
		if !r.Listening() {
			begin()
		}
	}
	take(r.Flush(ctx))
	return out, time.Since(start)
}

// inPage returns the same of the page's recogniser under node.
func (s ownSetup) inPage(t testing.TB) ([]pageEvent, time.Duration) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	dir := t.TempDir()
	script := bundle(t, dir, "own-work")
	setup, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "setup.json")
	if err := os.WriteFile(file, setup, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, script, file)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		MS     float64
		Events []pageEvent
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out.Events, time.Duration(out.MS * float64(time.Millisecond))
}

// TestOwnPartIsThatOfThePage compares everything between the sound and an event that Go
// and the page have each written themselves: the decoder and the second ear are replaced by
// guesses.
func TestOwnPartIsThatOfThePage(t *testing.T) {
	s := newOwnSetup(t, 200)
	for _, s.Second = range []bool{false, true} {
		t.Run(fmt.Sprintf("second ear %v", s.Second), func(t *testing.T) {
			got, _ := s.inGo(t)
			want, _ := s.inPage(t)
			counts := map[string]int{}

			for i, e := range got {
				counts[e.Kind+" "+e.Verdict]++
				if i < len(want) && !e.near(want[i]) {
					t.Errorf("event %d: Go has %+v, the page %+v", i, e, want[i])
				}
			}
			if len(got) != len(want) {
				t.Errorf("Go has %d events, the page %d", len(got), len(want))
			}
			t.Logf("%d events: %v", len(got), counts)
			for _, kind := range []string{"speech_start ", "heard sure", "heard ask", "no_match ", "silence "} {
				if counts[kind] < 3 {
					t.Errorf("only %d events are %q: the comparison says little", counts[kind], kind)
				}
			}
		})
	}
}

func (e pageEvent) near(o pageEvent) bool {
	same := near(e.Score, o.Score) && near(e.Margin, o.Margin) && near(e.Confidence, o.Confidence)
	e.Score, e.Margin, e.Confidence = o.Score, o.Margin, o.Confidence
	return same && e == o
}

// BenchmarkOwnWork measures what a second of sound costs apart from the modules that both
// sides call.
func BenchmarkOwnWork(b *testing.B) {
	const seconds = 120
	s := newOwnSetup(b, seconds)
	s.Second = true
	for _, side := range []struct {
		name string
		run  func(testing.TB) ([]pageEvent, time.Duration)
	}{{"program", s.inGo}, {"page", s.inPage}} {
		b.Run(side.name, func(b *testing.B) {
			var took time.Duration
			for b.Loop() {
				_, t := side.run(b)
				took += t
			}
			b.ReportMetric(took.Seconds()*1000/float64(seconds*b.N), "ms/second-of-sound")
		})
	}
}
