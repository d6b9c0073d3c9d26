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
	a := textAnswer{judge: j, q: q, text: text, said: j.formOf(text)}
	v, name, _ := decide(textRules, &a)
	return v.by(name)
}

// textAnswer is an answer with everything it is compared with.
type textAnswer struct {
	*judge
	q    study.Question
	text string
	said form

	accepted []candidate
	best     fit // with the accepted answer at index at
	at       int
	other    fit // with the answer of another card
	decoy    string
	right    string // the answer to name as the right one
}

// textRules apply before any comparison.
var textRules = []rule[*textAnswer, Verdict]{
	{"no-words", "no word or sign was said", func(a *textAnswer) (Verdict, bool) {
		empty := a.said.raw == "" || a.said.key == "" && !slices.ContainsFunc(a.q.Accept, func(c study.Accept) bool { return strings.TrimSpace(c.Text) == a.said.raw })
		return a.verdict(Unclear, ReasonEmpty, "", ""), empty
	}},
	{"yes-or-no", "yes or no, where that is asked", func(a *textAnswer) (Verdict, bool) { return a.yesNo(a.q, a.text) }},
	{"", "", func(a *textAnswer) (Verdict, bool) { return a.fitted(), true }},
}

// fittedRules apply after the comparison with all known answers.
var fittedRules = []rule[*textAnswer, Verdict]{
	{"gave-up", "the learner does not know", unlessWritten((*textAnswer).gaveUp)},
	{"denial", "a denial where none is asked for", unlessWritten((*textAnswer).denial)},
	{"opposite", "the answer without its denial", unlessWritten((*textAnswer).opposite)},
	{"hedged", "one answer or another", unlessWritten((*textAnswer).hedged)},
	{"other-card", "exactly the answer to another card", func(a *textAnswer) (Verdict, bool) {
		return a.verdict(Wrong, ReasonOther, a.decoy, a.right).by(a.other.rule), !a.farFromAll() && a.other.tier < a.best.tier
	}},
	{"different", "fits nothing", func(a *textAnswer) (Verdict, bool) {
		return a.different(a.text, a.right).by(a.best.rule), a.best.tier == fitNone && a.other.tier > fitLoose
	}},
	{"nearer-other-card", "fits the answer to another card better", (*textAnswer).nearerOther},
	{"ambiguous", "could be the answer or another card's", func(a *textAnswer) (Verdict, bool) {
		same := a.other.tier == a.best.tier
		ambiguous := a.other.tier < a.best.tier || same && a.best.tier > fitWritten || same && a.best.tier == fitWritten && a.best.cost == a.other.cost
		return a.verdict(Unclear, ReasonAmbiguous, a.text, a.right), ambiguous
	}},
	{"accepted", "fits an accepted answer", func(a *textAnswer) (Verdict, bool) {
		v := a.accept(a.q.Accept[a.at], a.best, a.said, a.right)
		return v.by(a.best.rule), true
	}},
}

// unlessWritten skips a rule about evasion where the answer matches an answer to this card
// or another, word for word or written another way.
func unlessWritten(judge func(*textAnswer) (Verdict, bool)) func(*textAnswer) (Verdict, bool) {
	return func(a *textAnswer) (Verdict, bool) {
		if !a.farFromAll() {
			return Verdict{}, false
		}
		return judge(a)
	}
}

// farFromAll reports whether the answer matches no answer to this card or another, either
// word for word or written another way.
func (a *textAnswer) farFromAll() bool { return a.best.tier > fitWritten && a.other.tier > fitWritten }

func (a *textAnswer) nearerOther() (Verdict, bool) {
	nearer := a.other.tier < a.best.tier && a.other.tier <= fitLoose ||
		a.other.tier == a.best.tier && a.best.tier >= fitNear && a.other.cost < a.best.cost
	v := a.verdict(Wrong, ReasonOther, a.decoy, a.right)
	v.Confirm = !a.judge.said.Typed && a.other.tier >= fitLoose && a.other.reason != ReasonPlural
	return v.by(a.other.rule), nearer
}

// hardToHear reports whether said consists of numbers or letters, which recognisers
// confuse most.
func (j *judge) hardToHear(said form) bool {
	for _, w := range j.plainOf(said.words) {
		if !isNumber(w) && len(w) > 1 {
			return false
		}
	}
	return true
}

// fitted compares the answer with all known answers, then judges it.
func (a *textAnswer) fitted() Verdict {
	keys := a.fitAccepted()
	a.fitDecoys(keys)
	a.right = bestAnswer(a.q)
	v, name, _ := decide(fittedRules, a)
	if v.Outcome != Unclear && !a.judge.said.Typed && a.hardToHear(a.said) {
		v.Confirm = true
	}
	return v.by(name)
}

// fitAccepted finds the accepted answer with the best fit and returns the keys of all
// accepted answers.
func (a *textAnswer) fitAccepted() map[string]bool {
	keys := map[string]bool{}
	for _, accept := range a.q.Accept {
		c := a.candidate(accept.Text, accept.Exact)
		a.accepted = append(a.accepted, c)
		for _, f := range c.forms {
			keys[f.key] = true
		}
	}
	a.best, a.at = misfit, -1
	for i, c := range a.accepted {
		f := a.compare(a.said, c)
		if f.tier > fitPlain && wild(a.q.Accept[i].Text, a.said.strict) {
			f = fit{fitPlain, ReasonSame, 9, "pattern"}
		}
		if a.at < 0 || f.tier < a.best.tier || f.tier == a.best.tier && (f.cost < a.best.cost || f.cost == a.best.cost && a.q.Accept[i].Weight > a.q.Accept[a.at].Weight) {
			a.best, a.at = f, i
		}
	}
	return keys
}

// fitDecoys finds the best fit among answers to other cards. An answer that this card
// accepts too does not count.
func (a *textAnswer) fitDecoys(accepted map[string]bool) {
	a.other, a.decoy = misfit, ""
	for _, d := range a.q.Decoys {
		c := a.candidate(d, false)
		if accepted[c.forms[0].key] {
			continue
		}
		if f := a.compare(a.said, c); f.tier < a.other.tier || f.tier == a.other.tier && f.cost < a.other.cost {
			a.other, a.decoy = f, d
		}
	}
}

// accept turns the fit with an accepted answer into a verdict.
func (j *judge) accept(a study.Accept, f fit, said form, right string) Verdict {
	if a.Weight <= 0 {
		// This is a mistake that the author of the question anticipated.
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
		v.Confirm = !j.said.Typed // the names of letters were heard
	}
	return v
}

// evasive finds texts that give no answer, several answers, or a negation, where the
// accepted answers do not.
func (j *judge) evasive(said form, accepted []candidate, right string) (Verdict, bool) {
	v, name, ok := decide(evasions, &textAnswer{judge: j, said: said, accepted: accepted, right: right})
	return v.by(name), ok
}

// evasions are the rules of evasive.
var evasions = []rule[*textAnswer, Verdict]{
	{"gave-up", "", (*textAnswer).gaveUp}, {"denial", "", (*textAnswer).denial},
	{"opposite", "", (*textAnswer).opposite}, {"hedged", "", (*textAnswer).hedged},
}

func (a *textAnswer) gaveUp() (Verdict, bool) {
	for _, words := range a.trimmed(a.said.words) {
		if slices.Contains(a.lex.GiveUp, strings.Join(words, " ")) {
			return a.verdict(Wrong, ReasonGaveUp, "", a.right), true
		}
	}
	return Verdict{}, false
}

func (a *textAnswer) denial() (Verdict, bool) {
	return a.verdict(Unclear, ReasonNegated, a.said.raw, a.right), a.has(a.lex.Not) && !a.wanted(a.lex.Not)
}

// opposite finds "guilty" for "not guilty": the answer without its negation.
func (a *textAnswer) opposite() (Verdict, bool) {
	if a.has(a.lex.Not) || !a.wanted(a.lex.Not) {
		return Verdict{}, false
	}
	for _, c := range a.accepted {
		for _, f := range c.forms {
			if rest := without(f.plain, a.lex.Not); len(rest) < len(f.plain) && slices.Equal(rest, a.plainOf(a.said.words)) {
				return a.verdict(Wrong, ReasonNegated, a.said.raw, a.right), true
			}
		}
	}
	return Verdict{}, false
}

func (a *textAnswer) hedged() (Verdict, bool) {
	denial := a.wanted(a.lex.Not) && !a.has(a.lex.Not)
	return a.verdict(Unclear, ReasonHedged, a.said.raw, a.right), !denial && a.has(a.lex.Or) && !a.wanted(a.lex.Or) && len(a.said.words) > 1
}

// has reports whether the learner said a word of the list.
func (a *textAnswer) has(list []string) bool {
	return slices.ContainsFunc(a.said.words, func(w string) bool { return slices.Contains(list, w) })
}

// wanted reports whether an accepted answer contains a word of the list.
func (a *textAnswer) wanted(list []string) bool {
	return slices.ContainsFunc(a.accepted, func(c candidate) bool {
		return slices.ContainsFunc(c.forms, func(f form) bool {
			return slices.ContainsFunc(f.words, func(w string) bool { return slices.Contains(list, w) })
		})
	})
}

// different returns the verdict on an answer that fits nothing. If the recogniser was
// unsure, the question is asked again instead.
func (j *judge) different(text, right string) Verdict {
	if !j.said.Typed && j.said.Confidence > 0 && j.said.Confidence < Sure {
		return j.verdict(Unclear, ReasonNotHeard, text, right)
	}
	return j.verdict(Wrong, ReasonDifferent, text, right)
}

// wild matches said against a pattern in which * stands for any text, as in question
// banks.
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

// bestAnswer returns the accepted answer to name as the right one.
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
