package answer

import (
	"strings"

	"carrel/internal/study"
)

// Judge says how said answers q. It never panics and never takes silence for
// a wrong answer. Nothing it returns is recorded by itself: the session reads
// back what has Confirm set, and the learner can always undo.
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

// one judges one text, or what was picked.
func (j *judge) one(q study.Question, text string) Verdict {
	picked := j.said.Option != nil || j.said.Options != nil
	if !picked && strings.TrimSpace(text) == "" {
		return j.verdict(Unclear, ReasonEmpty, "", "")
	}
	switch {
	case q.Kind == study.Multiple && len(q.Choices) > 0:
		return j.several(q, text)
	case (q.Kind == study.Choice || q.Kind == study.Matching) && len(q.Choices) > 0:
		return j.choice(q, text)
	case q.Kind == study.TrueFalse:
		return j.truth(q, text)
	case len(q.Numbers) > 0:
		return j.number(q, text)
	case len(q.Accept) > 0:
		return j.text(q, text)
	}
	return j.verdict(Unclear, ReasonSelfGrade, text, q.Reveal.Text())
}

// margin is how much less sure than the best guess an alternative may be and
// still count.
const margin = .15

// doubt looks at how sure the recogniser was, and at what else it may have
// heard.
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
			return w
		}
	}
	return v
}

// verdict fills in a verdict with its sentence.
func (j *judge) verdict(o Outcome, r Reason, heard, right string) Verdict {
	v := Verdict{Outcome: o, Reason: r, Heard: strings.TrimSpace(heard), Suggested: grade(o)}
	if o == Right || o == Close {
		v.Matched = right
	}
	v.Why = j.why(v, right)
	return v
}
