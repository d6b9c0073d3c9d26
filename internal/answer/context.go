package answer

import (
	"slices"
	"strings"
	"unicode"

	"carrel/internal/intent"
)

// negations counts words of denial.
func (j *judge) negations(words []string) int {
	n := 0
	for _, w := range words {
		if contains(j.lex.Not, w) {
			n++
		}
	}
	return n
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// orderIsFree reports whether the order of c's words carries no meaning: a
// name of two or three words, or things joined by "and" or commas.
func (j *judge) orderIsFree(c form) bool {
	if slices.ContainsFunc(c.words, func(w string) bool { return contains(j.lex.And, w) }) || strings.ContainsAny(c.raw, ",;") {
		// "A and B" or "A, B": each part may have one word only, or parts get mixed.
		parts := 0
		for _, w := range c.plain {
			if !contains(j.lex.And, w) {
				parts++
			}
		}
		ands := len(c.words) - len(without(c.words, j.lex.And))
		return parts <= 1+ands+strings.Count(c.raw, ",")+strings.Count(c.raw, ";")
	}
	fields := strings.Fields(c.raw)
	if len(fields) < 2 || len(fields) > 3 || len(numbersIn(c.plain)) > 0 {
		return false
	}
	for _, f := range fields {
		r := []rune(f)
		if !unicode.IsUpper(r[0]) || len(r) > 1 && unicode.IsUpper(r[1]) {
			return false
		}
	}
	return true
}

// within reports whether one of the versions of what was said gives c at its
// start or end, and beside it only small words and words of the question. If
// the question itself names c ("Paris or London?"), a word like "is" must
// stand between, or the answer is not set apart from the question.
func (j *judge) within(versions [][]string, c form) bool {
	named := j.echoes(c.plain)
	for _, words := range versions {
		plain := j.plainOf(words)
		n, m := len(plain), len(c.plain)
		if m >= n {
			continue
		}
		at := n - m - 1
		for at > 0 && contains(j.lex.Articles, plain[at]) {
			at--
		}
		if slices.Equal(plain[n-m:], c.plain) && j.echoes(plain[:n-m]) && (!named || contains(j.l.copulas, plain[at])) ||
			slices.Equal(plain[:m], c.plain) && j.echoes(plain[m:]) && (!named || contains(j.l.copulas, plain[m])) {
			return true
		}
	}
	return false
}

// echoes reports whether all words are words of the question.
func (j *judge) echoes(words []string) bool {
	for _, w := range words {
		if !j.asked[w] && !j.l.small[w] && !contains(j.l.copulas, w) {
			return false
		}
	}
	return len(words) > 0
}

// inQuestion reports whether all words stand in the question.
func (j *judge) inQuestion(words []string) bool {
	for _, w := range words {
		if !j.asked[w] {
			return false
		}
	}
	return len(words) > 0
}

// part finds answers that are only part of c, and answers with words beside
// it.
func (j *judge) part(said []string, c form) fit {
	content := func(words []string) []string {
		var out []string
		for _, w := range words {
			if !j.l.small[w] {
				out = append(out, w)
			}
		}
		return out
	}
	a, b := content(said), content(c.plain)
	if len(a) == 0 || len(b) == 0 {
		return misfit
	}
	if len(a) < len(b) && subset(a, b) {
		for _, w := range a {
			if len(w) >= 3 && !j.asked[w] {
				return fit{fitPart, ReasonPartial, len(b) - len(a)}
			}
		}
	}
	if len(a) > len(b) && len(a)-len(b) <= 3 && subset(b, a) && len(strings.Join(b, "")) >= 3 {
		return fit{fitPart, ReasonExtra, len(a) - len(b)}
	}
	return misfit
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !contains(b, w) {
			return false
		}
	}
	return true
}

// foldedWords is how the question's words are kept for comparison.
func (j *judge) foldedWords(text string) map[string]bool {
	m := map[string]bool{}
	if len(text) > 4*maxText {
		text = text[:4*maxText]
	}
	f := j.formOf(text)
	if f.long {
		f.words = foldedAll(j.split(intent.Words(j.lang, text)))
		f.plain = f.words
	}
	for _, list := range [][]string{f.words, f.plain, foldedAll(intent.Words(j.lang, text))} {
		for _, w := range list {
			m[w] = true
		}
	}
	return m
}

func foldedAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = intent.Fold(w)
	}
	return out
}
