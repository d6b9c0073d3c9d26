package intent

import (
	"slices"
	"strings"
)

// Kind is the kind of an intent.
type Kind string

// The kinds of intent.
const (
	KindCommand Kind = "command"
	KindOption  Kind = "option"
	KindAnswer  Kind = "answer" // to be judged: accepted, decoy or anything else
	KindNumber  Kind = "number"
	KindYes     Kind = "yes"
	KindNo      Kind = "no"
	KindUnknown Kind = "unknown"
)

// Intent is what the learner meant.
type Intent struct {
	Kind    Kind    `json:"kind"`
	Command Command `json:"command,omitempty"` // for a command, yes, no
	Option  int     `json:"option,omitempty"`  // index of the first named option
	Options []int   `json:"options,omitempty"` // indexes of all named options, ascending; empty means "none of them"
	Text    string  `json:"text,omitempty"`    // the text without "um" and "the answer is"
	Number  float64 `json:"number,omitempty"`
	// Near means that the words sound like, or also mean, another phrase that can be said
	// now: ask before acting.
	Near bool `json:"near,omitempty"`
}

// Parse returns the meaning of text, recognised or typed, given the phrases that e allows.
//
// If a phrase has several meanings, the first of these wins:
//
//  1. stop, wait, repeat, undo: always, expected or not, and never Near;
//  2. yes and no, if they are expected;
//  3. an accepted answer, but Near if it is also an expected command;
//  4. an option by its own text, Near if it also numbers another option;
//  5. an option by number, ordinal, letter or spelling word;
//  6. true and false;
//  7. the other expected commands;
//  8. a number;
//  9. an answer to another card (a decoy).
//
// So if the answer to a card is "stop", saying "stop" stops, because nothing may keep a
// learner from leaving; "the answer is stop" answers. Text after such a frame is never
// a command. Shadowed returns the answers that need a frame.
//
// Any other words are an answer to be judged if an answer is expected, and otherwise
// KindUnknown. No words at all are KindUnknown too.
func Parse(text string, e Expect) Intent {
	if len(text) > maxText {
		if e.answering() {
			return Intent{Kind: KindAnswer, Text: strings.TrimSpace(text)}
		}
		return Intent{Kind: KindUnknown, Text: strings.TrimSpace(text)}
	}
	return tableOf(enumerate(e), e).read(text)
}

// read is Parse for texts that are short enough to be said.
func (t *table) read(text string) Intent {
	e, l := t.e, languageFor(t.e.Lang)
	words := Words(e.answerLang(), text)
	trimmed := words
	for {
		if in, ok := t.parse(trimmed, false); ok {
			return in
		}
		shorter := trimEnds(l.Code, trimmed, l.Fillers)
		if len(shorter) == len(trimmed) {
			break
		}
		trimmed = shorter
	}
	if rest, ok := cutFrame(l.Code, trimmed); ok {
		if in, ok := t.parse(rest, true); ok {
			return in
		}
		trimmed = rest
	}
	if len(trimmed) == 0 {
		return Intent{Kind: KindUnknown, Text: strings.TrimSpace(text)}
	}
	kind := KindUnknown
	if e.answering() {
		kind = KindAnswer
	}
	if len(trimmed) == len(words) {
		return Intent{Kind: kind, Text: strings.TrimSpace(text)}
	}
	return Intent{Kind: kind, Text: strings.Join(trimmed, " ")}
}

// Shadowed lists the expected answers that are also an essential command. They must be
// said as "the answer is …".
func Shadowed(e Expect) []string {
	g := &grammar{e: e, l: languageFor(e.Lang), answers: e.answerLang()}
	var out []string
	for _, a := range e.Answers {
		if slices.ContainsFunc(Variants(g.answers, a), g.essential) {
			out = append(out, a)
		}
	}
	return out
}

// table finds entries by their folded words.
type table struct {
	e       Expect
	entries []entry
	words   map[string][]int // as spoken
	digits  map[string][]int // with numbers as digits
}

func tableOf(entries []entry, e Expect) *table {
	t := &table{e, entries, map[string][]int{}, map[string][]int{}}
	for i, en := range entries {
		w := folded(en.lang, en.Words)
		k := strings.Join(w, " ")
		t.words[k] = append(t.words[k], i)
		k = strings.Join(Digits(en.lang, w), " ")
		t.digits[k] = append(t.digits[k], i)
	}
	return t
}

// find returns the winning entry for words, with or without a frame.
func (t *table) find(words string) (entry, bool) {
	all := t.all(strings.Fields(words))
	if len(all) == 0 {
		return entry{}, false
	}
	return t.entries[all[0]], true
}

// all lists the possible entries for words, by precedence: entries with the same words
// before entries with the same numbers.
func (t *table) all(words []string) []int {
	w := t.ordinals(foldAll(words))
	out := slices.Clone(t.words[strings.Join(w, " ")])
	for _, lang := range []string{t.e.answerLang(), t.e.Lang} {
		for _, i := range t.digits[strings.Join(Digits(lang, w), " ")] {
			if !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// ordinals spells ordinals in digits as words: "2 nd" becomes "second".
func (t *table) ordinals(words []string) []string {
	lang := t.e.Lang
	for i := range words {
		if !isDigits(words[i]) {
			continue
		}
		if n, used := LeadingOrdinal(lang, words[i:]); used > 0 {
			return slices.Concat(words[:i], folded(lang, SpellOrdinal(lang, n)), words[i+used:])
		}
	}
	return words
}

func (t *table) parse(words []string, framed bool) (Intent, bool) {
	if len(words) == 0 {
		return Intent{}, false
	}
	said := strings.Join(words, " ")
	hits := t.all(words)
	if framed {
		hits = slices.DeleteFunc(hits, func(i int) bool { return !t.entries[i].framed })
	}
	if len(hits) > 0 {
		en := t.entries[hits[0]]
		in := en.means
		if en.Class != ClassAnswer || in.Text != "true" && in.Text != "false" {
			in.Text = said
		}
		if en.says != "" {
			in.Text = en.says
		}
		in.Near = t.near(en, hits)
		return in, true
	}
	if t.e.Several {
		if set, ok := t.several(words); ok {
			return Intent{Kind: KindOption, Option: set[0], Options: set, Text: said}, true
		}
	}
	if t.e.Numbers {
		lang := t.e.answerLang()
		if v, ok := ParseNumber(lang, said); ok {
			return Intent{Kind: KindNumber, Number: v, Text: said}, true
		}
		// A number with its unit.
		f := foldAll(words)
		if v, n := LeadingNumber(lang, f); n > 0 && len(f)-n <= 3 {
			return Intent{Kind: KindNumber, Number: v, Text: said}, true
		}
	}
	return Intent{}, false
}

// several parses a list of options: "the first and the third", "b, d".
func (t *table) several(words []string) ([]int, bool) {
	l := languageFor(t.e.Lang)
	var set []int
	for i := 0; i < len(words); {
		n := min(len(words)-i, MaxPhraseWords)
		for ; n > 0; n-- {
			en, ok := t.find(strings.Join(words[i:i+n], " "))
			if ok && en.means.Kind == KindOption && len(en.means.Options) > 0 {
				set = append(set, en.means.Options...)
				break
			}
		}
		if n == 0 && !slices.Contains(l.And, words[i]) {
			return nil, false
		}
		i += max(n, 1)
	}
	slices.Sort(set)
	set = slices.Compact(set)
	return set, len(set) > 0
}

// near reports whether the winning entry should be confirmed: it is a short word
// similar to another expected one, or a phrase with a second meaning.
func (t *table) near(en entry, hits []int) bool {
	if en.means.Kind == KindCommand && en.means.Command.Essential() {
		return false
	}
	if en.Class != ClassCommand && en.Class != ClassConfirm {
		for _, i := range hits[1:] {
			if clash(en, t.entries[i]) {
				return true
			}
		}
	}
	return !strings.Contains(en.Words, " ") && t.similar(key(en.lang, en.Words))
}

// clash reports whether another entry with the same words means something else. Numbers
// and decoys do not count.
func clash(en, other entry) bool {
	switch other.Class {
	case ClassNumber, ClassDecoy:
		return false
	case ClassOption:
		return en.Class != ClassOption || other.Tag != en.Tag
	}
	return other.Class != en.Class
}

// similar reports whether a word that sounds like the word of key k is expected as well.
func (t *table) similar(k string) bool {
	for _, pair := range languageFor(t.e.Lang).Near {
		other := ""
		switch k {
		case Fold(pair[0]):
			other = pair[1]
		case Fold(pair[1]):
			other = pair[0]
		default:
			continue
		}
		if _, ok := t.find(other); ok {
			return true
		}
	}
	return false
}

// trimEnds removes one filler from the front or, if there is none, from the end.
func trimEnds(lang string, words []string, fillers []string) []string {
	for _, f := range fillers {
		fw := Words(lang, f)
		n := len(fw)
		if n < len(words) && slices.Equal(foldAll(words[:n]), foldAll(fw)) {
			return words[n:]
		}
		if n < len(words) && slices.Equal(foldAll(words[len(words)-n:]), foldAll(fw)) {
			return words[:len(words)-n]
		}
	}
	return words
}

// cutFrame removes the longest frame from the front: "the answer is".
func cutFrame(lang string, words []string) ([]string, bool) {
	best := 0
	f := foldAll(words)
	if len(f) != len(words) {
		return words, false
	}
	for _, frame := range languageFor(lang).Frames {
		fw := folded(lang, frame)
		if n := len(fw); n > best && n < len(f) && slices.Equal(f[:n], fw) {
			best = n
		}
	}
	return words[best:], best > 0
}
