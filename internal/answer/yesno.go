package answer

import (
	"slices"
	"strings"

	"carrel/internal/study"
)

// elided has the shortened words in phrases such as "non, ce n'est pas".
var elided = []string{"n", "c", "s", "ce", "ne", "it's", "its"}

// yesNo judges the answer to a yes-or-no question. "Nope" and "no, they are not" say no. A
// yes for a no is wrong; it is not treated as a negation to ask about.
func (j *judge) yesNo(q study.Question, text string) (Verdict, bool) {
	right := fullAnswer(q)
	want, against := j.yesOrNo(right)
	if want == nil {
		return Verdict{}, false
	}
	explained := strings.Contains(right, ",")
	said := j.formOf(text)
	for _, words := range j.trimmed(said.words) {
		switch {
		case len(words) == 0:
		case slices.Contains(against, words[0]):
			v := j.verdict(Wrong, ReasonOther, text, right)
			v.Confirm = !j.said.Typed
			return v, true
		case slices.Contains(want, words[0]) && !explained:
			if !j.repeats(words[1:], want, against) {
				return Verdict{}, false
			}
			return j.verdict(Right, ReasonSame, right, right), true
		}
	}
	return Verdict{}, false
}

// fullAnswer returns the first accepted answer that counts in full, "" if there is none.
func fullAnswer(q study.Question) string {
	for _, a := range q.Accept {
		if a.Weight >= 1 {
			return a.Text
		}
	}
	return ""
}

// yesOrNo returns the words for the answer, yes or no, and the words for its opposite. It
// returns nil if the right answer is neither: "correct" may be the answer itself, and NO is
// a gas.
func (j *judge) yesOrNo(right string) (want, against []string) {
	right = strings.TrimSpace(right)
	first, _, _ := strings.Cut(strings.ToLower(right), ",")
	first = strings.Trim(first, " .!")
	switch {
	case slices.Contains(j.l.Yes, first):
		want, against = j.l.Yes, j.l.No
	case slices.Contains(j.l.No, first):
		want, against = j.l.No, j.l.Yes
	default:
		return nil, nil
	}
	if first != want[0] || strings.HasPrefix(right, strings.ToUpper(first)) {
		return nil, nil
	}
	return want, against
}

// repeats reports whether the words after a yes or no only repeat it, as in "no, they are
// not".
func (j *judge) repeats(words, want, against []string) bool {
	for _, w := range words {
		denies := slices.Contains(j.lex.Not, w) && (want[0] == "no" || want[0] == "non")
		known := j.asked[w] || j.l.Small[w] || slices.Contains(j.l.Subjects, w) || slices.Contains(want, w) || slices.Contains(elided, w)
		if slices.Contains(against, w) || !denies && !known {
			return false
		}
	}
	return true
}
