package session

import (
	"strconv"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// command carries out a command, whether spoken, pressed or touched.
func (t *turn) command(c intent.Command, how How) {
	back := t.askingBack()
	if back.confirmsInPause() && c != intent.Yes && c != intent.No && c != intent.Knew && c != intent.Missed {
		t.s.Phase, t.s.Resume, t.s.Pending = Paused, t.s.Pending.Resume, nil
	}
	if t.inReading() && (t.s.Phase != Confirming || (c != intent.Yes && c != intent.No)) {
		t.reading().whileReading(c)
		return
	}
	if do := t.row().command; do != nil {
		do(t, c, how)
	}
}

// carryOut carries out a command during a card.
func (t *turn) carryOut(c intent.Command, how How) {
	switch c {
	case intent.Stop:
		t.finish(FinishStopped)
	case intent.Pause, intent.Wait:
		t.s.Resume = t.s.Phase
		t.pauseWith(t.m.Paused)
	case intent.Undo:
		t.undo()
	case intent.Repeat:
		t.repeat()
	case intent.Slower:
		t.rate(1 / 1.15)
	case intent.Faster:
		t.rate(1.15)
	case intent.Help:
		t.help()
	case intent.Skip:
		if t.s.Question != nil && t.s.Phase != Feedback {
			t.pass(t.s.Question.Card)
		}
		t.next(study.ID{})
	case intent.Show:
		if show := t.row().show; show != nil {
			show(t)
		}
	case intent.Back:
		if t.s.Mode == Lesson {
			t.reading().back()
		}
	case intent.Suspend:
		t.putAway()
	case intent.Explain:
		t.feedback().explain()
	case intent.Yes, intent.No:
		t.yesNo(c == intent.Yes, how, Heard{})
	case intent.Knew, intent.Missed:
		// The next and previous buttons answer a yes-or-no question.
		if t.s.Phase == Confirming || t.s.Phase == Checking {
			t.yesNo(c == intent.Knew, how, Heard{})
			return
		}
		t.grade(map[intent.Command]study.Grade{intent.Knew: study.Good, intent.Missed: study.Again}[c], how)
	case intent.Again:
		t.grade(study.Again, how)
	case intent.Hard:
		t.grade(study.Hard, how)
	case intent.Good:
		t.grade(study.Good, how)
	case intent.Easy:
		t.grade(study.Easy, how)
	}
}

// whilePaused handles the few commands that have a meaning during a pause.
func (t *turn) whilePaused(c intent.Command) {
	switch c {
	case intent.Resume, intent.Start, intent.Pause, intent.Repeat, intent.Yes:
		t.resume()
	case intent.Knew:
		t.resume() // the single switch or the next button: go on
	case intent.Stop:
		t.finish(FinishStopped)
	case intent.Undo:
		t.undo()
	case intent.Help:
		t.plain(RolePrompt, t.m.HelpSay, "list", intent.Teach(t.s.Options.Lang, intent.Resume)+", "+intent.Teach(t.s.Options.Lang, intent.Stop))
		t.listen(t.currentExpect())
	}
}

func (t *turn) pauseWith(message string) {
	t.s.Phase = Paused
	t.s.Pending = nil
	t.show()
	t.earcon(PausedCue)
	t.plain(RolePrompt, message)
	t.listen(t.currentExpect())
}

// interrupted pauses without saying anything, because something else is speaking.
func (t *turn) interrupted() {
	switch t.s.Phase {
	case Idle, Finished, Paused:
		return
	}
	graded := t.s.Phase == Feedback || t.s.Phase == Waiting
	t.s.Phase = Paused
	t.s.Pending = nil
	t.s.Resume = Interrupt
	if graded {
		// The card is graded already; do not ask it again.
		t.s.Question = nil
	}
	t.show()
}

// resume ends a pause. It asks the current card again, ungraded, or the next one if there
// is none. If the answer was already out and the learner asked for the pause, the card
// goes on from the answer.
func (t *turn) resume() {
	was := t.s.Resume
	t.s.Resume = ""
	t.s.SilentRun = 0
	q := t.s.Question
	if p := t.s.Passage; q == nil && p != nil && p.Media != "" {
		t.s.Place.OffsetMS = max(0, t.s.Place.OffsetMS-resumeBackMS)
	}
	switch {
	case q == nil || was == Feedback || was == Waiting:
		t.next(study.ID{})
	case was == Revealed:
		t.feedback().revealWith(t.m.AnswerIs)
	default:
		t.s.Silences, t.s.NoMatches = 0, 0
		t.s.Heard, t.s.Verdict = "", nil
		t.question().ask()
	}
}

// undo takes back the last grade and asks that card again.
func (t *turn) undo() {
	if t.s.Mode == Duel || len(t.s.History) == 0 {
		if t.s.Phase == Paused {
			t.plain(RolePrompt, t.m.NothingToUndo)
			t.listen(t.currentExpect())
			return
		}
		t.plain(RolePrompt, t.m.NothingToUndo)
		t.listenOn()
		return
	}
	done := t.takeBack()
	t.plain(RoleFeedback, t.m.Undone)
	t.s.Resume = ""
	t.next(done.Card)
}

// repeat says the question or the answer again, whichever was said last.
func (t *turn) repeat() {
	if again := t.row().repeat; again != nil {
		again(t)
	}
}

// yesNo handles a yes or no to the app's last question.
func (t *turn) yesNo(yes bool, how How, e Heard) {
	if answered := t.row().yesNo; answered != nil {
		answered(t, yes, how, e)
	}
}

// grade handles the learner's own grade, in any phase.
func (t *turn) grade(g study.Grade, how How) {
	if grade := t.row().grade; grade != nil && t.s.Question != nil {
		grade(t, g, how)
	}
}

func (t *turn) rate(factor float64) {
	t.setRate(factor)
	t.repeat()
}

func (t *turn) setRate(factor float64) {
	t.s.Options.Rate = min(2, max(0.5, t.s.Options.Rate*factor))
}

// explain says the card's additional explanation.
func (t feedback) explain() {
	q := t.s.Question
	if q == nil {
		return
	}
	if t.s.Phase != Revealed && t.s.Phase != Feedback {
		// Before the answer is out, an explanation would give it away.
		t.plain(RolePrompt, t.m.NothingMore)
		t.listenOn()
		return
	}
	speech := q.Extra
	if len(speech) == 0 {
		speech = study.Say(t.m.NothingMore, t.s.Options.Lang)
	}
	t.say(RoleFeedback, speech)
	t.listenOn()
}

// putAway suspends the card because the learner asked for it.
func (t *turn) putAway() {
	q := t.s.Question
	if q == nil || t.s.Mode == Duel {
		return
	}
	t.pass(q.Card)
	t.s.remember(Done{Card: q.Card, Away: true})
	t.do(Suspend{Card: q.Card})
	t.plain(RoleFeedback, t.m.Suspended)
	t.next(study.ID{})
}

// help says which commands are available now, each in the form that is recognised best.
func (t *turn) help() {
	switch {
	case t.p.Name == "driving":
		t.plain(RolePrompt, t.m.HelpDriving)
	case t.p.Name == "one-switch":
		t.plain(RolePrompt, t.m.HelpSwitch)
	case !t.s.Options.Listening:
		t.plain(RolePrompt, t.m.HelpKeys)
	default:
		var forms []string
		for _, c := range t.currentExpect().Commands {
			switch c {
			case intent.Slower, intent.Faster, intent.Suspend, intent.Help, intent.Start, intent.Resume, intent.Explain:
				continue // enough for one breath; the rest is in the manual
			}
			forms = append(forms, intent.Teach(t.s.Options.Lang, c))
		}
		t.plain(RolePrompt, t.m.HelpSay, "list", strings.Join(forms, ", "))
	}
	t.listenOn()
}

// listenOn restarts the time to answer after an interjection, without changing the phase.
func (t *turn) listenOn() {
	switch t.s.Phase {
	case Feedback:
		t.feedback().moveOn()
	case Reading:
		t.reading().read()
	case Waiting, Idle, Finished:
	case Asking:
		t.s.Phase = Answering
		if t.s.AskedAt.IsZero() {
			t.s.AskedAt = t.s.Now
		}
		t.show()
		t.listen(t.currentExpect())
	default:
		t.show()
		t.listen(t.currentExpect())
	}
}

// finish ends the session with its summary.
func (t *turn) finish(reason FinishReason) {
	t.s.Phase = Finished
	t.s.Question, t.s.Pending, t.s.Verdict = nil, nil, nil
	sum := Summary{Reviews: t.s.Reviews, Right: t.s.Right, Skipped: t.s.Unfit}
	if d := t.s.Now.Sub(t.s.Started); d > 0 {
		sum.Minutes = int(d.Minutes() + 0.5)
	}
	t.show()
	cards := t.m.cards(t.s.Reviews)
	switch {
	case t.s.Mode == Duel && t.s.Reviews > 0:
		t.plain(RoleFeedback, t.m.DuelEnd+" "+t.m.DuelScore, "a", strconv.Itoa(t.s.Scores[0]), "b", strconv.Itoa(t.s.Scores[1]))
	case reason == FinishMissed:
		t.plain(RoleFeedback, t.m.Round, "n", strconv.Itoa(t.s.Right))
	case t.s.Mode == Lesson && reason == FinishStopped && t.s.Reviews == 0:
		t.plain(RoleFeedback, t.m.ReadStopped)
	case t.s.Mode == Lesson && reason == FinishDone && t.s.Reviews == 0:
		t.plain(RoleFeedback, t.m.ReadDone)
	case t.s.Mode == Lesson && reason == FinishDone:
		t.plain(RoleFeedback, t.m.ReadDone+" "+cards+".")
	case reason == FinishStopped:
		t.plain(RoleFeedback, t.m.Stopped, "cards", cards)
	case t.s.Reviews == 0 && t.s.Unfit == 0:
		t.plain(RoleFeedback, t.m.NothingDue)
	default:
		t.plain(RoleFeedback, t.m.Done, "cards", cards)
	}
	if t.s.Unfit > 0 {
		t.plain(RoleFeedback, t.m.UnfitLeft, "cards", t.m.cards(t.s.Unfit))
	}
	t.do(Finish{Reason: reason, Summary: sum})
}

func (t *turn) gradeWord(g study.Grade) string {
	c := map[study.Grade]intent.Command{study.Again: intent.Again, study.Hard: intent.Hard, study.Good: intent.Good, study.Easy: intent.Easy}[g]
	forms := intent.FormsOf(t.s.Options.Lang, c)
	if len(forms.Short) > 0 {
		return forms.Short[0]
	}
	return g.String()
}
