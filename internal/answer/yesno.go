package answer

import (
	"strings"

	"carrel/internal/study"
)

// yesNo judges the answer to a question of yes or no. "Nope" and "no, they
// are not" say no; a yes for a no is wrong, not a denial to be asked again.
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
	case contains(j.l.yes, first):
		want, against = j.l.yes, j.l.no
	case contains(j.l.no, first):
		want, against = j.l.no, j.l.yes
	default:
		return Verdict{}, false
	}
	if first != want[0] {
		return Verdict{}, false // "correct" may be the word asked for
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
				if contains(against, w) || !j.asked[w] && !j.l.small[w] && !contains(j.l.subjects, w) && !contains(want, w) && len(w) > 2 &&
					!(contains(j.lex.Not, w) && contains(want, "no")) && !(contains(j.lex.Not, w) && contains(want, "non")) {
					return Verdict{}, false
				}
			}
			return j.verdict(Right, ReasonSame, right, right), true
		}
	}
	return Verdict{}, false
}
