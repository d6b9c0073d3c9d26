package session

import (
	"carrel/internal/intent"
	"carrel/internal/study"
)

// hearsAnswers reports whether the profile takes spoken answers. The driving and
// one-switch profiles do not.
func (t *turn) hearsAnswers() bool { return t.p.Answers }

// hearsCommands reports whether the profile or the settings allow spoken commands.
func (t *turn) hearsCommands() bool { return t.p.Commands || t.s.Options.ControlWords }

// mayCommand reports whether the session takes the command by voice. A profile without
// spoken commands takes only the control words, and only if they are switched on.
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

// deaf reports whether the profile is meant to be used by voice and the microphone is not
// open. Then nothing is timed, because nobody could answer in time: the session waits for
// buttons.
func (t *turn) deaf() bool { return t.p.NeedsEars() && !t.s.Options.Listening }

// bargeIn reports whether speech may interrupt a prompt. It may with headphones, where the
// microphone does not pick up the app's own voice.
func (t *turn) bargeIn() bool {
	return t.s.Options.Headphones && t.s.Options.Listening && t.hearsCommands()
}

// selfGraded reports whether the learner grades this card, without a judgement of a spoken
// answer.
func (t question) selfGraded() bool {
	return t.p.SelfGrading || t.freeRecall()
}

// freeRecall reports whether the card has nothing to judge an answer against.
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

// listen starts the timer and, if allowed, opens the microphone.
func (t *turn) listen(e intent.Expect) {
	gap := 0
	if t.p.Timed && t.s.Phase != Paused && !t.deaf() {
		gap = t.s.Options.AnswerGapMS
		if t.s.Phase == Asking || t.s.Phase == Answering {
			if q := t.s.Question; q != nil && len(q.Choices) > 0 {
				gap = gap * 3 / 2 // choosing takes longer than recalling
			}
		}
	}
	t.do(Listen{Expect: e, TimeoutMS: gap, During: t.bargeIn()})
}

// currentExpect returns the grammar of the current phase: what the learner may say.
func (t *turn) currentExpect() intent.Expect {
	row := t.row()
	if row.expects == nil {
		return intent.Expect{Lang: t.s.Options.Lang}
	}
	return row.expects(t, t.allowed(row.spoken...))
}

// commandsOnly returns a grammar of commands alone.
func commandsOnly(t *turn, commands []intent.Command) intent.Expect {
	return intent.Expect{Lang: t.s.Options.Lang, Commands: commands}
}

// anAnswer returns the grammar of a question.
func anAnswer(t *turn, commands []intent.Command) intent.Expect {
	if t.s.Question == nil || !t.hearsAnswers() {
		return commandsOnly(t, commands)
	}
	return intent.ForQuestion(*t.s.Question, t.s.Options.Lang, commands)
}

// aGrade returns the grammar after the answer is out.
func aGrade(t *turn, commands []intent.Command) intent.Expect {
	return intent.Expect{Lang: t.s.Options.Lang, Confirm: t.hearsAnswers(), Commands: commands}
}

// yesOrNoTo returns the grammar of a yes-or-no question that the app asks.
func yesOrNoTo(t *turn, commands []intent.Command) intent.Expect {
	return intent.Expect{Lang: t.s.Options.Lang, Confirm: true, Commands: commands}
}

// yesOrAnswer is yesOrNoTo that also accepts the answer itself, said again.
func yesOrAnswer(t *turn, commands []intent.Command) intent.Expect {
	if t.s.Question == nil || t.s.Pending == nil || t.s.Pending.Command != "" {
		return yesOrNoTo(t, commands)
	}
	q := intent.ForQuestion(*t.s.Question, t.s.Options.Lang, commands)
	q.Confirm = true
	// Otherwise a yes or no would be taken as the answer to a true-or-false question.
	q.TrueFalse = false
	return q
}

// allowed returns those of some commands that this profile takes by voice.
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
