package intent

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Class is the use of a phrase.
type Class string

// The classes of phrase.
const (
	ClassCommand Class = "command"
	ClassConfirm Class = "confirm" // yes or no
	ClassAnswer  Class = "answer"  // an accepted answer, true or false
	ClassOption  Class = "option"
	ClassNumber  Class = "number"
	ClassDecoy   Class = "decoy" // an answer to another card
)

// Phrase is one phrase to listen for. Words are lower case, without punctuation or
// digits, separated by single spaces. Tag is the command's ID; "yes" or "no"; the text
// of the answer or decoy; the option's index, or several separated by commas; or the
// number in digits.
type Phrase struct {
	Words string `json:"words"`
	Class Class  `json:"class"`
	Tag   string `json:"tag"`
}

// Limits of a grammar. Beyond them a recogniser becomes slow and guesses.
const (
	MaxPhrases     = 800
	MaxPhraseWords = 12
	maxAnswers     = 100
	maxDecoys      = 150
	maxOptions     = 10
	maxSubsets     = 5   // number of options up to which sets of them are listed
	maxText        = 600 // bytes: longer texts cannot be said at once
)

// Phrases lists the phrases to listen for, most important first: at most MaxPhrases,
// each of at most MaxPhraseWords words. A phrase with two meanings occurs once, with
// the meaning that Parse gives it. With e.Numbers the list includes the numbers from 0
// to 100; the rules of a language have the rest.
func Phrases(e Expect) []Phrase {
	entries := enumerate(e)
	out := make([]Phrase, 0, len(entries))
	seen := map[string]bool{}
	for _, en := range entries {
		if en.typed || seen[en.Words] || len(out) == MaxPhrases || strings.Count(en.Words, " ") >= MaxPhraseWords {
			continue
		}
		seen[en.Words] = true
		out = append(out, en.Phrase)
	}
	// An entry can be shadowed by one that differs only in diacritics.
	t := tableOf(entries, e)
	return slices.DeleteFunc(out, func(p Phrase) bool {
		hit, ok := t.find(p.Words)
		return ok && (hit.Class != p.Class || hit.Tag != p.Tag)
	})
}

// entry is a phrase with its meaning.
type entry struct {
	Phrase
	lang   string
	means  Intent
	typed  bool   // understood but not listened for: single letters
	says   string // the words after the frame, if Words begins with one
	framed bool   // also occurs after "the answer is"
}

// enumerate lists every phrase in order of precedence.
func enumerate(e Expect) []entry {
	g := &grammar{e: e, l: languageFor(e.Lang), answers: e.answerLang()}
	for _, c := range []Command{Stop, Wait, Repeat, Undo} {
		g.command(c)
	}
	for _, c := range []Command{Yes, No} {
		if e.expects(c) {
			g.command(c)
		}
	}
	for _, a := range e.Answers[:min(len(e.Answers), maxAnswers)] {
		g.answer(a, ClassAnswer)
	}
	for _, o := range e.Options {
		for _, w := range Variants(g.answers, o.Text) {
			g.option(w, false, o.Index)
		}
	}
	g.designators()
	if e.TrueFalse {
		g.trueFalse()
	}
	for _, c := range Commands() {
		if !c.Essential() && c != Yes && c != No && e.expects(c) {
			g.command(c)
		}
	}
	if e.Numbers {
		g.numbers()
	}
	for _, d := range e.Decoys[:min(len(e.Decoys), maxDecoys)] {
		g.answer(d, ClassDecoy)
	}
	return g.out
}

// numbers adds the numbers from 0 to 100.
func (g *grammar) numbers() {
	for n := range 101 {
		g.add(entry{Phrase: Phrase{Spell(g.answers, float64(n)), ClassNumber, strconv.Itoa(n)}, lang: g.answers,
			means: Intent{Kind: KindNumber, Number: float64(n)}, framed: true})
	}
}

type grammar struct {
	e       Expect
	l       *utterances // of commands
	answers string      // language of answers
	out     []entry
}

func (g *grammar) add(en entry) {
	if en.Words != "" {
		g.out = append(g.out, en)
	}
}

func (g *grammar) command(c Command) {
	f := g.l.Commands[string(c)]
	means, class := Intent{Kind: KindCommand, Command: c}, ClassCommand
	switch c {
	case Yes:
		means.Kind, class = KindYes, ClassConfirm
	case No:
		means.Kind, class = KindNo, ClassConfirm
	}
	for _, s := range slices.Concat(f.Long, f.Short) {
		g.add(entry{Phrase: Phrase{plain(g.l.Code, s), class, string(c)}, lang: g.l.Code, means: means})
	}
}

func (g *grammar) answer(text string, class Class) {
	vs := Variants(g.answers, text)
	if class == ClassDecoy && len(vs) > 2 {
		vs = vs[:2]
	}
	l := languageFor(g.answers)
	for _, w := range vs {
		means := Intent{Kind: KindAnswer, Text: text}
		g.add(entry{Phrase: Phrase{w, class, text}, lang: g.answers, means: means, framed: true})
		if class == ClassAnswer && g.essential(w) {
			g.add(entry{Phrase: Phrase{l.Frames[0] + " " + w, class, text}, lang: g.answers, means: means, says: w})
		}
	}
}

// essential reports whether words are a form of an essential command.
func (g *grammar) essential(words string) bool {
	k := key(g.answers, words)
	for _, c := range []Command{Stop, Wait, Repeat, Undo} {
		f := g.l.Commands[string(c)]
		for _, s := range slices.Concat(f.Long, f.Short) {
			if key(g.l.Code, s) == k {
				return true
			}
		}
	}
	return false
}

func (g *grammar) option(words string, typed bool, index ...int) {
	tags := make([]string, len(index))
	for i, n := range index {
		tags[i] = strconv.Itoa(n)
	}
	means := Intent{Kind: KindOption, Options: index}
	if len(index) > 0 {
		means.Option = index[0]
	}
	g.add(entry{Phrase: Phrase{words, ClassOption, strings.Join(tags, ",")}, lang: g.l.Code, means: means, typed: typed, framed: true})
}

// designators adds the ways to name an option other than by its text.
func (g *grammar) designators() {
	opts := g.e.Options[:min(len(g.e.Options), maxOptions)]
	for place, o := range opts {
		number := g.l.Spell(int64(place + 1))
		letter := string(rune('a' + place))
		for _, w := range g.l.Option {
			g.option(w+" "+number, false, o.Index)
		}
		for _, pattern := range g.l.TheOne {
			g.option(plain(g.l.Code, fmt.Sprintf(pattern, g.l.Ordinals[place])), false, o.Index)
			for _, s := range slices.Sorted(maps.Keys(g.l.OrdinalsAlso)) {
				if g.l.OrdinalsAlso[s] == int64(place+1) {
					g.option(plain(g.l.Code, fmt.Sprintf(pattern, accented(s))), false, o.Index)
				}
			}
		}
		for _, alphabet := range g.l.Spelling {
			if w := plain(g.l.Code, alphabet[place]); w != "" {
				g.option(g.l.Option[0]+" "+w, false, o.Index)
				g.option(w, false, o.Index)
			}
		}
		g.option(number, false, o.Index)
		g.option(letter, true, o.Index)
		for _, w := range g.l.Option {
			g.option(w+" "+letter, true, o.Index)
		}
	}
	if n := len(opts); n > 1 && n == len(g.e.Options) {
		for _, pattern := range g.l.TheOne {
			g.option(plain(g.l.Code, fmt.Sprintf(pattern, g.l.Last)), false, opts[n-1].Index)
		}
	}
	if g.e.Several {
		g.subsets(opts)
	}
}

// subsets adds sets of two or more options by number, in ascending order.
func (g *grammar) subsets(opts []Option) {
	all := make([]int, len(opts))
	for i, o := range opts {
		all[i] = o.Index
	}
	for _, w := range g.l.All {
		g.option(w, false, all...)
	}
	for _, w := range g.l.None {
		g.option(w, false)
	}
	if len(opts) > maxSubsets {
		return
	}
	for set := 1; set < 1<<len(opts); set++ {
		var index []int
		var words []string
		for i, o := range opts {
			if set&(1<<i) != 0 {
				index, words = append(index, o.Index), append(words, g.l.Spell(int64(i+1)))
			}
		}
		if len(words) > 1 {
			g.option(strings.Join(words, " "+g.l.And[0]+" "), false, index...)
			g.option(strings.Join(words, " "), false, index...)
		}
	}
}

func (g *grammar) trueFalse() {
	for _, x := range []struct {
		forms []string
		tag   string
	}{{g.l.True, "true"}, {g.l.False, "false"}, {g.l.Yes, "true"}, {g.l.No, "false"}} {
		for _, s := range x.forms {
			g.add(entry{Phrase: Phrase{plain(g.l.Code, s), ClassAnswer, x.tag}, lang: g.l.Code,
				means: Intent{Kind: KindAnswer, Text: x.tag}, framed: true})
		}
	}
}

// accented restores the diacritics of a folded ordinal.
func accented(folded string) string {
	if folded == "premiere" {
		return "première"
	}
	return folded
}

// plain returns text as spoken words in one string.
func plain(lang, text string) string { return strings.Join(Words(lang, text), " ") }

// Variants lists the ways to say a written answer in lang: with digits spelled out,
// with and without a part in parentheses and a leading article, and letter by letter if
// it is a symbol or abbreviation ("Fe", "H2O"). Texts over 600 bytes have none.
func Variants(lang, text string) []string {
	if len(text) > maxText {
		return nil
	}
	l := languageFor(lang)
	var out []string
	add := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	bare := withoutParentheses(text)
	for _, t := range []string{bare, text} {
		for k := range 3 {
			add(strings.Join(spelledOut(lang, Words(lang, t), k), " "))
		}
	}
	if isSymbol(text) {
		letters, alphabet := spelled(l, text)
		add(letters)
		add(alphabet)
	}
	for _, s := range slices.Clone(out) {
		for _, a := range l.Articles {
			if !strings.HasSuffix(a, "'") {
				a += " "
			}
			if rest, ok := strings.CutPrefix(s, a); ok {
				add(rest)
			}
		}
	}
	return out
}

// isSymbol reports whether text is read letter by letter: up to six ASCII letters and
// digits that are not an ordinary word or number, such as "Fe", "DNA", "H2O", "x".
func isSymbol(text string) bool {
	if text == "" || len(text) > 6 {
		return false
	}
	capital := func(r rune) bool { return r >= 'A' && r <= 'Z' }
	small := func(r rune) bool { return r >= 'a' && r <= 'z' }
	upper, digits := countRunes(text, capital), countRunes(text, unicode.IsDigit)
	letters := upper + countRunes(text, small)
	switch {
	case letters == 0 || letters+digits < len(text):
		return false
	case letters == 1 || digits > 0:
		return true
	case letters == 2 && capital(rune(text[0])): // Fe, and likewise He and No
		return true
	}
	return upper > 1
}

// countRunes counts the runes for which f returns true.
func countRunes(s string, f func(rune) bool) (n int) {
	for _, r := range s {
		if f(r) {
			n++
		}
	}
	return n
}

// spelled spells a symbol by its letters and by a spelling alphabet.
func spelled(l *utterances, text string) (letters, alphabet string) {
	var a, b []string
	for _, w := range Words(l.Code, text) {
		if isDigits(w) {
			for _, s := range spelledOut(l.Code, []string{w}, 0) {
				a, b = append(a, s), append(b, s)
			}
			continue
		}
		for i := range len(w) {
			a = append(a, w[i:i+1])
			b = append(b, Words(l.Code, l.Spelling[0][w[i]-'a'])...)
		}
	}
	return strings.Join(a, " "), strings.Join(b, " ")
}

// withoutParentheses removes "(…)" and "[…]" unless the text consists of nothing else.
func withoutParentheses(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return s
	}
	return b.String()
}

// spelledOut replaces digits with words, in the k-th of the possible ways.
func spelledOut(lang string, words []string, k int) []string {
	var out []string
	for _, w := range words {
		if w[0] < '0' || w[0] > '9' {
			out = append(out, w)
			continue
		}
		v, err := strconv.ParseFloat(w, 64)
		switch {
		case err != nil:
			out = append(out, w)
		case w[0] == '0' && len(w) > 1 && w[1] != '.' || v > MaxNumber:
			for _, d := range w {
				if d != '.' {
					out = append(out, languageFor(lang).Spell(int64(d-'0')))
				}
			}
		default:
			ways := Spellings(lang, v)
			out = append(out, strings.Fields(ways[min(k, len(ways)-1)])...)
		}
	}
	return out
}
