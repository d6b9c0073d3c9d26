package answer

import (
	"slices"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// text judges a word or short phrase against the accepted answers and the
// other answers of the deck.
func (j *judge) text(q study.Question, text string) Verdict {
	said := j.formOf(text)
	if said.raw == "" || said.key == "" && !slices.ContainsFunc(q.Accept, func(a study.Accept) bool { return strings.TrimSpace(a.Text) == said.raw }) {
		return j.verdict(Unclear, ReasonEmpty, "", "")
	}
	if v, ok := j.yesNo(q, text); ok {
		return v
	}
	v := j.fitted(q, said, text)
	if v.Outcome != Unclear && !j.said.Typed && j.hardToHear(said) {
		v.Confirm = true
	}
	return v
}

// hardToHear reports whether said is all numbers or letters: the words a
// recogniser mixes up most.
func (j *judge) hardToHear(said form) bool {
	for _, w := range j.plainOf(said.words) {
		if !isNumber(w) && len(w) > 1 {
			return false
		}
	}
	return true
}

func (j *judge) fitted(q study.Question, said form, text string) Verdict {
	var accepted []candidate
	keys := map[string]bool{}
	for _, a := range q.Accept {
		c := j.candidate(a.Text, a.Exact)
		accepted = append(accepted, c)
		for _, f := range c.forms {
			keys[f.key] = true
		}
	}
	best, at := misfit, -1
	for i, c := range accepted {
		f := j.compare(said, c)
		if i := wild(q.Accept[i].Text, said.strict); i && f.tier > fitPlain {
			f = fit{fitPlain, ReasonSame, 9}
		}
		if at < 0 || f.tier < best.tier || f.tier == best.tier && (f.cost < best.cost || f.cost == best.cost && q.Accept[i].Weight > q.Accept[at].Weight) {
			best, at = f, i
		}
	}
	other, decoy := misfit, ""
	for _, d := range q.Decoys {
		c := j.candidate(d, false)
		if keys[c.forms[0].key] {
			continue // the same answer, on another card
		}
		if f := j.compare(said, c); f.tier < other.tier || f.tier == other.tier && f.cost < other.cost {
			other, decoy = f, d
		}
	}
	right := bestAnswer(q)
	switch {
	case best.tier > fitWritten && other.tier > fitWritten:
		if v, ok := j.evasive(said, accepted, right); ok {
			return v
		}
	case other.tier < best.tier:
		return j.verdict(Wrong, ReasonOther, decoy, right)
	}
	switch {
	case best.tier == fitNone && other.tier > fitLoose:
		return j.different(text, right)
	case other.tier < best.tier && other.tier <= fitLoose, other.tier == best.tier && best.tier >= fitNear && other.cost < best.cost:
		v := j.verdict(Wrong, ReasonOther, decoy, right)
		v.Confirm = !j.said.Typed && other.tier >= fitLoose && other.reason != ReasonPlural
		return v
	case other.tier < best.tier, other.tier == best.tier && best.tier > fitWritten, other.tier == best.tier && best.tier == fitWritten && best.cost == other.cost:
		return j.verdict(Unclear, ReasonAmbiguous, text, right)
	}
	return j.accept(q.Accept[at], best, said, right)
}

// accept turns the fit with an accepted answer into a verdict.
func (j *judge) accept(a study.Accept, f fit, said form, right string) Verdict {
	if a.Weight <= 0 {
		// A known mistake, which the maker of the question foresaw.
		if f.tier > fitLoose {
			return j.different(said.raw, right)
		}
		v := j.verdict(Wrong, ReasonOther, a.Text, right)
		v.Feedback = a.Feedback
		return v
	}
	var v Verdict
	switch {
	case f.tier >= fitNear:
		v = j.verdict(Close, f.reason, said.raw, a.Text)
		v.Confirm = true
		if f.reason == ReasonExtra || f.reason == ReasonForm {
			v.Suggested = study.Again
		}
	case a.Weight < 1:
		v = j.verdict(Close, ReasonPartial, a.Text, right)
		v.Matched = a.Text
		if a.Weight < .5 {
			v.Suggested = study.Again
		}
	default:
		v = j.verdict(Right, f.reason, a.Text, a.Text)
		if f.tier == fitLoose && f.reason == ReasonSpelling {
			v.Heard = said.raw
		}
	}
	v.Feedback = a.Feedback
	if f.reason == ReasonWritten && f.cost == 1 {
		v.Confirm = !j.said.Typed // letters, heard as their names
	}
	return v
}

// evasive finds answers that give none, or more than one, or a denial.
func (j *judge) evasive(said form, accepted []candidate, right string) (Verdict, bool) {
	for _, words := range j.trimmed(said.words) {
		if contains(j.lex.GiveUp, strings.Join(words, " ")) {
			return j.verdict(Wrong, ReasonGaveUp, "", right), true
		}
	}
	has := func(list []string) bool {
		return slices.ContainsFunc(said.words, func(w string) bool { return contains(list, w) })
	}
	known := func(list []string) bool {
		return slices.ContainsFunc(accepted, func(c candidate) bool {
			return slices.ContainsFunc(c.forms, func(f form) bool {
				return slices.ContainsFunc(f.words, func(w string) bool { return contains(list, w) })
			})
		})
	}
	switch {
	case has(j.lex.Not) && !known(j.lex.Not):
		return j.verdict(Unclear, ReasonNegated, said.raw, right), true
	case known(j.lex.Not) && !has(j.lex.Not):
		// "guilty" for "not guilty": the opposite, if it is that without the denial.
		for _, c := range accepted {
			for _, f := range c.forms {
				if rest := without(f.plain, j.lex.Not); len(rest) < len(f.plain) && slices.Equal(rest, j.plainOf(said.words)) {
					return j.verdict(Wrong, ReasonNegated, said.raw, right), true
				}
			}
		}
	case has(j.lex.Or) && !known(j.lex.Or) && len(said.words) > 1:
		return j.verdict(Unclear, ReasonHedged, said.raw, right), true
	}
	return Verdict{}, false
}

// different is the verdict on what fits nothing. Something a recogniser was
// not sure of is asked again instead.
func (j *judge) different(text, right string) Verdict {
	if !j.said.Typed && j.said.Confidence > 0 && j.said.Confidence < Sure {
		return j.verdict(Unclear, ReasonNotHeard, text, right)
	}
	return j.verdict(Wrong, ReasonDifferent, text, right)
}

// wild matches said with a pattern in which * stands for anything, as
// question banks write them.
func wild(pattern, said string) bool {
	if !strings.Contains(pattern, "*") || said == "" {
		return false
	}
	parts := strings.Split(pattern, "*")
	for i, p := range parts {
		parts[i] = strings.Join(foldedAll(intent.Words("", p)), " ")
	}
	first, last := parts[0], parts[len(parts)-1]
	if !strings.HasPrefix(said, first) || len(said) < len(first)+len(last) || !strings.HasSuffix(said, last) {
		return false
	}
	said = said[len(first) : len(said)-len(last)]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(said, p)
		if i < 0 {
			return false
		}
		said = said[i+len(p):]
	}
	return true
}

// bestAnswer is the accepted answer to name as the right one.
func bestAnswer(q study.Question) string {
	text, weight := "", 0.0
	for _, a := range q.Accept {
		if a.Weight > weight && !strings.Contains(a.Text, "*") {
			text, weight = a.Text, a.Weight
		}
	}
	if text == "" {
		text = q.Reveal.Text()
	}
	return text
}
