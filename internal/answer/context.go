package answer

import (
	"slices"
	"strings"
	"unicode"

	"carrel/internal/intent"
)

// negations counts negating words.
func (j *judge) negations(words []string) int {
	n := 0
	for _, w := range words {
		if slices.Contains(j.lex.Not, w) {
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

// orderIsFree reports whether the order of the words of c does not matter: in a name of
// two or three words, and in a list joined by "and" or commas.
func (j *judge) orderIsFree(c form) bool {
	if j.names(c) {
		return true
	}
	if strings.ContainsAny(c.raw, "()[]") && len(numbersIn(c.plain)) > 0 {
		return false // a pair of coordinates
	}
	if slices.ContainsFunc(c.words, func(w string) bool { return slices.Contains(j.lex.And, w) }) || strings.ContainsAny(c.raw, ",;") {
		// In "A and B" or "A, B" each part may have only one word; otherwise words of different
		// parts could be mixed.
		parts := 0
		for _, w := range c.plain {
			if !slices.Contains(j.lex.And, w) {
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

// names reports whether c is a list of names joined by "and", such as Marie and Pierre
// Curie.
func (j *judge) names(c form) bool {
	fields := strings.Fields(c.raw)
	ands := 0
	for _, f := range fields {
		if slices.Contains(j.lex.And, strings.ToLower(f)) {
			ands++
		} else if r := []rune(f); !unicode.IsUpper(r[0]) || len(r) < 2 {
			return false
		}
	}
	return ands == 1 && len(fields) <= 4
}

// within reports whether a version of the answer starts or ends with c and otherwise
// contains only small words and words of the question. If the question itself names c
// ("Paris or London?"), a word such as "is" must stand in between; otherwise the speaker
// may only have repeated the question.
func (j *judge) within(versions [][]string, c form) bool {
	named := j.echoes(c.plain)
	for _, words := range versions {
		plain := j.plainOf(words)
		n, m := len(plain), len(c.plain)
		if m >= n {
			continue
		}
		at := n - m - 1
		for at > 0 && slices.Contains(j.lex.Articles, plain[at]) {
			at--
		}
		if slices.Equal(plain[n-m:], c.plain) && j.echoes(plain[:n-m]) && (!named || slices.Contains(j.l.Copulas, plain[at])) ||
			slices.Equal(plain[:m], c.plain) && j.echoes(plain[m:]) && (!named || slices.Contains(j.l.Copulas, plain[m])) {
			return true
		}
	}
	return false
}

// echoes reports whether all words are words of the question, small words or copulas. It
// is false for no words.
func (j *judge) echoes(words []string) bool {
	for _, w := range words {
		if !j.asked[w] && !j.l.Small[w] && !slices.Contains(j.l.Copulas, w) {
			return false
		}
	}
	return len(words) > 0
}

// inQuestion reports whether all words occur in the question. It is false for no words.
func (j *judge) inQuestion(words []string) bool {
	for _, w := range words {
		if !j.asked[w] {
			return false
		}
	}
	return len(words) > 0
}

// withoutLead removes a meaningless word before a verb, such as "to" or "it".
func (j *judge) withoutLead(words []string) []string {
	if len(words) > 1 && (slices.Contains(j.l.Infinitive, words[0]) || slices.Contains(j.l.Subjects, words[0])) {
		return words[1:]
	}
	return words
}

// rest reports whether said is c without words at its start or end that the question
// already contains, such as "C" for "vitamin C" where the question asks for a vitamin.
func (j *judge) rest(said, c []string) bool {
	n, m := len(c), len(said)
	if m == 0 || m >= n || j.inQuestion(said) {
		return false
	}
	left := c[:n-m]
	if !slices.Equal(c[n-m:], said) {
		if left = c[m:]; !slices.Equal(c[:m], said) {
			return false
		}
	}
	content := false
	for _, w := range left {
		if j.l.Small[w] {
			continue
		}
		content = true
		if !j.asked[w] || len(w) < 4 || isNumber(w) || slices.Contains(j.lex.Not, w) {
			return false // a numeral or a letter distinguishes names
		}
	}
	// The words said must not be words of the question.
	for _, w := range said {
		if j.asked[w] {
			return false
		}
	}
	return content
}

// otherSymbol reports whether the answers differ in a word that acts as a symbol: a letter
// (vitamin C, vitamin D) or a Roman numeral (Louis XIV, Louis XVI). By voice this may be a
// mishearing, because letters are easily misheard; typed, it is another answer.
func (j *judge) otherSymbol(said []string, c form) bool {
	if len(said) != len(c.plain) {
		return false
	}
	for i, w := range said {
		v := c.plain[i]
		if w == v {
			continue
		}
		if j.said.Typed && (len(w) == 1 || len(v) == 1) {
			return true
		}
		a, ok := numeral(w)
		b, ok2 := numeral(v)
		if ok && ok2 && a != b && (len(w) > 1 || len(v) > 1) && strings.Contains(strings.ToUpper(c.raw), strings.ToUpper(v)) && strings.ContainsAny(c.raw, "IVX") {
			return true
		}
	}
	return false
}

// sameLetters reports whether both answers have as many words, or as many single letters.
// George W. Bush and George H. W. Bush have neither.
func (j *judge) sameLetters(a, b []string) bool {
	count := func(words []string) (n int) {
		for _, w := range words {
			if len(w) == 1 && !isNumber(w) && !slices.Contains(j.lex.Articles, w) {
				n++
			}
		}
		return n
	}
	return len(a) == len(b) || count(a) == count(b)
}

// numeral reads a Roman numeral, also with the ending of a French ordinal.
func numeral(w string) (int, bool) {
	if m := romanOrdinal.FindStringSubmatch(w); m != nil {
		w = m[1]
	}
	return roman(strings.ToUpper(w))
}

// part finds an answer that is only part of c, or that contains c and other words.
func (j *judge) part(said []string, c form) fit {
	a, b := j.content(said), j.content(c.plain)
	switch {
	case len(a) == 0 || len(b) == 0:
		return misfit
	case len(a) < len(b) && subset(a, b) && slices.ContainsFunc(a, j.tells):
		return same(fitPart, ReasonPartial, len(b)-len(a))
	case slices.Equal(a, b) && letterCount(a) >= 3:
		return same(fitPart, ReasonPartial, 0) // only a small word is missing
	case j.said.Typed && j.surname(a, b, c.raw):
		return same(fitPart, ReasonPartial, len(b))
	case len(a) > len(b) && len(a)-len(b) <= 3 && subset(b, a) && letterCount(b) >= 3:
		return same(fitPart, ReasonExtra, len(a)-len(b))
	}
	return misfit
}

// content returns words without the small ones.
func (j *judge) content(words []string) []string {
	var out []string
	for _, w := range words {
		if !j.l.Small[w] {
			out = append(out, w)
		}
	}
	return out
}

// tells reports whether a word says something that the question does not.
func (j *judge) tells(w string) bool {
	return (len(w) >= 3 || isNumber(w)) && !j.asked[w]
}

// surname reports whether a is the last word of the name b, perhaps misspelt. raw is b as
// the card writes it.
func (j *judge) surname(a, b []string, raw string) bool {
	return len(a) == 1 && len(b) > 1 && capitalised(raw) && j.spelling(a, b[len(b)-1:]).tier == fitLoose
}

// letterCount returns the length of words in bytes.
func letterCount(words []string) int { return len(strings.Join(words, "")) }

// capitalised reports whether every word begins with a capital, as in a name.
func capitalised(s string) bool {
	for _, f := range strings.Fields(s) {
		if r := []rune(f); !unicode.IsUpper(r[0]) {
			return false
		}
	}
	return s != ""
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// foldedWords returns the words of the question, folded for comparison.
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
