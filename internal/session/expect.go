package session

import (
	"carrel/internal/intent"
	"carrel/internal/study"
)

// hearsAnswers reports whether spoken answers are taken: not while driving.
func (t *turn) hearsAnswers() bool { return t.p.Answers }

// hearsCommands reports whether spoken commands are taken.
func (t *turn) hearsCommands() bool { return t.p.Commands || t.s.Options.ControlWords }

// mayCommand reports whether this command may be spoken in this profile:
// while driving only the control words, if switched on.
func (t *turn) mayCommand(c intent.Command) bool {
	if t.p.Commands {
		return true
	}
	if !t.s.Options.ControlWords {
		return false
	}
	switch c {
	case intent.Start, intent.Stop, intent.Repeat, intent.Pause, intent.Resume, intent.Undo, intent.Wait:
		return true
	}
	return false
}

// bargeIn reports whether speech may cut a prompt: with headphones, where
// the microphone does not hear the app itself.
func (t *turn) bargeIn() bool {
	return t.s.Options.Headphones && t.s.Options.Listening && t.hearsCommands()
}

// selfGraded reports whether the learner grades this card without a spoken
// answer being judged.
func (t question) selfGraded() bool {
	return t.p.SelfGrading || t.freeRecall()
}

// freeRecall reports whether the card holds nothing to judge an answer by.
func (t question) freeRecall() bool {
	q := t.s.Question
	if q == nil {
		return false
	}
	switch q.Kind {
	case study.Essay, study.Order, study.Info:
		return true
	case study.Choice, study.Multiple, study.TrueFalse:
		return false
	}
	return len(q.Accept) == 0 && len(q.Numbers) == 0 && len(q.Choices) == 0
}

// listen opens the microphone, where there is one, and starts the timer.
func (t *turn) listen(e intent.Expect) {
	gap := 0
	if t.p.Timed && t.s.Phase != Paused {
		gap = t.s.Options.AnswerGapMS
		if t.s.Phase == Asking || t.s.Phase == Answering {
			if q := t.s.Question; q != nil && len(q.Choices) > 0 {
				gap = gap * 3 / 2 // choosing takes longer than recalling
			}
		}
	}
	t.do(Effect{Effect: Listen, Expect: &e, TimeoutMS: gap, During: t.bargeIn()})
}

// currentExpect is what may be said in the present phase.
func (t *turn) currentExpect() intent.Expect {
	row := t.row()
	if row.expects == nil {
		return intent.Expect{Lang: t.s.Options.Lang}
	}
	return row.expects(t, t.allowed(row.spoken...))
}

// commandsOnly lets nothing be said but commands.
func commandsOnly(t *turn, commands []intent.Command) intent.Expect {
	return intent.Expect{Lang: t.s.Options.Lang, Commands: commands}
}

// anAnswer is what may be said to a question.
func anAnswer(t *turn, commands []intent.Command) intent.Expect {
	if t.s.Question == nil || !t.hearsAnswers() {
		return commandsOnly(t, commands)
	}
	return intent.ForQuestion(*t.s.Question, t.s.Options.Lang, commands)
}

// aGrade is what may be said once the answer is out.
func aGrade(t *turn, commands []intent.Command) intent.Expect {
	return intent.Expect{Lang: t.s.Options.Lang, Confirm: t.hearsAnswers(), Commands: commands}
}

// yesOrNoTo is what may be said to a yes-or-no question of the app.
func yesOrNoTo(t *turn, commands []intent.Command) intent.Expect {
	return intent.Expect{Lang: t.s.Options.Lang, Confirm: true, Commands: commands}
}

// yesOrAnswer lets the learner also simply say the answer again.
func yesOrAnswer(t *turn, commands []intent.Command) intent.Expect {
	if t.s.Question == nil || t.s.Pending == nil || t.s.Pending.Command != "" {
		return yesOrNoTo(t, commands)
	}
	q := intent.ForQuestion(*t.s.Question, t.s.Options.Lang, commands)
	q.Confirm = true
	// A yes or no to a true-or-false question would be taken for the answer.
	q.TrueFalse = false
	return q
}

// allowed leaves the commands that may be spoken in this profile.
func (t *turn) allowed(cs ...intent.Command) []intent.Command {
	if !t.hearsCommands() {
		return nil
	}
	out := cs[:0:0]
	for _, c := range cs {
		if t.mayCommand(c) {
			out = append(out, c)
		}
	}
	return out
}
