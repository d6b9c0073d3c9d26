package answer

import (
	"math"
	"slices"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// number judges a number against ranges. A spoken number is always read back, because
// recognisers confuse fifty and fifteen.
func (j *judge) number(q study.Question, text string) Verdict {
	right := j.rightNumber(q)
	said := j.formOf(text)
	// Accepted texts, such as "infinity", may stand beside the ranges.
	if len(q.Accept) > 0 {
		t := q
		t.Numbers, t.Decoys = nil, nil
		if v := j.text(t, text); v.Outcome == Right {
			return v
		}
	}
	v, unit, reason := j.readNumber(said)
	switch reason {
	case "":
	case ReasonGaveUp:
		return j.verdict(Wrong, reason, "", right)
	default:
		return j.verdict(Unclear, reason, said.raw, right)
	}
	if unit != "" {
		if asked := j.askedUnits(q); len(asked) > 0 && !slices.Contains(asked, unit) {
			return j.verdict(Unclear, ReasonUnit, said.raw, right)
		}
	}
	outcome, reason, feedback := inRanges(v, q.Numbers)
	out := j.verdict(outcome, reason, intent.FormatNumber(v), right)
	out.Feedback = feedback
	out.Confirm = !j.said.Typed
	return out
}

// inRanges judges a number by the best range that contains it.
func inRanges(v float64, ranges []study.Range) (o Outcome, reason Reason, feedback string) {
	var best *study.Range
	for i := range ranges {
		if r := &ranges[i]; inRange(v, *r) && (best == nil || r.Weight > best.Weight) {
			best = r
		}
	}
	if best != nil {
		feedback = best.Feedback
	}
	near := func(r study.Range) bool { return r.Weight > 0 && easilyHeard(v, r) }
	switch {
	case best != nil && best.Weight >= 1:
		return Right, ReasonInRange, feedback
	case best != nil && best.Weight > 0:
		return Close, ReasonPartial, feedback
	case slices.ContainsFunc(ranges, near):
		return Wrong, ReasonNearNumber, feedback
	}
	return Wrong, ReasonDifferent, feedback
}

// readNumber finds the single number in what was said, and its unit if any. Where there is
// no such number it sets reason.
func (j *judge) readNumber(said form) (v float64, unit string, reason Reason) {
	versions := j.trimmed(said.words)
	words := versions[len(versions)-1]
	if slices.Contains(j.lex.GiveUp, strings.Join(words, " ")) || slices.Contains(j.lex.GiveUp, strings.Join(said.words, " ")) {
		return 0, "", ReasonGaveUp
	}
	for _, w := range versions {
		if v, ok := intent.ParseNumber(j.lang, strings.Join(w, " ")); ok {
			return v, "", ""
		}
	}
	if len(words) > 1 && slices.Contains(j.l.About, words[0]) {
		words = words[1:]
	}
	for _, w := range words {
		if slices.Contains(j.lex.Or, w) {
			return 0, "", ReasonHedged
		}
		if slices.Contains(j.lex.Not, w) {
			return 0, "", ReasonNegated
		}
	}
	found := 0
	for i := 0; i < len(words); {
		x, n := intent.LeadingNumber(j.lang, words[i:])
		if n == 0 {
			if u, ok := j.l.Units[words[i]]; ok && unit == "" {
				unit = u
			}
			i++
			continue
		}
		// "a" and "one" before a noun are rarely the answer if there is another number.
		v, i = x, i+n
		found++
	}
	if found != 1 {
		return 0, "", ReasonNoNumber
	}
	return v, unit, ""
}

// askedUnits returns the units that the question and its answers name.
func (j *judge) askedUnits(q study.Question) []string {
	var out []string
	for w := range j.asked {
		if u, ok := j.l.Units[w]; ok && len(w) > 1 {
			out = append(out, u)
		}
	}
	for _, w := range j.formOf(q.Reveal.Text()).words {
		if u, ok := j.l.Units[w]; ok {
			out = append(out, u)
		}
	}
	return out
}

// inRange reports whether v is in r, with a tolerance for decimal rounding.
func inRange(v float64, r study.Range) bool {
	slack := 1e-9 * max(math.Abs(r.Min), math.Abs(r.Max))
	return v >= r.Min-slack && v <= r.Max+slack
}

// easilyHeard reports whether v is often heard for a number in r: a teen and its tens in
// the last two digits (15 and 50, 115 and 150), or a number from 20 up that differs only
// in its last digit (50 and 58).
func easilyHeard(v float64, r study.Range) bool {
	if v < 0 || v != math.Trunc(v) || v > 1e6 {
		return false
	}
	n := int(v)
	near := []int{}
	if d := n % 100; d >= 13 && d <= 19 {
		near = append(near, n-d+(d-10)*10)
	} else if d >= 30 && d%10 == 0 {
		near = append(near, n-d+d/10+10)
	}
	if n >= 20 {
		tens := n / 10 * 10
		for u := range 10 {
			near = append(near, tens+u)
		}
	}
	return slices.ContainsFunc(near, func(m int) bool { return m != n && inRange(float64(m), r) })
}

// rightNumber returns the number to name as the right one: the answer's own text if there
// is one, else the middle of the best range.
func (j *judge) rightNumber(q study.Question) string {
	if s := q.Reveal.Text(); s != "" {
		return s
	}
	text, weight := "", 0.0
	for _, r := range q.Numbers {
		if r.Weight > weight {
			text, weight = intent.FormatNumber((r.Min+r.Max)/2), r.Weight
		}
	}
	return text
}
