package answer

import (
	"strings"

	"carrel/internal/study"
)

// Judge judges said as an answer to q. It never panics and never treats silence as a wrong
// answer. It records nothing: the session reads back a verdict with Confirm set, and the
// learner can always undo.
func Judge(q study.Question, said Said) Verdict {
	j := &judge{said: said, lang: q.Lang}
	if j.lang == "" {
		j.lang = said.Lang
	}
	if j.lang == "" {
		j.lang = "en"
	}
	j.l, j.lex = languageFor(j.lang), lexiconOf(j.lang)
	j.asked = j.foldedWords(q.Ask.Text())
	for _, w := range j.l.FormWords {
		j.forms = j.forms || j.asked[w]
	}
	v := j.one(q, said.Text)
	if said.Typed || said.Option != nil || said.Options != nil {
		return v
	}
	return j.doubt(q, v)
}

// attempt is one text or pick as an answer to a question.
type attempt struct {
	*judge
	q    study.Question
	text string
}

// questionRules decide by the kind of question.
var questionRules = []rule[attempt, Verdict]{
	{"nothing", "nothing was said", func(a attempt) (Verdict, bool) {
		picked := a.said.Option != nil || a.said.Options != nil
		return a.verdict(Unclear, ReasonEmpty, "", ""), !picked && strings.TrimSpace(a.text) == ""
	}},
	{"several", "choices of which several are right", func(a attempt) (Verdict, bool) {
		return when(a.q.Kind == study.Multiple && len(a.q.Choices) > 0, a.several, a)
	}},
	{"choice", "choices of which one is right", func(a attempt) (Verdict, bool) {
		return when((a.q.Kind == study.Choice || a.q.Kind == study.Matching) && len(a.q.Choices) > 0, a.choice, a)
	}},
	{"truth", "true or false", func(a attempt) (Verdict, bool) {
		return when(a.q.Kind == study.TrueFalse, a.truth, a)
	}},
	{"number", "a number within a range", func(a attempt) (Verdict, bool) {
		return when(len(a.q.Numbers) > 0, a.number, a)
	}},
	{"text", "a word or short phrase", func(a attempt) (Verdict, bool) {
		return when(len(a.q.Accept) > 0, a.judge.text, a)
	}},
	{"self-grade", "there is nothing to judge by: the learner grades", func(a attempt) (Verdict, bool) {
		return a.verdict(Unclear, ReasonSelfGrade, a.text, a.q.Reveal.Text()), true
	}},
}

// when judges an attempt if the rule applies.
func when(applies bool, judge func(study.Question, string) Verdict, a attempt) (Verdict, bool) {
	if !applies {
		return Verdict{}, false
	}
	return judge(a.q, a.text), true
}

// one judges one text or pick.
func (j *judge) one(q study.Question, text string) Verdict {
	v, name, _ := decide(questionRules, attempt{j, q, text})
	return v.by(name)
}

// by adds the name of a rule to the rules that led to a verdict.
func (v Verdict) by(rule string) Verdict {
	switch {
	case v.Rule == "":
		v.Rule = rule
	case rule != "":
		v.Rule = rule + "/" + v.Rule
	}
	return v
}

// margin is how far the confidence of an alternative may be below that of the best guess
// for the alternative to count.
const margin = .15

// doubt adjusts a verdict to the recogniser's confidence and its alternatives.
func (j *judge) doubt(q study.Question, v Verdict) Verdict {
	c := j.said.Confidence
	if v.Outcome != Unclear && c < Sure {
		v.Confirm = true
	}
	for _, a := range j.said.Alternatives {
		if strings.TrimSpace(a.Text) == "" || a.Confidence < c-margin {
			continue
		}
		w := j.one(q, a.Text)
		switch {
		case v.Outcome == Right && w.Outcome == Wrong && w.Reason == ReasonOther:
			v.Confirm = true
		case w.Outcome == Right && v.Outcome == Wrong && v.Reason == ReasonOther:
			v.Confirm = true
		case w.Outcome == Right && (v.Outcome == Unclear || v.Outcome == Wrong):
			w.Confirm = true
			return w.by("alternative")
		}
	}
	return v
}

// verdict builds a verdict with its sentence.
func (j *judge) verdict(o Outcome, r Reason, heard, right string) Verdict {
	v := Verdict{Outcome: o, Reason: r, Heard: strings.TrimSpace(heard), Suggested: grade(o)}
	if o == Right || o == Close {
		v.Matched = right
	}
	v.Why = j.why(v, right)
	return v
}
