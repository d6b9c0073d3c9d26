package listen

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

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
}

// Interpreter reads utterances by one grammar after another: the grammar's best
// path, a free phone loop to say how well it fits, and the best path of any
// other meaning to say how near the next candidate is. The page has the same in
// interpret.ts.
type Interpreter struct {
	decoder    Decoder
	dictionary *Dictionary
	routes     []route
	byTokens   map[string]*Phrase
	tokens     map[string]string
	count      int
	loop       string
	longest    int // frames the longest phrase takes at most
}

type route struct {
	phrase *Phrase
	tokens string
}

// NewInterpreter prepares a decoder whose model is of the language.
func NewInterpreter(ctx context.Context, decoder Decoder, dictionary *Dictionary, lang string) (*Interpreter, error) {
	phones := Phones(base(lang))
	if phones == nil {
		return nil, study.Errorf(study.Unsupported, "there is no recogniser for the language %q", lang)
	}
	var names []string
	for _, p := range phones {
		if err := decoder.AddWord(ctx, "p"+p, p); err != nil {
			return nil, err
		}
		names = append(names, "p"+p)
	}
	return &Interpreter{
		decoder: decoder, dictionary: dictionary, tokens: map[string]string{},
		loop: jsgf("( " + strings.Join(names, " | ") + " )+"),
	}, nil
}

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
	return left, nil
}

// notUnderstood is an utterance that is none of the phrases.
func notUnderstood(snrDB float64) Reading {
	return Reading{Judgement: Judgement{Verdict: Refuse, Score: math.Inf(-1)}, SNRDB: snrDB}
}

// Read judges a trimmed utterance, 16 kHz mono, so many dB over the noise.
func (in *Interpreter) Read(ctx context.Context, pcm []float32, snrDB float64) (Reading, error) {
	nothing := notUnderstood(snrDB)
	best, err := in.path(ctx, pcm, "")
	if err != nil || best == nil {
		return nothing, err
	}
	phrase := in.byTokens[strings.Join(best.Words, " ")]
	nothing.Phrase, nothing.Said = phrase, phrase.Say
	if err := in.decoder.SetGrammar(ctx, in.loop, Shared.Decoder.Loop); err != nil {
		return nothing, err
	}
	loop, err := in.decoder.Decode(ctx, pcm)
	if err != nil || loop == nil {
		return nothing, err
	}
	e := Evidence{Path: best.Score, Loop: loop.Score, Spoken: best.Spoken, Frames: best.Frames, SNRDB: snrDB, Class: phrase.Class, Letters: letters(phrase.Say)}
	r := Reading{Judgement: Judge(e), Phrase: phrase, Said: phrase.Say, Spoken: best.Spoken, SNRDB: snrDB}
	if r.Verdict == Refuse {
		return r, nil
	}
	other, err := in.path(ctx, pcm, phrase.Tag)
	if err != nil || other == nil {
		return r, err
	}
	rival := in.byTokens[strings.Join(other.Words, " ")]
	as := Judge(Evidence{Path: other.Score, Loop: loop.Score, Spoken: other.Spoken, Frames: other.Frames, SNRDB: snrDB, Class: rival.Class, Letters: letters(rival.Say)})
	e.Rival, e.HasRival = other.Score, true
	r.Judgement = Judge(e)
	r.Alternatives = []Alternative{{rival.Text, rival.Tag, as.Confidence}}
	return r, nil
}

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

// path finds the best phrase, leaving out those of one meaning.
func (in *Interpreter) path(ctx context.Context, pcm []float32, without string) (*Decoded, error) {
	var ways []string
	for _, r := range in.routes {
		if without == "" || r.phrase.Tag != without {
			ways = append(ways, r.tokens)
		}
	}
	if len(ways) == 0 {
		return nil, nil
	}
	if err := in.decoder.SetGrammar(ctx, jsgf(strings.Join(ways, " | ")), Shared.Decoder.Phrases); err != nil {
		return nil, err
	}
	found, err := in.decoder.Decode(ctx, pcm)
	if err != nil || found == nil || in.byTokens[strings.Join(found.Words, " ")] == nil {
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
