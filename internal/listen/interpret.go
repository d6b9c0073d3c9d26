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

// Decoded is the result of a decoder: the words without silences, the score of the path,
// the number of all frames, and the number of frames that contain words.
type Decoded struct {
	Words  []string
	Score  int
	Frames int
	Spoken int
}

// Decoder finds the best path of an utterance through a grammar.
type Decoder interface {
	// AddWord adds a pronunciation. "word(2)" is a second pronunciation of word.
	AddWord(ctx context.Context, word, phones string) error
	// SetGrammar sets a JSGF grammar that has one public rule and uses only added words.
	SetGrammar(ctx context.Context, jsgf string, search Search) error
	// Decode decodes 16 kHz mono. It returns nil if no path fits.
	Decode(ctx context.Context, pcm []float32) (*Decoded, error)
}

// Alternative is another phrase that fits nearly as well.
type Alternative struct {
	Text       string  `json:"text"`
	Tag        string  `json:"tag"`
	Confidence float64 `json:"confidence"`
}

// Reading is the judgement of one utterance. Phrase is nil if nothing fits at all.
type Reading struct {
	Judgement
	Phrase       *Phrase
	Said         string
	Spoken       int     // 10 ms frames that contain words
	SNRDB        float64 // level of the utterance above the noise
	Alternatives []Alternative
	Opinion      *Opinion // the second ear's opinion of the phrase, or nil
}

// Interpreter reads utterances with a grammar, which may change. It finds the best path
// through the grammar, the best path through a free phone loop, which shows how well the
// phrase fits, and the best path with any other meaning, which shows how near the next
// candidate is. The page has the same algorithm in interpret.ts.
type Interpreter struct {
	decoder    Decoder
	beside     Decoder // for the phone loop; nil if decoder does both
	dictionary *Dictionary
	routes     []route
	byTokens   map[string]*Phrase
	tokens     map[string]string
	count      int
	phones     []string
	loop       string
	longest    int // longest duration of any phrase, in frames
	second     SecondEar
}

type route struct {
	phrase *Phrase
	tokens string
}

// NewInterpreter prepares a decoder whose acoustic model is for the language tag.
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

// Beside uses a second decoder with the same model for the phone loop, in parallel with
// the first one. The readings stay the same.
func (in *Interpreter) Beside(ctx context.Context, another Decoder) error {
	if err := in.addPhones(ctx, another); err != nil {
		return err
	}
	in.beside = another
	return another.SetGrammar(ctx, in.loop, Shared.Decoder.Loop)
}

// Ask uses a second ear in addition to the decoder, starting with the next Prepare.
func (in *Interpreter) Ask(second SecondEar) { in.second = second }

// Prepare sets the grammar. It returns the texts of phrases that contain a word without a
// pronunciation.
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
	// Build the decoder's network of all phrases now, not while a learner waits.
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

// notUnderstood returns the reading of an utterance that is none of the phrases.
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

// meanwhile starts work in another goroutine. wait returns its result and may be called
// more than once.
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

// phonesOf finds the best path through a free phone loop.
func (in *Interpreter) phonesOf(ctx context.Context, d Decoder, pcm []float32) (*Decoded, error) {
	if err := d.SetGrammar(ctx, in.loop, Shared.Decoder.Loop); err != nil {
		return nil, err
	}
	return d.Decode(ctx, pcm)
}

// weigh chooses between the decoder's best phrase and that of the second ear. If both are
// the same and clearly ahead, there is no choice to make. Otherwise the rival is the
// second ear's phrase if the two disagree, or the decoder's next best phrase.
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
	if other == nil { // not pronounceable, or there is no other phrase
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

// mayHold reports whether a phrase of the grammar may contain this many voiced frames.
func (in *Interpreter) mayHold(voiced int) bool {
	return float64(voiced) <= Shared.Endpoint.VoicedOverSpoken*float64(in.longest)
}

// mayGoOn reports whether more words could follow what was said, and whether the phrase
// would then have another meaning.
func (in *Interpreter) mayGoOn(r Reading) (more, other bool) {
	for _, o := range in.routes {
		if strings.HasPrefix(o.phrase.Say, r.Said+" ") {
			more = true
			other = other || r.Phrase == nil || o.phrase.Tag != r.Phrase.Tag
		}
	}
	return more, other
}

// among restricts the decoder to the phrases that keep selects. There must be at least
// one.
func (in *Interpreter) among(ctx context.Context, keep func(*Phrase) bool) error {
	var ways []string
	for _, r := range in.routes {
		if keep(r.phrase) {
			ways = append(ways, r.tokens)
		}
	}
	return in.decoder.SetGrammar(ctx, jsgf(strings.Join(ways, " | ")), Shared.Decoder.Phrases)
}

// path finds the best phrase among those that keep selects.
func (in *Interpreter) path(ctx context.Context, pcm []float32, keep func(*Phrase) bool) (*Decoded, error) {
	if !slices.ContainsFunc(in.routes, func(r route) bool { return keep(r.phrase) }) {
		return nil, nil
	}
	if err := in.among(ctx, keep); err != nil {
		return nil, err
	}
	found, err := in.decoder.Decode(ctx, pcm)
	if err != nil || found == nil || in.phraseOf(found) == nil {
		return nil, err // a path that ends within a phrase does not count
	}
	return found, nil
}

// token returns the decoder's name for a word, or "" for a word without a pronunciation.
// In the grammar each word is a number, so that the text of a card cannot affect the
// grammar's syntax.
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
