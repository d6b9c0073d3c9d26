package answer

import (
	"slices"
	"strings"
	"unicode"

	"carrel/internal/lang/table"
)

// tier ranks how well an answer fits a candidate; lower is better.
type tier int

const (
	fitSame    tier = iota // the same words
	fitPlain               // except for articles, fillers, number words, spelling variants
	fitWritten             // the same thing written another way
	fitOrder               // the same words in another order
	fitWithin              // in a sentence that repeats the question
	fitLoose               // plural, sound, a slip of spelling
	fitNear                // close, but not right
	fitPart                // part of the candidate, or all of it and more
	fitNone
)

// fit is the result of comparing an answer with one candidate.
type fit struct {
	tier   tier
	reason Reason
	cost   int // orders the fits of one tier; lower is better
	rule   string
}

var misfit = fit{fitNone, ReasonDifferent, 0, ""}

// candidate is a text that the answer is compared with.
type candidate struct {
	text  string
	forms []form // with and without a part in parentheses, and with each way to say its signs
	exact bool   // capitals matter
}

// candidate prepares a text once, for all comparisons with it.
func (j *judge) candidate(text string, exact bool) candidate {
	known := candidateKey{text, exact}
	if c, ok := j.known[known]; ok {
		return c
	}
	c := candidate{text: text, exact: exact, forms: j.formsOf(text)}
	if bare := withoutParentheses(text); bare != text {
		c.forms = append(c.forms, j.formsOf(bare)...)
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

// argument reports whether the parentheses at i belong to the word before them, as in f(x)
// and Fe(OH)3. Parentheses as in colo(u)r and apple(s) mark letters that may be left out.
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

// compare finds the best fit of the answer with c.
func (j *judge) compare(said form, c candidate) fit {
	best := misfit
	for i, cf := range c.forms {
		f := j.compareForms(said, cf)
		if cf.way > 0 && f.tier > fitWithin {
			continue // only as a whole: "less than" is no part of ≤
		}
		if c.exact && j.said.Typed && f.tier <= fitLoose && said.raw != cf.raw {
			f = fit{fitNear, ReasonCase, 0, "capitals"}
			if j.sansCase(said, cf) {
				f.reason = ReasonNearSpell
			}
		}
		if i == 0 || f.tier < best.tier || f.tier == best.tier && f.cost < best.cost {
			best = f
		}
	}
	return best
}

// symbolCase has the element symbols that in capitals mean a compound, such as Co (cobalt)
// and CO (carbon monoxide).
var symbolCase = table.Set("CO Co NO No CN Cn HF Hf CS Cs HO Ho PO Po")

// sansCase reports whether said and c differ in more than capitals.
func (j *judge) sansCase(said, c form) bool { return said.strict != c.strict }

// digitByDigit reports whether a number was said digit by digit, such as "one four nine
// two".
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
