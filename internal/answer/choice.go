package answer

import (
	"slices"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// commandLang returns the language in which the learner names choices.
func (j *judge) commandLang() string {
	if j.said.Lang != "" {
		return j.said.Lang
	}
	return j.lang
}

// choice judges an answer that picks one of several choices.
func (j *judge) choice(q study.Question, text string) Verdict {
	i, confirm, reason := j.pick(q, text)
	right, top := bestChoice(q)
	if i < 0 {
		return j.verdict(unlessGivenUp(reason), reason, text, right)
	}
	c := q.Choices[i]
	var v Verdict
	switch {
	case top > 0 && c.Weight >= top-1e-9:
		v = j.verdict(Right, ReasonSame, c.Text, c.Text)
	case c.Weight > 0:
		v = j.verdict(Close, ReasonPartial, c.Text, right)
		v.Matched = c.Text
		if c.Weight < top/2 {
			v.Suggested = study.Again
		}
	default:
		v = j.verdict(Wrong, ReasonOther, c.Text, right)
	}
	v.Feedback, v.Confirm = c.Feedback, confirm
	return v
}

func unlessGivenUp(r Reason) Outcome {
	if r == ReasonGaveUp {
		return Wrong
	}
	return Unclear
}

// pick finds the choice that was picked or named. It returns −1 and the reason where there
// is none. confirm asks for the pick to be read back.
func (j *judge) pick(q study.Question, text string) (i int, confirm bool, reason Reason) {
	if j.said.Option != nil || j.said.Options != nil {
		if i = j.picked(len(q.Choices)); i < 0 {
			return -1, false, ReasonNoChoice
		}
		return i, false, ""
	}
	e := intent.Expect{Lang: j.commandLang(), AnswerLang: j.lang, Options: options(q)}
	if in := intent.Parse(text, e); in.Kind == intent.KindOption && len(in.Options) == 1 {
		return in.Option, in.Near, ""
	}
	said := j.formOf(text)
	if said.key == "" {
		return -1, false, ReasonEmpty
	}
	cs := make([]candidate, len(q.Choices))
	for i, c := range q.Choices {
		cs[i] = j.candidate(c.Text, false)
	}
	best, at, tied := j.closest(said, cs)
	if best.tier > fitWithin {
		if v, ok := j.evasive(said, cs, ""); ok {
			return -1, false, v.Reason
		}
	}
	switch {
	case at < 0:
		return -1, false, ReasonNoChoice
	case tied:
		return -1, false, ReasonAmbiguous
	}
	return at, best.tier >= fitLoose, ""
}

// picked returns the one of n choices whose button was pressed, −1 if there is no such
// choice or several were picked.
func (j *judge) picked(n int) int {
	i := -1
	if j.said.Option != nil {
		i = *j.said.Option
	} else if len(j.said.Options) == 1 {
		i = j.said.Options[0]
	}
	if i >= n {
		return -1
	}
	return max(i, -1)
}

// closest returns the candidate that fits best, −1 if none fits. tied reports whether
// another one fits as well.
func (j *judge) closest(said form, cs []candidate) (best fit, at int, tied bool) {
	best, at = misfit, -1
	for i, c := range cs {
		f := j.compare(said, c)
		switch {
		case f.tier == fitNone:
		case f.tier < best.tier || f.tier == best.tier && f.cost < best.cost:
			best, at, tied = f, i, false
		case f.tier == best.tier && f.cost == best.cost:
			tied = true
		}
	}
	return best, at, tied
}

func options(q study.Question) []intent.Option {
	out := make([]intent.Option, len(q.Choices))
	for i, c := range q.Choices {
		out[i] = intent.Option{Index: i, Text: c.Text}
	}
	return out
}

// bestChoice returns the text and weight of the best choice.
func bestChoice(q study.Question) (string, float64) {
	text, top := "", 0.0
	for _, c := range q.Choices {
		if c.Weight > top {
			text, top = c.Text, c.Weight
		}
	}
	return text, top
}

// several judges a set of choices. The set is right if it holds every right choice and no
// other, and close if it holds some of them and no other.
func (j *judge) several(q study.Question, text string) Verdict {
	var want []int
	var names []string
	for i, c := range q.Choices {
		if c.Weight > 0 {
			want, names = append(want, i), append(names, c.Text)
		}
	}
	right := strings.Join(names, ", ")
	set, ok := j.set(q, text)
	if !ok {
		i, _, reason := j.pick(q, text) // several choices by voice are always read back
		if i < 0 {
			return j.verdict(unlessGivenUp(reason), reason, text, right)
		}
		set = []int{i}
	}
	var chosen []string
	wrong := false
	var feedback []string
	for _, i := range set {
		c := q.Choices[i]
		chosen = append(chosen, c.Text)
		wrong = wrong || c.Weight <= 0
		if c.Feedback != "" {
			feedback = append(feedback, c.Feedback)
		}
	}
	heard := strings.Join(chosen, ", ")
	var v Verdict
	switch {
	case slices.Equal(set, want):
		v = j.verdict(Right, ReasonSame, heard, right)
	case wrong || len(set) == 0:
		v = j.verdict(Wrong, ReasonOther, heard, right)
	default:
		v = j.verdict(Close, ReasonMissing, heard, right)
	}
	v.Feedback = strings.Join(feedback, " ")
	v.Confirm = j.said.Option == nil && j.said.Options == nil && !j.said.Typed
	return v
}

// set returns the indexes that were picked or named, ascending.
func (j *judge) set(q study.Question, text string) ([]int, bool) {
	if j.said.Options != nil || j.said.Option != nil {
		set := slices.Clone(j.said.Options)
		if j.said.Option != nil {
			set = append(set, *j.said.Option)
		}
		slices.Sort(set)
		set = slices.Compact(set)
		for _, i := range set {
			if i < 0 || i >= len(q.Choices) {
				return nil, false
			}
		}
		return set, true
	}
	e := intent.Expect{Lang: j.commandLang(), AnswerLang: j.lang, Options: options(q), Several: true}
	in := intent.Parse(text, e)
	if in.Kind != intent.KindOption {
		return nil, false
	}
	set := slices.Clone(in.Options)
	slices.Sort(set)
	return slices.Compact(set), true
}

// truth judges an answer of true or false.
func (j *judge) truth(q study.Question, text string) Verdict {
	names := [2]string{"false", "true"}
	if base(j.commandLang()) == "fr" {
		names = [2]string{"faux", "vrai"}
	}
	name := func(b bool) string {
		if b {
			return names[1]
		}
		return names[0]
	}
	if p := j.said.Option; p != nil { // the buttons are true, then false
		if *p != 0 && *p != 1 {
			return j.verdict(Unclear, ReasonNoTruth, text, "")
		}
		return j.truthVerdict(*p == 0, q.True, name)
	}
	for _, lang := range []string{j.commandLang(), j.lang} {
		in := intent.Parse(text, intent.Expect{Lang: lang, TrueFalse: true})
		if in.Kind == intent.KindAnswer && (in.Text == "true" || in.Text == "false") {
			return j.truthVerdict(in.Text == "true", q.True, name)
		}
	}
	said := j.formOf(text)
	if v, ok := j.evasive(said, nil, name(q.True)); ok && v.Reason == ReasonGaveUp {
		return v
	}
	return j.verdict(Unclear, ReasonNoTruth, text, "")
}

func (j *judge) truthVerdict(said, right bool, name func(bool) string) Verdict {
	if said == right {
		return j.verdict(Right, ReasonSame, name(said), name(right))
	}
	return j.verdict(Wrong, ReasonOther, name(said), name(right))
}
