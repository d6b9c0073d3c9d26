package session

import (
	"cmp"
	"strings"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// unsure is the confidence below which an utterance is read back first.
const unsure = 0.6

// leastYes is the confidence below which a yes confirms nothing: one doubtful utterance
// cannot settle another.
const leastYes = 0.5

// heard handles what the recogniser understood.
func (t *turn) heard(e Heard) {
	meant := intent.Parse(e.Text, t.currentExpect())
	if !t.hearsThis(meant) {
		return
	}
	t.sign()
	t.s.Typed = false
	if t.overheard(meant) {
		return
	}
	doubtful := e.Verdict == CertaintyAsk || (e.Confidence > 0 && e.Confidence < unsure)
	// A short word that sounds like another counts only when it is clearly heard.
	near := meant.Near && e.Confidence < answer.Sure
	switch meant.Kind {
	case intent.KindCommand:
		t.heardCommand(e, meant.Command, doubtful || near)
	case intent.KindYes, intent.KindNo:
		t.heardYesNo(e, meant.Kind == intent.KindYes, doubtful)
	case intent.KindUnknown:
		if strings.TrimSpace(e.Text) == "" {
			t.noMatch()
			return
		}
		t.heardAnswer(e, meant, doubtful)
	default:
		t.heardAnswer(e, meant, doubtful || near)
	}
}

// hearsThis reports whether the session takes what was said in this phase.
func (t *turn) hearsThis(meant intent.Intent) bool {
	if meant.Kind == intent.KindCommand {
		return (t.hearsAnswers() || t.hearsCommands()) && t.mayCommand(meant.Command)
	}
	// Otherwise it is talk in the room, or about a card that is done.
	return t.hearsAnswers() && !t.row().onlyCommands
}

// overheard handles talk that is neither a command nor an answer: during a reading, and
// while a pause asks back. It reports whether it was such talk.
func (t *turn) overheard(meant intent.Intent) bool {
	if meant.Kind == intent.KindCommand {
		return false
	}
	yesNo := meant.Kind == intent.KindYes || meant.Kind == intent.KindNo
	if t.inReading() && (t.s.Phase == Reading || !yesNo) {
		t.reading().overheard()
		return true
	}
	if t.askingBack().confirmsInPause() && meant.Kind == intent.KindUnknown {
		t.askingBack().backToPause()
		return true
	}
	return false
}

// heardCommand runs a spoken command. Reading back a command costs more than repeating it
// by mistake, so only commands that end, hide or grade are read back.
func (t *turn) heardCommand(e Heard, c intent.Command, doubtful bool) {
	t.s.Heard = e.Text
	switch {
	case !doubtful || !weighty(c):
		t.command(c, ByVoice)
	case t.s.Phase == Feedback:
		t.askingBack().doubtAfterwards(c)
	default:
		t.askingBack().confirm(Pending{Text: e.Text, Command: c}, t.m.ConfirmCommand)
	}
}

// heardYesNo takes a spoken yes or no. Where it grades the card, a doubtful one is read
// back like any other grade.
func (t *turn) heardYesNo(e Heard, yes, doubtful bool) {
	switch {
	case doubtful && t.row().yesGrades:
		t.askingBack().confirm(Pending{Text: e.Text, Command: yesOrNo(yes)}, t.m.ConfirmCommand)
	case yes && t.s.Phase == Confirming && doubtful && e.Confidence < leastYes:
		t.noMatch()
	default:
		t.yesNo(yes, ByVoice, e)
	}
}

// heardAnswer judges what was said as an answer, in a phase that takes answers.
func (t *turn) heardAnswer(e Heard, meant intent.Intent, doubtful bool) {
	if !t.row().judges {
		t.noMatch()
		return
	}
	t.question().judgeSpoken(e, meant, doubtful)
}

// weighty reports whether mishearing the command would cost the learner more than a
// repetition.
func weighty(c intent.Command) bool {
	switch c {
	case intent.Stop, intent.Skip, intent.Suspend, intent.Again, intent.Hard, intent.Good, intent.Easy, intent.Knew, intent.Missed:
		return true
	}
	return false
}

// judgeSpoken judges a spoken answer. It reads back an uncertain answer and every number,
// because recognisers confuse numbers most often.
func (t question) judgeSpoken(e Heard, meant intent.Intent, doubtful bool) {
	q := t.s.Question
	if q == nil {
		return
	}
	if t.s.Phase == Asking && t.s.AskedAt.IsZero() {
		t.s.AskedAt = t.s.Now
	}
	if t.freeRecall() {
		// There is nothing to judge against: the app says the answer and the learner grades.
		t.s.Heard = e.Text
		t.feedback().reveal("")
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
		t.askingBack().confirm(Pending{Text: e.Text, Options: options}, t.m.Confirm)
		return
	}
	t.verdict(v, ByVoice)
}

// chatter reports whether an utterance is far too long to be an answer. It is then treated
// as talk in the room: not understood, rather than wrong.
func chatter(text string, accept []study.Accept) bool {
	longest := 1
	for _, a := range accept {
		longest = max(longest, len(strings.Fields(a.Text)))
	}
	return len(accept) > 0 && len(strings.Fields(text)) > longest+3
}

// picked adds the chosen options to an answer: one, or several where the question allows
// several.
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

func yesOrNo(yes bool) intent.Command {
	if yes {
		return intent.Yes
	}
	return intent.No
}

// typed judges a typed answer, which needs no reading back.
func (t question) typed(e Typed) {
	q := t.s.Question
	if q == nil {
		return
	}
	t.s.Pending = nil
	t.s.Heard, t.s.Typed = e.Text, true
	if t.freeRecall() {
		t.feedback().reveal("")
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
	t.verdict(v, cmp.Or(e.How, ByKey))
}

// choose judges an option picked by touch or key.
func (t question) choose(e Choose) {
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
	t.verdict(v, cmp.Or(e.How, ByTouch))
}
