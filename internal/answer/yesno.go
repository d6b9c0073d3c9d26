package answer

import (
	"strings"

	"carrel/internal/study"
)

// elided has the shortened words in phrases such as "non, ce n'est pas".
var elided = []string{"n", "c", "s", "ce", "ne", "it's", "its"}

// yesNo judges the answer to a yes-or-no question. "Nope" and "no, they are not" say no. A
// yes for a no is wrong; it is not treated as a negation to ask about.
func (j *judge) yesNo(q study.Question, text string) (Verdict, bool) {
	right := ""
	for _, a := range q.Accept {
		if a.Weight >= 1 {
			right = a.Text
			break
		}
	}
	first, rest, more := strings.Cut(strings.ToLower(strings.TrimSpace(right)), ",")
	first = strings.Trim(first, " .!")
	var want, against []string
	switch {
	case contains(j.l.Yes, first):
		want, against = j.l.Yes, j.l.No
	case contains(j.l.No, first):
		want, against = j.l.No, j.l.Yes
	default:
		return Verdict{}, false
	}
	if first != want[0] || strings.HasPrefix(strings.TrimSpace(right), strings.ToUpper(first)) {
		return Verdict{}, false // "correct" may be the answer itself, and NO is a gas
	}
	said := j.formOf(text)
	for _, words := range j.trimmed(said.words) {
		switch {
		case len(words) == 0:
		case contains(against, words[0]):
			v := j.verdict(Wrong, ReasonOther, text, right)
			v.Confirm = !j.said.Typed
			return v, true
		case contains(want, words[0]) && !more && strings.TrimSpace(rest) == "":
			for _, w := range words[1:] {
				denies := contains(j.lex.Not, w) && (want[0] == "no" || want[0] == "non")
				known := j.asked[w] || j.l.Small[w] || contains(j.l.Subjects, w) || contains(want, w) || contains(elided, w)
				if contains(against, w) || !denies && !known {
					return Verdict{}, false
				}
			}
			return j.verdict(Right, ReasonSame, right, right), true
		}
	}
	return Verdict{}, false
}
