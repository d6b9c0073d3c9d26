package answer

import (
	"carrel/internal/lang/table"
	"slices"
	"strings"
	"unicode"
)

// tier says how well an answer fits a candidate; less is better.
type tier int

const (
	fitSame    tier = iota // the same words
	fitPlain               // but for articles, fillers, numbers, spelling variants
	fitWritten             // the same thing written another way
	fitOrder               // the same words in another order
	fitWithin              // in a sentence that repeats the question
	fitLoose               // plural, sound, a slip of spelling
	fitNear                // close, not right
	fitPart                // part of it, or it and more
	fitNone
)

// fit is how an answer compares with one candidate.
type fit struct {
	tier   tier
	reason Reason
	cost   int // among fits of a tier, less is better
}

var misfit = fit{fitNone, ReasonDifferent, 0}

// candidate is something the answer could be.
type candidate struct {
	text  string
	forms []form // with and without a part in parentheses
	exact bool   // capitals matter
}

// candidate prepares text once for all that is compared with it.
func (j *judge) candidate(text string, exact bool) candidate {
	known := candidateKey{text, exact}
	if c, ok := j.known[known]; ok {
		return c
	}
	c := candidate{text: text, exact: exact, forms: []form{j.formOf(text)}}
	if bare := withoutParentheses(text); bare != text {
		c.forms = append(c.forms, j.formOf(bare))
	}
	if j.known == nil {
		j.known = map[candidateKey]candidate{}
	}
	j.known[known] = c
	return c
}

type candidateKey struct {
	text  string
	exact bool
}

// withoutParentheses drops "(…)" unless nothing would be left.
func withoutParentheses(s string) string {
	var b strings.Builder
	depth := 0
	rs := []rune(s)
	for i, r := range rs {
		switch r {
		case '(', '[':
			if depth == 0 && i > 0 && argument(rs, i) {
				return s
			}
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return s
	}
	return strings.TrimSpace(b.String())
}

// argument reports whether what is in parentheses at i belongs to the word
// before: f(x), Fe(OH)3. The u of colo(u)r and the s of apple(s) may be left
// out.
func argument(rs []rune, i int) bool {
	if !unicode.IsLetter(rs[i-1]) && !unicode.IsDigit(rs[i-1]) {
		return false
	}
	end := slices.IndexFunc(rs[i:], func(r rune) bool { return r == ')' || r == ']' })
	if end < 0 {
		return true
	}
	inside := string(rs[i+1 : i+end])
	switch {
	case slices.Contains([]string{"s", "es", "e", "n", "en", "er", "r", "x", "ne", "le"}, inside) && i > 2:
		return inside == "x" && i < 4
	case i+end+1 < len(rs) && unicode.IsLower(rs[i+end+1]) && inside == strings.ToLower(inside):
		return false
	}
	return true
}

// compare finds the best fit of what was said with c.
func (j *judge) compare(said form, c candidate) fit {
	best := misfit
	for _, cf := range c.forms {
		f := j.compareForm(said, cf)
		if c.exact && j.said.Typed && f.tier <= fitLoose && said.raw != cf.raw {
			f = fit{fitNear, ReasonCase, 0}
			if j.sansCase(said, cf) {
				f.reason = ReasonNearSpell
			}
		}
		if f.tier < best.tier || f.tier == best.tier && f.cost < best.cost {
			best = f
		}
	}
	return best
}

// symbolCase are symbols of elements that are compounds in capitals: cobalt
// and carbon monoxide.
var symbolCase = table.Set("CO Co NO No CN Cn HF Hf CS Cs HO Ho PO Po")

// sansCase reports whether more than capitals tells said from c.
func (j *judge) sansCase(said, c form) bool { return said.strict != c.strict }

func (j *judge) compareForm(said, c form) fit {
	if said.raw == c.raw && said.raw != "" {
		return fit{fitSame, ReasonSame, 0}
	}
	if said.key == "" || c.key == "" {
		return misfit
	}
	if j.said.Typed && said.raw != c.raw && symbolCase[c.raw] && symbolCase[said.raw] && strings.EqualFold(said.raw, c.raw) {
		return fit{fitNear, ReasonCase, 0}
	}
	if said.strict == c.strict {
		if contradicts(said.marked, c.marked, base(j.lang) != "en") {
			return fit{fitNear, ReasonNearSpell, 1}
		}
		return fit{fitSame, ReasonSame, 0}
	}
	if said.long || c.long {
		return misfit
	}
	versions := j.trimmed(said.words)
	for _, words := range versions {
		plain := j.plainOf(words)
		if keyOf(plain) == c.key || digitByDigit(plain, c.plain) {
			if j.genderDiffers(words, c.words) {
				return fit{fitNear, ReasonArticle, 0}
			}
			return fit{fitPlain, ReasonSame, 0}
		}
		if a, b := without(plain, j.lex.And), without(c.plain, j.lex.And); len(b) > 1 && slices.Equal(a, b) {
			return fit{fitPlain, ReasonSame, 1}
		}
	}
	if f := j.written(said, c, versions); f.tier != fitNone {
		return f
	}
	if f, ok := j.measured(versions, c); ok {
		return f
	}
	last := j.plainOf(versions[len(versions)-1])
	negated := j.negations(last) != j.negations(c.plain)
	if !negated && sameSet(without(last, j.lex.And), without(c.plain, j.lex.And)) && j.orderIsFree(c) {
		return fit{fitOrder, ReasonOrder, 0}
	}
	if !negated && j.within(versions, c) {
		return fit{fitWithin, ReasonContained, 0}
	}
	if negated || !slices.Equal(numbersIn(last), numbersIn(c.plain)) {
		return misfit
	}
	if a, b := j.withoutLead(last), j.withoutLead(c.plain); (len(a) < len(last)) != (len(b) < len(c.plain)) {
		// "Run" for "to run", "increases" for "it increases".
		switch {
		case slices.Equal(a, b):
			return fit{fitPlain, ReasonSame, 2}
		case j.l.Singular != nil && !j.forms && slices.Equal(j.singulars(a), j.singulars(b)):
			return fit{fitLoose, ReasonPlural, 1}
		}
	}
	if !negated && j.rest(last, c.plain) {
		return fit{fitWithin, ReasonContained, 1}
	}
	if j.otherSymbol(last, c) {
		return misfit
	}
	f := misfit
	if j.sameLetters(last, c.plain) {
		f = j.loose(said, last, c)
	}
	if f.tier > fitLoose {
		if p := j.part(last, c); p.tier != fitNone {
			f = p
		}
	}
	// Saying back a word of the question is no near miss.
	if f.tier != fitNone && j.echoes(last) {
		return misfit
	}
	if f.tier == fitLoose && j.forms {
		return fit{fitNear, ReasonForm, 0}
	}
	return f
}

// digitByDigit reports whether a number was said digit by digit: one four nine
// two.
func digitByDigit(said, c []string) bool {
	if len(c) != 1 || len(said) < 3 || !isNumber(c[0]) {
		return false
	}
	for _, w := range said {
		if len(w) != 1 || !isNumber(w) {
			return false
		}
	}
	return strings.Join(said, "") == c[0]
}

// loose compares plurals, sounds and spelling.
func (j *judge) loose(f form, said []string, c form) fit {
	if j.l.Singular != nil && slices.Equal(j.singulars(said), j.singulars(c.plain)) {
		return fit{fitLoose, ReasonPlural, 0}
	}
	if len(numbersIn(said)) > 0 && slices.Equal(said, numbersIn(said)) {
		return misfit // digits are never nearly right
	}
	if j.said.Typed {
		return j.spelling(said, c.plain)
	}
	return j.heard(f, said, c)
}
