package listen

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// Decoded is what a decoder found: words without silences, the path's score,
// all frames, and those that hold words.
type Decoded struct {
	Words  []string
	Score  int
	Frames int
	Spoken int
}

// Decoder finds the best path of an utterance through a grammar.
type Decoder interface {
	// AddWord adds a pronunciation; "word(2)" is a further one of word.
	AddWord(ctx context.Context, word, phones string) error
	// SetGrammar takes JSGF with one public rule, of words that were added.
	SetGrammar(ctx context.Context, jsgf string, search Search) error
	// Decode takes 16 kHz mono; nil means that no path fits.
	Decode(ctx context.Context, pcm []float32) (*Decoded, error)
}

// Alternative is another phrase that fits nearly as well.
type Alternative struct {
	Text       string  `json:"text"`
	Tag        string  `json:"tag"`
	Confidence float64 `json:"confidence"`
}

// Reading is one utterance judged. Phrase is nil where nothing fits at all.
type Reading struct {
	Judgement
	Phrase       *Phrase
	Said         string
	Spoken       int     // frames of 10 ms that hold words
	SNRDB        float64 // of the utterance over the noise
	Alternatives []Alternative
	Opinion      *Opinion // of the second ear on the phrase; nil where there was none
}

// Interpreter reads utterances by one grammar after another: the grammar's best
// path, a free phone loop to say how well it fits, and the best path of any
// other meaning to say how near the next candidate is. The page has the same in
// interpret.ts.
type Interpreter struct {
	decoder    Decoder
	beside     Decoder // for the loop of phones; nil where decoder does both
	dictionary *Dictionary
	routes     []route
	byTokens   map[string]*Phrase
	tokens     map[string]string
	count      int
	phones     []string
	loop       string
	longest    int // frames the longest phrase takes at most
	second     SecondEar
}

type route struct {
	phrase *Phrase
	tokens string
}

// NewInterpreter prepares a decoder whose model is of the language.
func NewInterpreter(ctx context.Context, decoder Decoder, dictionary *Dictionary, tag string) (*Interpreter, error) {
	phones := Phones(lang.Base(tag))
	if phones == nil {
		return nil, study.Errorf(study.Unsupported, "there is no recogniser for the language %q", tag)
	}
	in := &Interpreter{
		decoder: decoder, dictionary: dictionary, tokens: map[string]string{}, phones: phones,
		loop: jsgf("( p" + strings.Join(phones, " | p") + " )+"),
	}
	return in, in.addPhones(ctx, decoder)
}

func (in *Interpreter) addPhones(ctx context.Context, d Decoder) error {
	for _, p := range in.phones {
		if err := d.AddWord(ctx, "p"+p, p); err != nil {
			return err
		}
	}
	return nil
}

// Beside has another decoder of the same model find the loop of phones while
// the first looks for phrases. What is read stays the same.
func (in *Interpreter) Beside(ctx context.Context, another Decoder) error {
	if err := in.addPhones(ctx, another); err != nil {
		return err
	}
	in.beside = another
	return another.SetGrammar(ctx, in.loop, Shared.Decoder.Loop)
}

// Ask has a second ear judge beside the decoder, from the next Prepare on.
func (in *Interpreter) Ask(second SecondEar) { in.second = second }

// Prepare takes a grammar's phrases; it returns the texts of those with a word
// that nobody can pronounce.
func (in *Interpreter) Prepare(ctx context.Context, g Grammar) ([]string, error) {
	in.routes, in.byTokens, in.longest = nil, map[string]*Phrase{}, 0
	var left []string
	for _, p := range g.Phrases[:min(len(g.Phrases), Shared.Limits.Phrases)] {
		words := strings.Fields(p.Say)
		words = words[:min(len(words), Shared.Limits.WordsInPhrase)]
		var tokens []string
		for _, w := range words {
			t, err := in.token(ctx, w, g.Words[w])
			if err != nil {
				return nil, err
			}
			tokens = append(tokens, t)
		}
		key := strings.Join(tokens, " ")
		switch {
		case len(tokens) == 0 || slices.Contains(tokens, ""):
			left = append(left, p.Text)
		case in.byTokens[key] == nil:
			phrase := p
			in.byTokens[key] = &phrase
			in.routes = append(in.routes, route{&phrase, key})
			in.longest = max(in.longest, longestSpoken(letters(phrase.Say)))
		}
	}
	// The decoder builds its network of all phrases now, not when a learner waits.
	if len(in.routes) > 0 {
		if err := in.among(ctx, everything); err != nil {
			return nil, err
		}
	}
	if in.second != nil {
		return left, in.second.SetPhrases(ctx, g.Phrases[:min(len(g.Phrases), Shared.Limits.Phrases)])
	}
	return left, nil
}

// notUnderstood is an utterance that is none of the phrases.
func notUnderstood(snrDB float64) Reading {
	return Reading{Judgement: Judgement{Verdict: Refuse, Score: math.Inf(-1)}, SNRDB: snrDB}
}

// Read judges a trimmed utterance.
func (in *Interpreter) Read(ctx context.Context, u Utterance) (Reading, error) {
	nothing := notUnderstood(u.SNRDB)
	opinion := func() (*Likelihoods, error) { return nil, nil }
	if in.second != nil {
		opinion = meanwhile(func() (*Likelihoods, error) { return in.second.Hear(ctx, u.Original) })
		defer opinion()
	}
	freely := func() (*Decoded, error) { return in.phonesOf(ctx, in.decoder, u.PCM) }
	if in.beside != nil {
		freely = meanwhile(func() (*Decoded, error) { return in.phonesOf(ctx, in.beside, u.PCM) })
		defer freely()
	}
	best, err := in.path(ctx, u.PCM, everything)
	if err != nil || best == nil {
		return nothing, err
	}
	phrase := in.phraseOf(best)
	nothing.Phrase, nothing.Said = phrase, phrase.Say
	loop, err := freely()
	if err != nil || loop == nil {
		return nothing, err
	}
	evidence := func(d *Decoded, p *Phrase) Evidence {
		return Evidence{Path: d.Score, Loop: loop.Score, Spoken: d.Spoken, Frames: d.Frames, SNRDB: u.SNRDB, Class: p.Class, Letters: letters(p.Say)}
	}
	likely, err := opinion()
	if err != nil {
		return nothing, err
	}
	if likely != nil {
		return in.weigh(ctx, u.PCM, best, evidence, likely)
	}
	e := evidence(best, phrase)
	r := Reading{Judgement: Judge(e), Phrase: phrase, Said: phrase.Say, Spoken: best.Spoken, SNRDB: u.SNRDB}
	if r.Verdict == Refuse {
		return r, nil
	}
	other, err := in.path(ctx, u.PCM, func(p *Phrase) bool { return p.Tag != phrase.Tag })
	if err != nil || other == nil {
		return r, err
	}
	rival := in.phraseOf(other)
	e.Rival, e.HasRival = other.Score, true
	r.Judgement = Judge(e)
	r.Alternatives = []Alternative{{rival.Text, rival.Tag, Judge(evidence(other, rival)).Confidence}}
	return r, nil
}

// meanwhile starts work on another core; wait returns what came of it, as often
// as it is called.
func meanwhile[T any](work func() (T, error)) (wait func() (T, error)) {
	var result T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		result, err = work()
	}()
	return func() (T, error) {
		<-done
		return result, err
	}
}

// phonesOf finds the best path through a free loop of phones.
func (in *Interpreter) phonesOf(ctx context.Context, d Decoder, pcm []float32) (*Decoded, error) {
	if err := d.SetGrammar(ctx, in.loop, Shared.Decoder.Loop); err != nil {
		return nil, err
	}
	return d.Decode(ctx, pcm)
}

// weigh chooses between the decoder's best phrase and the second ear's. Where
// they are one and clearly ahead there is nothing to choose; else the rival is
// the other's, or the decoder's next best.
func (in *Interpreter) weigh(ctx context.Context, pcm []float32, best *Decoded, evidence func(*Decoded, *Phrase) Evidence, likely *Likelihoods) (Reading, error) {
	phrase := in.phraseOf(best)
	tag, lead := likely.best()
	agrees := tag == phrase.Tag
	if !agrees {
		lead = likely.of(phrase.Tag) - likely.of(tag)
	}
	e := evidence(best, phrase)
	e.Opinion = &Opinion{Agrees: agrees, Fit: likely.fit(phrase.Tag), Lead: lead}
	read := func(e Evidence) Reading {
		return Reading{Judgement: Judge(e), Phrase: phrase, Said: phrase.Say, Spoken: e.Spoken, SNRDB: e.SNRDB, Opinion: e.Opinion}
	}
	if agrees && lead >= Shared.Opinion.ClearLead {
		return read(e), nil
	}
	other, err := in.path(ctx, pcm, func(p *Phrase) bool { return (p.Tag == tag) != agrees })
	if err != nil {
		return notUnderstood(e.SNRDB), err
	}
	if other == nil { // nobody can pronounce it, or there is no other phrase
		return read(e), nil
	}
	rival := in.phraseOf(other)
	ahead := likely.of(phrase.Tag) - likely.of(rival.Tag)
	if float64(best.Score-other.Score)/float64(max(best.Spoken, Shared.Verdict.FewestSpoken))+ahead < 0 {
		best, other, phrase, rival, ahead = other, best, rival, phrase, -ahead
	}
	against := func(d, rival *Decoded, p *Phrase, ahead float64) Evidence {
		e := evidence(d, p)
		e.Rival, e.HasRival = rival.Score, true
		e.Opinion = &Opinion{Agrees: p.Tag == tag && agrees, Fit: likely.fit(p.Tag), Lead: ahead}
		return e
	}
	r := read(against(best, other, phrase, ahead))
	r.Alternatives = []Alternative{{rival.Text, rival.Tag, Judge(against(other, best, rival, -ahead)).Confidence}}
	return r, nil
}

func (in *Interpreter) phraseOf(d *Decoded) *Phrase {
	return in.byTokens[strings.Join(d.Words, " ")]
}

func everything(*Phrase) bool { return true }

func letters(s string) int { return utf8.RuneCountInString(s) }

// mayHold tells whether a phrase of the grammar may fill so much voice, in
// frames.
func (in *Interpreter) mayHold(voiced int) bool {
	return float64(voiced) <= Shared.Endpoint.VoicedOverSpoken*float64(in.longest)
}

// mayGoOn tells whether more words could follow what was said, and whether it
// would then mean something else.
func (in *Interpreter) mayGoOn(r Reading) (more, other bool) {
	for _, o := range in.routes {
		if strings.HasPrefix(o.phrase.Say, r.Said+" ") {
			more = true
			other = other || r.Phrase == nil || o.phrase.Tag != r.Phrase.Tag
		}
	}
	return more, other
}

// among has the decoder look for some phrases; there must be any.
func (in *Interpreter) among(ctx context.Context, keep func(*Phrase) bool) error {
	var ways []string
	for _, r := range in.routes {
		if keep(r.phrase) {
			ways = append(ways, r.tokens)
		}
	}
	return in.decoder.SetGrammar(ctx, jsgf(strings.Join(ways, " | ")), Shared.Decoder.Phrases)
}

// path finds the best phrase among some.
func (in *Interpreter) path(ctx context.Context, pcm []float32, keep func(*Phrase) bool) (*Decoded, error) {
	if !slices.ContainsFunc(in.routes, func(r route) bool { return keep(r.phrase) }) {
		return nil, nil
	}
	if err := in.among(ctx, keep); err != nil {
		return nil, err
	}
	found, err := in.decoder.Decode(ctx, pcm)
	if err != nil || found == nil || in.phraseOf(found) == nil {
		return nil, err // a path that stops in the middle of a phrase is no phrase
	}
	return found, nil
}

// token returns the decoder's name for a word, "" for one without a
// pronunciation. The text of a card never reaches the grammar's syntax: each
// word is a number there.
func (in *Interpreter) token(ctx context.Context, word string, guesses []string) (string, error) {
	prons := in.dictionary.Lookup(word)
	if len(prons) == 0 {
		prons = guesses
	}
	prons = withAccents(prons)
	key := word + "\n" + strings.Join(prons, "\n")
	if name, ok := in.tokens[key]; ok {
		return name, nil
	}
	name := ""
	if len(prons) > 0 && utf8.RuneCountInString(word) <= Shared.Limits.LettersInWord {
		name = fmt.Sprintf("w%d", in.count)
		in.count++
		for i, p := range prons {
			entry := name
			if i > 0 {
				entry = fmt.Sprintf("%s(%d)", name, i+1)
			}
			if err := in.decoder.AddWord(ctx, entry, p); err != nil {
				return "", err
			}
		}
	}
	in.tokens[key] = name
	return name, nil
}

func jsgf(body string) string {
	return "#JSGF V1.0;\ngrammar carrel;\npublic <s> = " + body + ";\n"
}
