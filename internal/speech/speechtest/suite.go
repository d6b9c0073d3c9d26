// Package speechtest owns the suite of tests for the contract of speech.Synthesizer,
// which every engine passes.
package speechtest

import (
	"context"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"carrel/internal/audio"
	"carrel/internal/speech"
	"carrel/internal/study"
)

// Engine describes the engine under test.
type Engine struct {
	// New makes the synthesizer, which lives until the test ends.
	New func(t *testing.T) speech.Synthesizer
	// Lang is the language to test, "en" if empty. Engines for other languages also set
	// Sentence.
	Lang     string
	Sentence string
	// Foreign is text that no voice of the engine can speak, and ForeignName the English
	// name of its language.
	Foreign, ForeignName string
	// Quick leaves out tests that take long with a slow engine.
	Quick bool
}

const sentence = "The capital of Canada is Ottawa."

// Run tests the engine.
func Run(t *testing.T, e Engine) {
	if e.Lang == "" {
		e.Lang = "en"
	}
	if e.Sentence == "" {
		e.Sentence = sentence
	}
	s := e.New(t)
	for _, c := range []struct {
		name string
		test func(*testing.T, Engine, speech.Synthesizer)
	}{
		{"lists its voices", listsVoices},
		{"says nothing when there is nothing to say", saysNothing},
		{"every voice speaks at the same loudness", everyVoice},
		{"is the same each time", deterministic},
		{"says accents, signs and quotes", unicodeText},
		{"takes hostile text", hostileText},
		{"takes long text", longText},
		{"keeps to the rate", rates},
		{"speaks to many at once", concurrent},
		{"stops when told to", cancelled},
		{"refuses what it cannot say", refuses},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, e, s) })
	}
}

func (e Engine) say(t *testing.T, s speech.Synthesizer, u speech.Utterance) audio.PCM {
	t.Helper()
	if u.Lang == "" {
		u.Lang = e.Lang
	}
	p, err := s.Speak(t.Context(), u)
	if err != nil {
		t.Fatalf("%.60q: %v", u.Text, err)
	}
	return p
}

func listsVoices(t *testing.T, e Engine, s speech.Synthesizer) {
	voices := s.Voices()
	if len(voices) == 0 {
		t.Fatal("no voices")
	}
	seen := map[string]bool{}
	for _, v := range voices {
		if v.Engine == "" || v.Name == "" || v.Lang == "" || v.About == "" {
			t.Errorf("%+v leaves something out", v)
		}
		if seen[v.ID()] {
			t.Errorf("%s is listed twice", v.ID())
		}
		seen[v.ID()] = true
	}
	voices[0].Name = "scribbled over"
	if s.Voices()[0].Name == "scribbled over" {
		t.Error("the list can be changed from outside")
	}
}

func saysNothing(t *testing.T, e Engine, s speech.Synthesizer) {
	for _, text := range []string{"", "   \n\t ", "?!... —", "\x00\x01\x1b", "🎉🎉", "\u200b\u2060"} {
		if p := e.say(t, s, speech.Utterance{Text: text}); len(p.Samples) != 0 {
			t.Errorf("%q sounds for %v", text, p.Duration())
		}
	}
}

func everyVoice(t *testing.T, e Engine, s speech.Synthesizer) {
	var last audio.PCM
	for i, v := range s.Voices() {
		if i >= 6 {
			break
		}
		if strings.SplitN(v.Lang, "-", 2)[0] != strings.SplitN(e.Lang, "-", 2)[0] {
			continue
		}
		p := e.say(t, s, speech.Utterance{Text: e.Sentence, Voice: v.Name})
		checkSound(t, v.ID(), p, 800*time.Millisecond, 8*time.Second)
		if slices.Equal(p.Samples, last.Samples) {
			t.Errorf("%s sounds like the voice before it", v.ID())
		}
		last = p
	}
	// A word or two must be as loud as a sentence.
	for _, short := range []string{"Yes.", "Option two.", "5"} {
		checkSound(t, short, e.say(t, s, speech.Utterance{Text: short}), 100*time.Millisecond, 2*time.Second)
	}
}

// checkSound checks the properties of all sound of an engine: the loudness of speech, no
// clipping, and no long silence at the ends.
func checkSound(t *testing.T, what string, p audio.PCM, least, most time.Duration) {
	t.Helper()
	if p.Rate < 8000 {
		t.Errorf("%s: rate %d Hz", what, p.Rate)
	}
	if d := p.Duration(); d < least || d > most {
		t.Errorf("%s: lasts %v, want %v to %v", what, d, least, most)
	}
	if l := audio.Loudness(p); !(math.Abs(l-audio.SpeechLoudness) <= 1) {
		t.Errorf("%s: loudness %.2f LUFS, want %.0f ± 1", what, l, audio.SpeechLoudness)
	}
	if peak := audio.TruePeak(p); !(peak <= audio.Ceiling+0.1) {
		t.Errorf("%s: true peak %.2f dB, want at most %.0f", what, peak, audio.Ceiling)
	}
	if tight := audio.Trim(p, -40, 0, 0); p.Duration()-tight.Duration() > 350*time.Millisecond {
		t.Errorf("%s: %v of silence around it", what, p.Duration()-tight.Duration())
	}
}

func deterministic(t *testing.T, e Engine, s speech.Synthesizer) {
	u := speech.Utterance{Text: e.Sentence, Rate: 1.1}
	if !slices.Equal(e.say(t, s, u).Samples, e.say(t, s, u).Samples) {
		t.Error("the same words give another sound the second time")
	}
	if !e.Quick && !slices.Equal(e.say(t, s, u).Samples, e.say(t, e.New(t), u).Samples) {
		t.Error("another instance of the engine gives another sound")
	}
}

func unicodeText(t *testing.T, e Engine, s speech.Synthesizer) {
	for _, text := range []string{"café naïve “quoted” – dash…", "½ of 20 °C ≠ 5 €", "x² + y² = r²", "ﬁne ２ go", "e\u0301clair", "bad \xff\xfe bytes"} {
		checkSound(t, text, e.say(t, s, speech.Utterance{Text: text}), 200*time.Millisecond, 15*time.Second)
	}
}

func hostileText(t *testing.T, e Engine, s speech.Synthesizer) {
	here, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"-o /etc/passwd hello", "--help me", "$(touch owned) `touch owned` hello", "hello; touch owned; rm -rf x",
		"hello | tee owned > owned", "one\x00two\x07three\x1b[2Jfour", "<speak><break time='1h'/>hello</speak>",
		"[[slnc 900000]] hello [[inpt PHON]]", "\u202ehello\u202c there", "{out} {voice} hello %s %n",
		"hello\r\nworld\v\f", strings.Repeat("a", 60),
	} {
		p := e.say(t, s, speech.Utterance{Text: text})
		if d := p.Duration(); d < 100*time.Millisecond || d > 90*time.Second {
			t.Errorf("%.40q lasts %v", text, d)
		}
	}
	after, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(after) != len(here) {
		t.Errorf("speaking made files: %v, before %v", after, here)
	}
}

func longText(t *testing.T, e Engine, s speech.Synthesizer) {
	times := 8
	if e.Quick {
		times = 3
	}
	one := e.say(t, s, speech.Utterance{Text: e.Sentence}).Duration()
	long := e.say(t, s, speech.Utterance{Text: strings.Repeat(e.Sentence+" ", times)})
	checkSound(t, "long text", long, one*time.Duration(times)*8/10, one*time.Duration(times)*2)
}

func rates(t *testing.T, e Engine, s speech.Synthesizer) {
	text := e.Sentence
	normal := e.say(t, s, speech.Utterance{Text: text}).Duration().Seconds()
	for _, rate := range []float64{0.5, 0.8, 1.5, 2} {
		p := e.say(t, s, speech.Utterance{Text: text, Rate: rate})
		got := normal / p.Duration().Seconds()
		if math.Abs(math.Log(got/rate)) > math.Log(1.3) {
			t.Errorf("at rate %g it speaks %.2f times as fast", rate, got)
		}
		checkSound(t, "at another rate", p, 500*time.Millisecond, 20*time.Second)
	}
	// Values outside the limits, and NaN, are clamped.
	for _, rate := range []float64{-1, 1e9, math.NaN(), math.Inf(1)} {
		if p := e.say(t, s, speech.Utterance{Text: "Hello there.", Rate: rate, Pitch: rate}); len(p.Samples) == 0 {
			t.Errorf("no sound at rate %g", rate)
		}
	}
}

func concurrent(t *testing.T, e Engine, s speech.Synthesizer) {
	texts := []string{e.Sentence, "Yes, that is right.", "Option two."}
	alone := make([]audio.PCM, len(texts))
	for i, text := range texts {
		alone[i] = e.say(t, s, speech.Utterance{Text: text})
	}
	var wait sync.WaitGroup
	for range 2 {
		for i, text := range texts {
			wait.Go(func() {
				p, err := s.Speak(t.Context(), speech.Utterance{Text: text, Lang: e.Lang})
				if err != nil {
					t.Errorf("%q: %v", text, err)
				} else if !slices.Equal(p.Samples, alone[i].Samples) {
					t.Errorf("%q sounds otherwise when others speak", text)
				}
			})
		}
	}
	wait.Wait()
}

func cancelled(t *testing.T, e Engine, s speech.Synthesizer) {
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Speak(stopped, speech.Utterance{Text: e.Sentence, Lang: e.Lang}); !errors.Is(err, context.Canceled) || study.KindOf(err) != study.Unavailable {
		t.Errorf("cancelled before: %v (%s)", err, study.KindOf(err))
	}
	soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	long := strings.Repeat(e.Sentence+" ", speech.MaxText/(len(e.Sentence)+1))
	if _, err := s.Speak(soon, speech.Utterance{Text: long, Lang: e.Lang}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled in the middle: %v", err)
	}
	// The engine can speak again afterwards.
	e.say(t, s, speech.Utterance{Text: e.Sentence})
}

func refuses(t *testing.T, e Engine, s speech.Synthesizer) {
	if _, err := s.Speak(t.Context(), speech.Utterance{Text: strings.Repeat("a ", speech.MaxText), Lang: e.Lang}); study.KindOf(err) != study.Invalid {
		t.Errorf("too long a text: %v", err)
	}
	if _, err := s.Speak(t.Context(), speech.Utterance{Text: "hello", Lang: e.Lang, Voice: "no such voice"}); study.KindOf(err) != study.Invalid {
		t.Errorf("an unknown voice: %v", err)
	}
	if e.Foreign == "" {
		return
	}
	for _, text := range []string{e.Foreign, e.Sentence + " " + e.Foreign} {
		p, err := s.Speak(t.Context(), speech.Utterance{Text: text, Lang: e.Lang})
		if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), e.ForeignName) {
			t.Errorf("%q: %v (%s), want one that names %s", text, err, study.KindOf(err), e.ForeignName)
		}
		if len(p.Samples) != 0 {
			t.Errorf("%q sounds all the same", text)
		}
	}
}
