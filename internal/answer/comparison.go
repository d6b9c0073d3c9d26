package answer

import (
	"slices"
	"strings"
)

// comparison compares an answer with one form of a candidate.
type comparison struct {
	*judge
	said, c form

	shorter [][]string // see versions
	bare    []string   // see last
	near    *fit       // see likeness
}

// compareForms returns how well said fits c.
func (j *judge) compareForms(said, c form) fit {
	f, name, ok := decide(comparisonRules, &comparison{judge: j, said: said, c: c})
	if !ok {
		return misfit
	}
	f.rule = name
	return f
}

// comparisonRules run from identical words down to the weakest likeness. A rule that
// returns a misfit ends the comparison, because the rules after it would be too lenient.
var comparisonRules = []rule[*comparison, fit]{
	{"identical", "the same characters", func(c *comparison) (fit, bool) {
		return same(fitSame, ReasonSame, 0), c.said.raw == c.c.raw && c.said.raw != ""
	}},
	{"no-key", "nothing is left to compare", func(c *comparison) (fit, bool) {
		return misfit, c.said.key == "" || c.c.key == ""
	}},
	{"symbol-case", "typed symbols that differ in capitals: CO and Co", func(c *comparison) (fit, bool) {
		a, b := c.said.raw, c.c.raw
		return same(fitNear, ReasonCase, 0), c.judge.said.Typed && a != b && symbolCase[b] && symbolCase[a] && strings.EqualFold(a, b)
	}},
	{"other-marks", "the same letters with other diacritics", func(c *comparison) (fit, bool) {
		return same(fitNear, ReasonNearSpell, 1), c.said.strict == c.c.strict && contradicts(c.said.marked, c.c.marked, base(c.lang) != "en")
	}},
	{"same-words", "the same words, whatever their case and marks", func(c *comparison) (fit, bool) {
		return same(fitSame, ReasonSame, 0), c.said.strict == c.c.strict
	}},
	{"too-long", "too long to be said", func(c *comparison) (fit, bool) { return misfit, c.said.long || c.c.long }},
	{"plain-words", "the same but for articles, fillers and the shape of numbers", (*comparison).plainWords},
	{"date", "a date", (*comparison).date},
	{"charge", "a sign for positive or negative: O-", writtenIf(func(c *comparison) bool { return c.charged(c.c, c.versions()) })},
	{"span", "two numbers, or a row of digits", writtenIf(func(c *comparison) bool { return c.spanned(c.c, c.versions()) })},
	{"date-in-figures", "a date such as 7/4/1776", func(c *comparison) (fit, bool) {
		f := c.slashed(c.said, c.c)
		return f, f.tier != fitNone
	}},
	{"clock", "a time of day", writtenIf(func(c *comparison) bool { return c.clock(c.c, c.versions()) })},
	{"roman", "a Roman numeral said as a number", writtenIf((*comparison).roman)},
	{"roman-said", "a number written as a Roman numeral", writtenIf((*comparison).romanSaid)},
	{"letters", "letters said by their names", func(c *comparison) (fit, bool) {
		return same(fitWritten, ReasonWritten, 1), c.spelled()
	}},
	{"measure", "a number with its unit", func(c *comparison) (fit, bool) { return c.measured(c.versions(), c.c) }},
	{"any-order", "the same words in an order that is free", func(c *comparison) (fit, bool) {
		and := c.lex.And
		return same(fitOrder, ReasonOrder, 0), !c.negated() && sameSet(without(c.last(), and), without(c.c.plain, and)) && c.orderIsFree(c.c)
	}},
	{"in-a-sentence", "within a sentence that repeats the question", func(c *comparison) (fit, bool) {
		return same(fitWithin, ReasonContained, 0), !c.negated() && c.within(c.versions(), c.c)
	}},
	{"negated", "one denies and the other does not", func(c *comparison) (fit, bool) { return misfit, c.negated() }},
	{"other-numbers", "the numbers differ", func(c *comparison) (fit, bool) {
		return misfit, !slices.Equal(numbersIn(c.last()), numbersIn(c.c.plain))
	}},
	{"verb", "the same but for a word before a verb: to run, it increases", (*comparison).verb},
	{"rest-of-a-name", "the question says the rest: C for vitamin C", func(c *comparison) (fit, bool) {
		return same(fitWithin, ReasonContained, 1), c.rest(c.last(), c.c.plain)
	}},
	{"other-symbol", "another letter or Roman numeral: vitamin D for vitamin C", func(c *comparison) (fit, bool) {
		return misfit, c.otherSymbol(c.last(), c.c)
	}},
	{"echo", "only words of the question", func(c *comparison) (fit, bool) { return misfit, c.echoes(c.last()) }},
	{"form", "another form, where the form is asked for", func(c *comparison) (fit, bool) {
		return same(fitNear, ReasonForm, 0), c.forms && c.likeness().tier == fitLoose
	}},
	{"plural", "singular for plural or the other way about", func(c *comparison) (fit, bool) {
		f := c.likeness()
		return f, f.tier == fitLoose && f.reason == ReasonPlural
	}},
	{"sound", "heard as words of the same sound", func(c *comparison) (fit, bool) {
		f := c.likeness()
		return f, f.tier == fitLoose && f.reason == ReasonSound
	}},
	{"spelling", "a slip of spelling", func(c *comparison) (fit, bool) {
		f := c.likeness()
		return f, f.tier <= fitLoose
	}},
	{"part", "part of it, or it with words beside it", func(c *comparison) (fit, bool) {
		f := c.part(c.last(), c.c)
		return f, f.tier != fitNone
	}},
	{"near-sound", "sounds nearly like it", func(c *comparison) (fit, bool) {
		f := c.likeness()
		return f, f.tier != fitNone && f.reason == ReasonNearSound
	}},
	{"near-spelling", "spelled nearly like it", func(c *comparison) (fit, bool) {
		f := c.likeness()
		return f, f.tier != fitNone
	}},
}

func same(t tier, r Reason, cost int) fit { return fit{tier: t, reason: r, cost: cost} }

// writtenIf returns a rule that finds the same answer written another way.
func writtenIf(is func(*comparison) bool) func(*comparison) (fit, bool) {
	return func(c *comparison) (fit, bool) { return same(fitWritten, ReasonWritten, 0), is(c) }
}

// versions returns the answer as it was said and with fillers and frames removed, longest
// first.
func (c *comparison) versions() [][]string {
	if c.shorter == nil {
		c.shorter = c.trimmed(c.said.words)
	}
	return c.shorter
}

// last returns the plain words of the shortest version.
func (c *comparison) last() []string {
	if c.bare == nil {
		v := c.versions()
		c.bare = c.plainOf(v[len(v)-1])
	}
	return c.bare
}

func (c *comparison) negated() bool { return c.negations(c.last()) != c.negations(c.c.plain) }

func (c *comparison) plainWords() (fit, bool) {
	for _, words := range c.versions() {
		plain := c.plainOf(words)
		if keyOf(plain) == c.c.key || digitByDigit(plain, c.c.plain) {
			if c.genderDiffers(words, c.c.words) {
				return same(fitNear, ReasonArticle, 0), true
			}
			return same(fitPlain, ReasonSame, 0), true
		}
		if a, b := without(plain, c.lex.And), without(c.c.plain, c.lex.And); len(b) > 1 && slices.Equal(a, b) {
			return same(fitPlain, ReasonSame, 1), true
		}
	}
	return misfit, false
}

// date compares dates. Part of a date, such as its year, is part of the answer.
func (c *comparison) date() (fit, bool) {
	asked := c.datesOf(c.c)
	if len(asked) == 0 {
		return misfit, false
	}
	for _, words := range c.versions() {
		f, partly := c.said, false
		f.words = words
		for _, d := range c.datesOf(f) {
			whole, part := d.fits(asked[0])
			if whole {
				return same(fitWritten, ReasonWritten, 0), true
			}
			partly = partly || part
		}
		if partly {
			return same(fitPart, ReasonPartial, 0), true
		}
	}
	return misfit, false
}

func (c *comparison) roman() bool {
	text, ok := unroman(c.c.raw)
	return ok && c.sameNumber(c.versions(), c.formOf(text).words) && !c.echoes(c.last())
}

func (c *comparison) romanSaid() bool {
	text, ok := unroman(c.said.raw)
	return ok && c.sameNumber([][]string{c.formOf(text).words}, c.c.words) && !c.echoes(c.c.plain)
}

// spelled reports whether the letters of c were said by name.
func (c *comparison) spelled() bool {
	for _, words := range c.versions() {
		if c.inQuestion(words) {
			continue // "bravo" for "Which letter does Bravo stand for?"
		}
		letters := c.lettersOf(c.digits(words))
		if letters == "" || letters != squashed(c.c.raw) || isNumber(letters) || c.hasSigns(c.c.raw) || c.hasSigns(c.said.raw) {
			continue
		}
		// A single word that names a letter counts only where the question asks for a letter.
		if len(words) > 1 || len(letters) == 1 {
			return true
		}
	}
	return false
}

// verb accepts "run" for "to run" and "increases" for "it increases".
func (c *comparison) verb() (fit, bool) {
	last, plain := c.last(), c.c.plain
	a, b := c.withoutLead(last), c.withoutLead(plain)
	if (len(a) < len(last)) == (len(b) < len(plain)) {
		return misfit, false
	}
	switch {
	case slices.Equal(a, b):
		return same(fitPlain, ReasonSame, 2), true
	case c.l.Singular != nil && !c.forms && slices.Equal(c.singulars(a), c.singulars(b)):
		return same(fitLoose, ReasonPlural, 1), true
	}
	return misfit, false
}

// likeness compares by plural, sound and spelling.
func (c *comparison) likeness() fit {
	if c.near == nil {
		f := misfit
		if c.sameLetters(c.last(), c.c.plain) {
			f = c.loose()
		}
		c.near = &f
	}
	return *c.near
}

func (c *comparison) loose() fit {
	last := c.last()
	if c.l.Singular != nil && slices.Equal(c.singulars(last), c.singulars(c.c.plain)) {
		return same(fitLoose, ReasonPlural, 0)
	}
	if len(numbersIn(last)) > 0 && slices.Equal(last, numbersIn(last)) {
		return misfit // digits are never nearly right
	}
	if c.judge.said.Typed {
		return c.spelling(last, c.c.plain)
	}
	return c.heard(c.said, last, c.c)
}
