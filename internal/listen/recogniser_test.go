package listen

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// scripted is a decoder with a fixed table: the loudest sample in the segment determines
// what was spoken. It finds a phrase only if the grammar contains its words.
type scripted struct {
	t       *testing.T
	words   map[string]string // token to phones
	grammar string
	decodes int
	fail    error
}

// spokenAt maps a loudness to the phones spoken at it.
var spokenAt = map[float32]string{0.3: "R IH P IY T|DH AE T", 0.4: "R IH P IY T", 0.5: "S T AA P", 0.6: "HH AH M"}

func (s *scripted) AddWord(_ context.Context, word, phones string) error {
	if s.words == nil {
		s.words = map[string]string{}
	}
	s.words[word] = phones
	return nil
}

func (s *scripted) SetGrammar(_ context.Context, jsgf string, _ Search) error {
	s.grammar = jsgf
	return s.fail
}

func (s *scripted) Decode(_ context.Context, pcm []float32) (*Decoded, error) {
	s.decodes++
	said := spokenAt[slices.Max(pcm)]
	frames := len(pcm) / FrameSize
	_, body, _ := strings.Cut(s.grammar, "<s> = ")
	if strings.HasPrefix(body, "(") { // the phone loop fits everything equally well
		return &Decoded{Words: []string{"pAA"}, Score: -frames * 50, Frames: frames, Spoken: frames}, nil
	}
	var other *Decoded
	for _, route := range strings.Split(strings.TrimSuffix(strings.TrimSpace(body), ";"), "|") {
		tokens := strings.Fields(route)
		var phones []string
		for _, w := range tokens {
			phones = append(phones, s.words[w])
		}
		if strings.Join(phones, "|") == said {
			return &Decoded{Words: tokens, Score: -frames * 45, Frames: frames, Spoken: frames}, nil
		}
		other = &Decoded{Words: tokens, Score: -frames * 95, Frames: frames, Spoken: frames}
	}
	return other, nil
}

// volume returns frames at a loudness. The scripted recogniser has no voice model.
func volume(frames int, loud float32) []float32 {
	pcm := make([]float32, frames*FrameSize)
	for i := range pcm {
		pcm[i] = loud
		if i%2 == 1 {
			pcm[i] = -loud
		}
	}
	return pcm
}

func newScripted(t *testing.T) (*Recogniser, *scripted, Grammar) {
	t.Helper()
	d := &scripted{t: t}
	dict := NewDictionary("repeat R IH P IY T\nrepeat(2) R IY P IY T\nthat DH AE T\nstop S T AA P\nstudying S T AH D IY IH NG\n")
	in, err := NewInterpreter(context.Background(), d, dict, "en")
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGrammar("en", []Phrase{
		{Text: "repeat that", Tag: "repeat", Class: Navigation}, {Text: "repeat", Tag: "repeat", Class: Navigation},
		{Text: "stop", Tag: "stop", Class: Command}, {Text: "stop studying", Tag: "end", Class: Command},
	})
	if err != nil {
		t.Fatal(err)
	}
	return NewRecogniser(in, nil, nil), d, g
}

func TestRecogniser(t *testing.T) {
	quiet := volume(60, 0.0005)
	for _, c := range []struct {
		name    string
		sound   [][]float32
		timeout int
		want    string
		wait    float64
	}{
		{"a phrase that nothing can follow ends at once", [][]float32{quiet, volume(40, 0.3), quiet}, 0, "speech_start heard repeat that", 100},
		{"one that may go on with the same meaning waits a little", [][]float32{quiet, volume(40, 0.4), quiet}, 0, "speech_start heard repeat", 200},
		{"one that may go on with another meaning waits long", [][]float32{quiet, volume(40, 0.5), quiet}, 0, "speech_start heard stop", 500},
		{"what is in no phrase", [][]float32{quiet, volume(40, 0.6), quiet}, 0, "speech_start no_match", 500},
		{"nothing at all", [][]float32{quiet, quiet}, 1000, "silence", 0},
		{"no timeout", [][]float32{quiet, quiet}, 0, "", 0},
		{"speech just before the timeout is waited for", [][]float32{quiet, volume(40, 0.3), quiet}, 700, "speech_start heard repeat that", 100},
		{"a click does not use the turn up", [][]float32{quiet, volume(6, 0.6), quiet, volume(40, 0.3), quiet}, 0, "speech_start speech_start heard repeat that", 100},
	} {
		r, _, g := newScripted(t)
		ctx := context.Background()
		if left, err := r.Listen(ctx, g, c.timeout); err != nil || len(left) > 0 {
			t.Fatal(left, err)
		}
		var got []string
		wait := 0.0
		for _, s := range c.sound {
			for len(s) > 0 { // in pieces that are not whole frames
				n := min(331, len(s))
				events, err := r.Push(ctx, s[:n])
				if err != nil {
					t.Fatal(err)
				}
				s = s[n:]
				for _, e := range events {
					got = append(got, string(e.Kind))
					if e.Kind == Heard {
						got = append(got, e.Reading.Phrase.Text)
					}
					wait = e.WaitMS
				}
			}
		}
		if s := strings.Join(got, " "); s != c.want || wait != c.wait {
			t.Errorf("%s: %q after %v ms, want %q after %v ms", c.name, s, wait, c.want, c.wait)
		}
		if c.want != "" && r.Listening() {
			t.Errorf("%s: it still listens after the outcome", c.name)
		}
	}
}

// TestNoiseAfterTheVoice checks sound that stays above the noise floor, which is read
// early. A sure reading counts as soon as the room is hushed. A doubtful one is then read
// again, because that sound may contain the end of a word.
func TestNoiseAfterTheVoice(t *testing.T) {
	room, after := volume(60, 0.0015), volume(60, 0.00372) // 7.9 dB over it
	for _, c := range []struct {
		name   string
		loud   float32
		kind   EventKind
		passes int
	}{
		{"sure", 0.3, Heard, 3},
		{"in doubt", 0.6, NoMatch, 2 * 2},
	} {
		r, d, g := newScripted(t)
		got := pushed(t, r, g, room, volume(40, c.loud), after)
		if len(got) != 1 || got[0].Kind != c.kind || d.decodes != c.passes {
			t.Errorf("%s: %+v after %d passes, want %s after %d", c.name, got, d.decodes, c.kind, c.passes)
		} else if c.kind == Heard && (got[0].WaitMS <= 150 || got[0].AtMS-got[0].ReadMS != got[0].WaitMS-150) {
			t.Errorf("%s: read at %v, decided at %v ms after a wait of %v", c.name, got[0].ReadMS, got[0].AtMS, got[0].WaitMS)
		}
	}
}

// pushed plays sound and listens again after every outcome, as the page does.
func pushed(t *testing.T, r *Recogniser, g Grammar, sound ...[]float32) []Event {
	t.Helper()
	ctx := context.Background()
	var got []Event
	for _, s := range sound {
		for at := 0; at < len(s); at += FrameSize {
			if !r.Listening() {
				if _, err := r.Listen(ctx, g, 0); err != nil {
					t.Fatal(err)
				}
			}
			events, err := r.Push(ctx, s[at:at+FrameSize])
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range events {
				if e.Kind != SpeechStart {
					got = append(got, e)
				}
			}
		}
	}
	return got
}

func TestRunningSpeech(t *testing.T) {
	quiet := volume(60, 0.0005)
	r, d, g := newScripted(t)
	// The last word of speech that was cut off for its length is not a command.
	got := pushed(t, r, g, quiet, volume(Shared.Endpoint.LongestFrames+30, 0.3), quiet)
	if len(got) != 1 || got[0].Kind != NoMatch {
		t.Fatalf("a long talk gives %+v, want one no_match", got)
	}
	if d.decodes > 0 {
		t.Errorf("what is longer than any phrase was decoded %d times", d.decodes)
	}
	// After a pause a phrase is recognised again.
	got = pushed(t, r, g, volume(Shared.Endpoint.ApartFrames, 0.0005), volume(40, 0.3), quiet)
	if len(got) != 1 || got[0].Kind != Heard || got[0].Reading.Verdict != Sure {
		t.Errorf("after a pause: %+v, want the phrase", got)
	}
}

func TestWhatFollowsOtherSpeechIsDoubted(t *testing.T) {
	quiet := volume(60, 0.0005)
	for _, c := range []struct {
		apart int
		want  Verdict
	}{{60, Ask}, {Shared.Endpoint.ApartFrames, Sure}} {
		r, _, g := newScripted(t)
		got := pushed(t, r, g, quiet, volume(40, 0.6), volume(c.apart, 0.0005), volume(40, 0.3), quiet)
		if len(got) != 2 || got[0].Kind != NoMatch || got[1].Kind != Heard || got[1].Reading.Verdict != c.want {
			t.Errorf("%d ms after what was not understood: %+v, want %s", c.apart*msPerFrame, got, c.want)
		}
	}
}

func TestPushToTalk(t *testing.T) {
	r, _, g := newScripted(t)
	ctx := context.Background()
	r.Begin() // ignored: nothing is listened for yet
	if _, err := r.Listen(ctx, g, 500); err != nil {
		t.Fatal(err)
	}
	r.Begin()
	// Silence while the button is held is neither an end nor a timeout.
	if _, err := r.Push(ctx, append(volume(200, 0.0005), volume(40, 0.5)...)); err != nil {
		t.Fatal(err)
	}
	events, err := r.End(ctx)
	if err != nil || len(events) == 0 {
		t.Fatal(events, err)
	}
	if e := events[len(events)-1]; e.Kind != Heard || e.Reading.Phrase.Tag != "stop" {
		t.Errorf("push-to-talk gives %+v", e)
	}
}

func TestNothingIsHeardUnasked(t *testing.T) {
	r, d, _ := newScripted(t)
	events, err := r.Push(context.Background(), append(volume(60, 0.3), volume(60, 0.0005)...))
	if err != nil || len(events) > 0 || d.decodes > 0 || len(r.frames) > 0 {
		t.Errorf("while nothing is listened for: %v, %d decodes, %d frames kept, %v", events, d.decodes, len(r.frames), err)
	}
}

func TestAFailingDecoderIsReported(t *testing.T) {
	r, d, g := newScripted(t)
	ctx := context.Background()
	if _, err := r.Listen(ctx, g, 0); err != nil {
		t.Fatal(err)
	}
	d.fail = errors.New("broken")
	_, err := r.Push(ctx, slices.Concat(volume(60, 0.0005), volume(40, 0.3), volume(60, 0.0005)))
	if !errors.Is(err, d.fail) {
		t.Errorf("got %v, want the decoder's error", err)
	}
	if r.Listening() {
		t.Error("after a failure nothing may seem to be listened for")
	}
}

func TestWordsWithoutPronunciationAreLeftOut(t *testing.T) {
	r, _, _ := newScripted(t)
	left, err := r.Listen(context.Background(), Grammar{Lang: "en", Phrases: []Phrase{{Say: "xyzzy", Text: "xyzzy"}, {Say: "stop", Text: "stop"}}}, 0)
	if err != nil || len(left) != 1 || left[0] != "xyzzy" {
		t.Errorf("left out %v, %v", left, err)
	}
}
