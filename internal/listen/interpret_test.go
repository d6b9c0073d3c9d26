package listen

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// ranking is a decoder that ignores the sound. Of the phrases in the grammar, it finds
// the one with the highest score per frame above the phone loop.
type ranking struct {
	scores map[string]float64 // by phrase
	said   map[string]string  // token to word
	body   string
	passes []string // what each decode chose from: "loop" or phrases
	heard  []float32
}

const rankedFrames, rankedLoop = 50, -5000

var rankedWords = map[string]string{"AA": "left", "B": "lift", "K": "loft"} // by phones

func (r *ranking) AddWord(_ context.Context, word, phones string) error {
	r.said[word] = rankedWords[phones]
	return nil
}

func (r *ranking) SetGrammar(_ context.Context, jsgf string, _ Search) error {
	_, r.body, _ = strings.Cut(jsgf, "<s> = ")
	return nil
}

func (r *ranking) Decode(_ context.Context, pcm []float32) (*Decoded, error) {
	r.heard = pcm
	if strings.HasPrefix(r.body, "(") {
		r.passes = append(r.passes, "loop")
		return &Decoded{Words: []string{"pAA"}, Score: rankedLoop, Frames: rankedFrames, Spoken: rankedFrames}, nil
	}
	var best *Decoded
	var among []string
	for _, token := range strings.FieldsFunc(r.body, func(c rune) bool { return strings.ContainsRune(" |;\n", c) }) {
		among = append(among, r.said[token])
		score := rankedLoop + int(rankedFrames*r.scores[r.said[token]])
		if best == nil || score > best.Score {
			best = &Decoded{Words: []string{token}, Score: score, Frames: rankedFrames, Spoken: rankedFrames}
		}
	}
	r.passes = append(r.passes, strings.Join(among, " "))
	return best, nil
}

// opinionated is a second ear that ignores the sound.
type opinionated struct {
	likely  *Likelihoods
	err     error
	phrases []Phrase
	heard   []float32
}

func (o *opinionated) SetPhrases(_ context.Context, phrases []Phrase) error {
	o.phrases = phrases
	return o.err
}

func (o *opinionated) Hear(_ context.Context, pcm []float32) (*Likelihoods, error) {
	o.heard = pcm
	return o.likely, o.err
}

// rankedGrammar has left, lift, loft and a phrase that cannot be pronounced.
func rankedGrammar() Grammar {
	g := Grammar{Lang: "en"}
	for _, text := range []string{"left", "lift", "loft", "xyzzy"} {
		g.Phrases = append(g.Phrases, Phrase{Say: text, Text: text, Tag: text, Class: Command})
	}
	return g
}

// newRanked prepares an interpreter. second may be nil.
func newRanked(t *testing.T, scores map[string]float64, second SecondEar) (*Interpreter, *ranking) {
	t.Helper()
	r := &ranking{scores: scores, said: map[string]string{}}
	in, err := NewInterpreter(context.Background(), r, NewDictionary("left AA\nlift B\nloft K\n"), "en")
	if err != nil {
		t.Fatal(err)
	}
	if second != nil {
		in.Ask(second)
	}
	left, err := in.Prepare(context.Background(), rankedGrammar())
	if err != nil || !slices.Equal(left, []string{"xyzzy"}) {
		t.Fatalf("left out %v, %v", left, err)
	}
	return in, r
}

func TestTwoEars(t *testing.T) {
	q := Shared.Opinion
	top := Shared.Verdict.Quiet.Sure + 5 // sure by the decoder alone
	half, ahead := q.Behind/2, q.ClearLead+.1
	const all = "left lift loft"
	for _, c := range []struct {
		name    string
		scores  map[string]float64 // per frame above the phone loop
		likely  []Likelihood
		passes  []string
		said    string
		verdict Verdict
		lead    float64 // 0 if it does not matter
		rival   string
	}{
		{"both agree and one is clearly ahead: no rival is looked for",
			map[string]float64{"left": top, "lift": top - 1, "loft": top - 9}, []Likelihood{{"left", -1}, {"lift", -1 - ahead}, {"loft", -1 - q.Behind}, {"xyzzy", -1 - q.Behind}},
			[]string{all, "loop"}, "left", Sure, ahead, ""},
		{"both agree on one of two that sound alike: the rival is the decoder's next",
			map[string]float64{"left": top, "lift": top - .5, "loft": top - 9}, []Likelihood{{"left", -1}, {"lift", -1.5}, {"loft", -1 - q.Behind}},
			[]string{all, "loop", "lift loft"}, "left", Ask, .5, "lift"},
		{"the decoder's next may be another than the second ear's",
			map[string]float64{"left": top, "lift": top - half, "loft": top - q.Behind}, []Likelihood{{"left", -1}, {"loft", -1 - q.ClearLead/2}, {"lift", -1 - q.Behind}},
			[]string{all, "loop", "lift loft"}, "left", Sure, q.Behind, "lift"},
		{"they disagree, and the decoder is farther ahead",
			map[string]float64{"left": top, "lift": top - half - 1, "loft": top - half}, []Likelihood{{"left", -1 - half}, {"lift", -1}, {"loft", -2}},
			[]string{all, "loop", "lift"}, "left", Ask, -half, "lift"},
		{"they disagree, and the second ear is farther ahead",
			map[string]float64{"left": top, "lift": top - half + 1, "loft": top - half}, []Likelihood{{"left", -1 - half}, {"lift", -1}, {"loft", -2}},
			[]string{all, "loop", "lift"}, "lift", Ask, half, "left"},
		{"what the second ear gave up early is not given up for good",
			map[string]float64{"left": top, "lift": top - q.Behind - 1, "loft": top - 2*q.Behind}, []Likelihood{{"left", -9 * q.Behind}, {"lift", -1}, {"loft", -2}},
			[]string{all, "loop", "lift"}, "left", Ask, -q.Behind, "lift"},
		{"the second ear would have one that nobody can pronounce",
			map[string]float64{"left": top, "lift": top - half, "loft": top - half}, []Likelihood{{"left", -2}, {"xyzzy", -1}, {"lift", -3}},
			[]string{all, "loop"}, "left", Ask, -1, ""},
	} {
		second := &opinionated{likely: &Likelihoods{Free: -1, Of: c.likely}}
		in, decoder := newRanked(t, c.scores, second)
		r, err := in.Read(context.Background(), Utterance{SNRDB: 30})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(decoder.passes, c.passes) {
			t.Errorf("%s: the decoder chose from %q, want %q", c.name, decoder.passes, c.passes)
		}
		if r.Said != c.said || r.Phrase == nil || r.Phrase.Text != c.said || r.Verdict != c.verdict {
			t.Errorf("%s: %+v, want %q %s", c.name, r, c.said, c.verdict)
		}
		rival := ""
		if len(r.Alternatives) > 0 {
			rival = r.Alternatives[0].Tag
		}
		if rival != c.rival {
			t.Errorf("%s: the alternative is %q, want %q", c.name, rival, c.rival)
		}
		agrees := c.said == "left" && c.likely[0].Log == -1
		if r.Opinion == nil || r.Opinion.Agrees != agrees {
			t.Errorf("%s: the opinion is %+v, want agreement %v", c.name, r.Opinion, agrees)
		} else if c.lead != 0 && !nearly(r.Opinion.Lead, c.lead) {
			t.Errorf("%s: it leads by %v, want %v", c.name, r.Opinion.Lead, c.lead)
		}
	}
}

// TestAClearLeadDecides checks that ClearLead is at least the largest margin. Then no
// rival could change the verdict: the decoder's best is ahead of it, and the second ear's
// lead is large enough.
func TestAClearLeadDecides(t *testing.T) {
	q := Shared.Opinion
	if most := max(q.Quiet.Margin, q.Noisy.Margin); q.ClearLead < most {
		t.Errorf("a lead of %v is called clear; a margin of %v is asked for", q.ClearLead, most)
	}
}

// TestTheSecondEarKnowsEveryPhrase checks that the second ear also gets the phrases that
// the decoder cannot look for.
func TestTheSecondEarKnowsEveryPhrase(t *testing.T) {
	second := &opinionated{}
	newRanked(t, nil, second)
	if want := rankedGrammar().Phrases; !reflect.DeepEqual(second.phrases, want) {
		t.Errorf("the second ear got %+v, want %+v", second.phrases, want)
	}
}

func TestWithoutAnOpinionTheDecoderJudgesAlone(t *testing.T) {
	top := Shared.Verdict.Quiet.Sure + 5
	scores := map[string]float64{"left": top, "lift": top - 9, "loft": top - 20}
	alone, first := newRanked(t, scores, nil)
	want, err := alone.Read(context.Background(), Utterance{SNRDB: 30})
	if err != nil {
		t.Fatal(err)
	}
	if want.Verdict != Sure || want.Opinion != nil || len(want.Alternatives) != 1 {
		t.Errorf("one ear: %+v", want)
	}
	in, second := newRanked(t, scores, &opinionated{})
	got, err := in.Read(context.Background(), Utterance{SNRDB: 30})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) || !slices.Equal(first.passes, second.passes) {
		t.Errorf("a second ear that says nothing: %+v after %q, want %+v after %q", got, second.passes, want, first.passes)
	}
}

// TestTheSecondEarHearsTheOriginal checks that the second ear gets the original sound and
// the decoder the cleaned sound.
func TestTheSecondEarHearsTheOriginal(t *testing.T) {
	second := &opinionated{}
	in, decoder := newRanked(t, nil, second)
	u := Utterance{PCM: []float32{.1}, Original: []float32{.5}, SNRDB: 15}
	if _, err := in.Read(context.Background(), u); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(decoder.heard, u.PCM) || !slices.Equal(second.heard, u.Original) {
		t.Errorf("the decoder heard %v, the second ear %v", decoder.heard, second.heard)
	}
}

// TestADecoderBeside checks that a second decoder takes over the phone loop and the
// reading stays the same.
func TestADecoderBeside(t *testing.T) {
	ctx := context.Background()
	top := Shared.Verdict.Quiet.Sure + 5
	scores := map[string]float64{"left": top, "lift": top - 9, "loft": top - 20}
	alone, _ := newRanked(t, scores, nil)
	want, err := alone.Read(ctx, Utterance{SNRDB: 30})
	if err != nil {
		t.Fatal(err)
	}
	in, first := newRanked(t, scores, nil)
	beside := &ranking{scores: scores, said: map[string]string{}}
	if err := in.Beside(ctx, beside); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		first.passes, beside.passes = nil, nil
		got, err := in.Read(ctx, Utterance{SNRDB: 30})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
		if !slices.Equal(first.passes, []string{"left lift loft", "lift loft"}) || !slices.Equal(beside.passes, []string{"loop"}) {
			t.Errorf("the first decoder chose from %q, the other from %q", first.passes, beside.passes)
		}
	}
}

func TestAFailingSecondEarIsReported(t *testing.T) {
	ctx := context.Background()
	second := &opinionated{}
	in, _ := newRanked(t, nil, second)
	second.err = errors.New("broken")
	r, err := in.Read(ctx, Utterance{SNRDB: 30})
	if !errors.Is(err, second.err) || r.Verdict != Refuse {
		t.Errorf("%+v, %v; want the second ear's error", r, err)
	}
	if _, err := in.Prepare(ctx, rankedGrammar()); !errors.Is(err, second.err) {
		t.Errorf("preparing: %v, want the second ear's error", err)
	}
}
