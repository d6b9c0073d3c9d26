package answer

import (
	"strings"
	"unicode/utf8"
)

// Sentences for special cases; they never occur as a Verdict's Reason.
const (
	reasonNoAnswer  Reason = "wrong, no answer known"
	reasonRightBare Reason = "right, no answer known"
	reasonNotThat   Reason = "unclear, a denial"
)

// why writes the sentence for v in the learner's language. It names the right answer and
// never another wrong one. An unclear verdict keeps the answer hidden, because the learner
// is asked again.
func (j *judge) why(v Verdict, right string) string {
	l := languageFor(j.said.Lang)
	if j.said.Lang == "" {
		l = j.l
	}
	if l.Messages == nil {
		l = english
	}
	r := v.Reason
	switch {
	case v.Outcome == Unclear && r == ReasonNegated:
		r = reasonNotThat
	case v.Outcome == Right && right == "":
		r = reasonRightBare
	case v.Outcome == Wrong && (right == "" || v.Heard == "" && r != ReasonGaveUp):
		r = reasonNoAnswer
	}
	s := l.Messages[string(r)]
	return strings.NewReplacer("{heard}", brief(v.Heard), "{answer}", strings.TrimRight(brief(right), ".!?")).Replace(s)
}

// brief shortens a text that would take too long to say.
func brief(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	s = s[:most]
	for !utf8.ValidString(s) && len(s) > 0 {
		s = s[:len(s)-1]
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s + " …"
}
