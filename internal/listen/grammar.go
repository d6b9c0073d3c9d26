package listen

import (
	"slices"
	"strings"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// Class determines how a phrase is treated when it is heard.
type Class string

// The classes of phrases.
const (
	Command    Class = "command"    // changes something: a grade, an undo
	Navigation Class = "navigation" // harmless when heard by mistake: repeat, pause, slower
	Choice     Class = "choice"     // an option's number, ordinal, letter or text
	Answer     Class = "answer"     // an accepted answer, or another answer of the deck
	Number     Class = "number"     // a number given as an answer: always confirmed
)

// Phrase is one thing a learner may say.
type Phrase struct {
	// Say is how the phrase is spoken. In the input of NewGrammar it may be empty; then
	// Text is read aloud, with several ways for a number. In a Grammar it consists of
	// lower-case words separated by single spaces.
	Say string `json:"say"`
	// Text is reported when the phrase is heard.
	Text string `json:"text"`
	// Tag is the meaning of the phrase. Phrases with the same tag are ways of saying the
	// same thing and do not compete. An empty Tag means Text.
	Tag   string `json:"tag"`
	Class Class  `json:"class"`
}

// Grammar is what may be said at one moment, prepared for the recogniser.
type Grammar struct {
	Lang    string   `json:"lang"` // "en" or "fr"
	Phrases []Phrase `json:"phrases"`
	// Words holds pronunciations by letter-to-sound rules. They are used only for words
	// that the recogniser's dictionary lacks.
	Words map[string][]string `json:"words"`
	// LeftOut are texts that cannot be recognised: too long, or not pronounceable.
	LeftOut []string `json:"left_out,omitempty"`
}

// Listens reports whether there is a recogniser for a language (BCP 47).
func Listens(tag string) bool {
	return Shared.Phones[lang.Base(tag)] != "" && soundsOf(tag) != nil
}

// CannotListen returns the error for a language without a recogniser. It names the
// languages that have one.
func CannotListen(tag string) error {
	var names []string
	for _, code := range lang.Known() {
		if Listens(code) {
			names = append(names, lang.Name(code))
		}
	}
	return study.Errorf(study.Unsupported, "Carrel cannot listen to %s (%q), only to %s; answer by button or key", lang.Name(tag), tag, strings.Join(names, " and "))
}

// NewGrammar makes a grammar of phrases. If two phrases sound alike, the first wins, so
// commands should come first. It fails if the language has no recogniser or none of the
// phrases can be spoken.
func NewGrammar(tag string, phrases []Phrase) (Grammar, error) {
	g := Grammar{Lang: lang.Base(tag), Words: map[string][]string{}}
	if !Listens(tag) {
		return g, CannotListen(tag)
	}
	seen := map[string]bool{}
	for _, p := range withNeighbours(g.Lang, phrases) {
		if p.Tag == "" {
			p.Tag = p.Text
		}
		text := p.Say
		if text == "" {
			text = p.Text
		}
		ways := Spoken(g.Lang, text)
		if len(ways) == 0 || len(g.Phrases) >= Shared.Limits.Phrases {
			g.LeftOut = append(g.LeftOut, p.Text)
			continue
		}
		for _, way := range ways {
			if p.Say = strings.Join(way, " "); seen[p.Say] || len(g.Phrases) >= Shared.Limits.Phrases {
				continue
			}
			seen[p.Say] = true
			g.Phrases = append(g.Phrases, p)
			for _, w := range way {
				if g.Words[w] == nil {
					g.Words[w] = Pronounce(g.Lang, w)
				}
			}
		}
	}
	if len(g.Phrases) == 0 {
		return g, study.Errorf(study.Invalid, "none of these can be listened for: %s", quoted(phrases))
	}
	return g, nil
}

// Find returns the phrase that is spoken as say.
func (g Grammar) Find(say string) (Phrase, bool) {
	i := slices.IndexFunc(g.Phrases, func(p Phrase) bool { return p.Say == say })
	if i < 0 {
		return Phrase{}, false
	}
	return g.Phrases[i], true
}

func quoted(phrases []Phrase) string {
	var out []string
	for _, p := range phrases {
		if len(out) == 5 {
			out = append(out, "…")
			break
		}
		out = append(out, `"`+p.Text+`"`)
	}
	return strings.Join(out, ", ")
}
