package session

import (
	"strings"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// unsure is the confidence below which what was heard is read back first.
const unsure = 0.6

// leastYes is the confidence below which a yes confirms nothing: a doubt is not
// settled by another.
const leastYes = 0.5

// heard takes what the recogniser understood.
func (t *turn) heard(e Event) {
	if !t.hearsAnswers() && !t.hearsCommands() {
		return
	}
	switch t.s.Phase {
	case Idle, Waiting, Finished:
		return
	}
	meant := intent.Parse(e.Text, t.currentExpect())
	if meant.Kind == intent.KindCommand && !t.mayCommand(meant.Command) {
		return
	}
	if t.s.Phase == Paused && meant.Kind != intent.KindCommand {
		return // talk in the room while paused is none of the app's business
	}
	if t.s.Phase == Feedback && meant.Kind != intent.KindCommand {
		return // the card is done: what is said now answers nothing
	}
	if meant.Kind != intent.KindCommand && !t.hearsAnswers() {
		return
	}
	t.sign()
	if t.inReading() && meant.Kind != intent.KindCommand && (t.s.Phase == Reading || (meant.Kind != intent.KindYes && meant.Kind != intent.KindNo)) {
		t.overheard()
		return
	}
	if t.confirmsInPause() && meant.Kind == intent.KindUnknown {
		t.backToPause()
		return
	}
	doubtful := e.Verdict == "ask" || (e.Confidence > 0 && e.Confidence < unsure)
	// A short word close to another is believed only when clearly heard.
	near := meant.Near && e.Confidence < answer.Sure
	switch meant.Kind {
	case intent.KindCommand:
		t.s.Heard = e.Text
		// Reading a command back costs more than a wrong repeat; only what
		// ends, hides or grades is asked about.
		if (doubtful || near) && weighty(meant.Command) {
			if t.s.Phase == Feedback {
				t.doubtAfterwards(meant.Command)
				return
			}
			t.confirm(Pending{Text: e.Text, Command: meant.Command}, t.m.ConfirmCommand)
			return
		}
		t.command(meant.Command, "voice")
	case intent.KindYes, intent.KindNo:
		yes := meant.Kind == intent.KindYes
		switch {
		case doubtful && (t.s.Phase == Revealed || t.s.Phase == Checking):
			// It grades, so it is read back as any other grade is.
			t.confirm(Pending{Text: e.Text, Command: yesOrNo(yes)}, t.m.ConfirmCommand)
		case yes && t.s.Phase == Confirming && doubtful && e.Confidence < leastYes:
			t.noMatch()
		default:
			t.yesNo(yes, "voice", e)
		}
	case intent.KindUnknown:
		if t.s.Phase == Revealed || t.s.Phase == Checking || strings.TrimSpace(e.Text) == "" {
			t.noMatch()
			return
		}
		t.judgeSpoken(e, meant, doubtful)
	default:
		if t.s.Phase == Revealed || t.s.Phase == Checking {
			t.noMatch()
			return
		}
		t.judgeSpoken(e, meant, doubtful || near)
	}
}

// weighty reports whether a command misheard would cost the learner more
// than a repetition.
func weighty(c intent.Command) bool {
	switch c {
	case intent.Stop, intent.Skip, intent.Suspend, intent.Again, intent.Hard, intent.Good, intent.Easy, intent.Knew, intent.Missed:
		return true
	}
	return false
}

// doubtAfterwards takes a weighty command that may not have been said while the
// feedback is: reading it back would hold up a card that is done. A stop that
// may have been meant pauses; anything else can be said again.
func (t *turn) doubtAfterwards(c intent.Command) {
	if c == intent.Stop {
		t.command(intent.Pause, "voice")
	}
}

// judgeSpoken judges a spoken answer. What is not certain is read back, and a
// number always is: numbers are the words most often misheard.
func (t *turn) judgeSpoken(e Event, meant intent.Intent, doubtful bool) {
	q := t.s.Question
	if q == nil {
		return
	}
	if t.s.Phase == Asking && t.s.AskedAt.IsZero() {
		t.s.AskedAt = t.s.Now
	}
	if t.freeRecall() {
		// Nothing to judge by: what was said is answered with the answer, and
		// the learner grades.
		t.s.Heard = e.Text
		t.reveal("")
		return
	}
	said := answer.Said{Text: e.Text, Confidence: e.Confidence, Lang: t.s.Options.Lang}
	for _, alt := range e.Alternatives {
		said.Alternatives = append(said.Alternatives, answer.Heard{Text: alt})
	}
	var options []int
	if meant.Kind == intent.KindOption {
		options = optionsOf(meant)
		said = picked(*q, options, said)
	}
	v := answer.Judge(*q, said)
	t.s.Heard, t.s.Verdict = v.Heard, &v
	if t.s.Heard == "" {
		t.s.Heard = e.Text
	}
	if v.Outcome == answer.Unclear || (v.Outcome == answer.Wrong && v.Reason == answer.ReasonDifferent && chatter(e.Text, q.Accept)) {
		t.s.Verdict = nil
		t.noMatch()
		return
	}
	number := meant.Kind == intent.KindNumber && len(q.Numbers) > 0
	if doubtful || v.Confirm || number {
		t.confirm(Pending{Text: e.Text, Options: options}, t.m.Confirm)
		return
	}
	t.verdict(v, "voice")
}

// chatter reports whether what was heard is far too long to be meant as the
// answer: talk in the room, which is not understood rather than wrong.
func chatter(text string, accept []study.Accept) bool {
	longest := 1
	for _, a := range accept {
		longest = max(longest, len(strings.Fields(a.Text)))
	}
	return len(accept) > 0 && len(strings.Fields(text)) > longest+3
}

// picked puts choices into an answer: one, or several where several may be
// right.
func picked(q study.Question, options []int, said answer.Said) answer.Said {
	if q.Kind == study.Multiple || len(options) != 1 {
		said.Options = options
		return said
	}
	said.Option = &options[0]
	return said
}

func optionsOf(i intent.Intent) []int {
	if len(i.Options) > 0 {
		return i.Options
	}
	return []int{i.Option}
}

// confirm reads back what was heard and waits for a yes.
func (t *turn) confirm(p Pending, message string) {
	switch {
	case t.s.Phase == Paused:
		p.Resume, t.s.Resume = t.s.Resume, Paused
	case t.confirmsInPause():
		p.Resume = t.s.Pending.Resume
	case t.s.Phase != Confirming:
		t.s.Resume = t.s.Phase
	}
	t.s.Pending = &p
	t.s.Phase = Confirming
	t.show()
	text := p.Text
	if q := t.s.Question; q != nil && len(p.Options) == 1 && p.Options[0] >= 0 && p.Options[0] < len(q.Choices) {
		text = q.Choices[p.Options[0]].Text
	}
	lang := t.s.Options.Lang
	if p.Command == "" && t.s.Question != nil && t.s.Question.Lang != "" {
		lang = t.s.Question.Lang
	}
	t.say(RolePrompt, t.spoken(message, map[string]study.Speech{"heard": {{Text: text, Lang: lang}}}))
	t.listen(t.currentExpect())
}

// confirmsInPause reports whether a command that was heard in a pause is being
// read back. There may be no card then.
func (t *turn) confirmsInPause() bool {
	return t.s.Phase == Confirming && t.s.Resume == Paused && t.s.Pending != nil
}

// backToPause takes what was heard in a pause as not meant.
func (t *turn) backToPause() {
	t.s.Phase, t.s.Resume = Paused, t.s.Pending.Resume
	t.s.Pending = nil
	t.show()
	t.listen(t.currentExpect())
}

func yesOrNo(yes bool) intent.Command {
	if yes {
		return intent.Yes
	}
	return intent.No
}

// yesNo answers whatever the app asked last.
func (t *turn) yesNo(yes bool, how string, e Event) {
	switch t.s.Phase {
	case Confirming:
		if t.confirmsInPause() && !yes {
			t.backToPause()
			return
		}
		p := t.s.Pending
		t.s.Pending = nil
		if p == nil {
			return
		}
		if !yes {
			t.refused(*p)
			return
		}
		if p.Command != "" {
			t.s.Phase = t.s.Resume
			t.command(p.Command, how)
			return
		}
		said := answer.Said{Text: p.Text, Confidence: 1, Lang: t.s.Options.Lang}
		if len(p.Options) > 0 {
			said = picked(*t.s.Question, p.Options, said)
		}
		v := answer.Judge(*t.s.Question, said)
		if v.Outcome == answer.Unclear {
			t.reveal(t.m.NotCaught)
			return
		}
		t.s.Verdict = &v
		t.verdict(v, "voice")
	case Checking:
		t.idea(yes, how)
	case Revealed:
		if yes {
			t.grade(study.Good, how)
		} else {
			t.grade(study.Again, how)
		}
	case Answering, Asking:
		if t.s.Question != nil && t.s.Question.Kind == study.TrueFalse && e.Text != "" {
			t.judgeSpoken(e, intent.Intent{Kind: intent.KindAnswer, Text: e.Text}, false)
		}
	}
}

// refused takes "no, that is not what I said": once more, then the answer
// and the learner's own grade.
func (t *turn) refused(p Pending) {
	if p.Command != "" {
		t.s.Phase = t.s.Resume
		t.listenOn()
		return
	}
	t.s.NoMatches++
	t.s.Heard, t.s.Verdict = "", nil
	if t.s.NoMatches >= 2 {
		t.reveal("")
		return
	}
	t.s.Phase = Answering
	t.show()
	t.plain(RolePrompt, t.m.OK)
	t.listen(t.answerExpect())
}

// typed judges a typed answer: what is written is certain.
func (t *turn) typed(e Event) {
	q := t.s.Question
	if q == nil {
		return
	}
	t.s.Pending = nil
	t.s.Heard = e.Text
	if t.freeRecall() {
		t.reveal("")
		return
	}
	v := answer.Judge(*q, answer.Said{Text: e.Text, Typed: true, Lang: t.s.Options.Lang})
	t.s.Verdict = &v
	if v.Outcome == answer.Unclear {
		t.s.Phase = Answering
		t.s.Notice = v.Why
		t.show()
		return
	}
	t.verdict(v, how(e, "key"))
}

// choose judges an option taken by touch or key.
func (t *turn) choose(e Event) {
	q := t.s.Question
	options := e.Several
	if len(options) == 0 {
		options = []int{e.Option}
	}
	for _, o := range options {
		n := len(q.Choices)
		if q.Kind == study.TrueFalse {
			n = 2
		}
		if o < 0 || o >= n {
			return
		}
	}
	said := picked(*q, options, answer.Said{Typed: true, Lang: t.s.Options.Lang})
	t.s.Pending = nil
	v := answer.Judge(*q, said)
	t.s.Heard, t.s.Verdict = v.Heard, &v
	t.verdict(v, how(e, "touch"))
}
