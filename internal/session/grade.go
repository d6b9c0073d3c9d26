package session

import (
	"carrel/internal/answer"
	"carrel/internal/study"
)

// verdict acts on a judged answer. It always says the right answer, never repeats a wrong
// option, and adds no comment on a miss.
func (t question) verdict(v answer.Verdict, how How) {
	if t.staysOn(v, how) {
		return
	}
	switch v.Outcome {
	case answer.Right:
		g := v.Suggested
		if g < study.Hard {
			g = study.Good
		}
		t.record(g, how)
		t.feedback().answer(t.m.Right)
		t.feedback().moveOn()
	case answer.Close:
		message := t.m.Close
		if how == ByVoice && t.s.Heard != "" {
			message = t.m.CloseSaid
		}
		t.feedback().revealWith(message)
	case answer.Wrong:
		t.record(study.Again, how)
		message := t.m.WrongPlain
		if how == ByVoice && t.s.Heard != "" {
			message = t.m.Wrong
		}
		t.feedback().answer(message)
		t.feedback().moveOn()
	default:
		t.feedback().reveal(t.m.NotCaught)
	}
}

// staysOn shows the result of an answer that was typed or chosen at the desk, with a
// suggested grade, until the learner grades it: nothing is timed there, and the learner may
// disagree. It reports whether it did. A challenge and a duel count every answer at once.
func (t question) staysOn(v answer.Verdict, how How) bool {
	if t.p.Spoken || how == ByVoice || t.s.Mode == Challenge || t.s.Mode == Duel {
		return false
	}
	switch v.Outcome {
	case answer.Right:
		if v.Suggested < study.Hard {
			v.Suggested = study.Good
		}
		t.feedback().revealWith(t.m.Right)
	case answer.Wrong:
		v.Suggested = study.Again
		t.feedback().revealWith(t.m.WrongPlain)
	default:
		return false
	}
	t.s.Verdict = &v
	return true
}

// moveOn waits for the feedback to end before the next card. With headphones the learner
// may interrupt it with "undo that" or another grade.
func (t feedback) moveOn() {
	t.s.Phase = Feedback
	t.show()
	t.hearsFeedback()
}

// hearsFeedback listens during the feedback where speech may interrupt it.
func (t feedback) hearsFeedback() {
	if t.bargeIn() {
		t.do(Listen{Expect: t.currentExpect(), TimeoutMS: 900, During: true})
	}
}

// answer says the right answer inside a message.
func (t feedback) answer(message string) {
	q := t.s.Question
	if q == nil {
		return
	}
	reveal := q.Reveal
	if len(reveal) == 0 {
		t.plain(RoleAnswer, t.m.NoAnswer)
		return
	}
	heard := t.s.Heard
	lang := q.Lang
	if lang == "" {
		lang = t.s.Options.Lang
	}
	t.say(RoleAnswer, t.spoken(message, map[string]study.Speech{
		"answer": reveal,
		"heard":  {{Text: heard, Lang: lang}},
	}))
}

// reveal says the answer and asks for the learner's own grade. It records nothing yet.
func (t feedback) reveal(prefix string) {
	if prefix != "" {
		t.plain(RolePrompt, prefix)
	}
	t.revealWith(t.m.AnswerIs)
}

func (t feedback) revealWith(message string) {
	q := t.s.Question
	if q == nil {
		return
	}
	t.s.Pending = nil
	if len(q.Ideas) > 1 && t.p.Spoken && t.hearsAnswers() && t.s.Options.Listening {
		t.s.Phase = Checking
		t.s.Idea, t.s.Known = 0, 0
		t.show()
		t.askingBack().askIdea()
		return
	}
	t.s.Phase = Revealed
	t.show()
	t.answer(message)
	if t.p.RevealPrompts {
		t.plain(RolePrompt, t.m.DidYouKnow)
	}
	t.earconIf(t.p.Spoken, YourTurn)
	t.listen(t.currentExpect())
}

func (t *turn) earconIf(ok bool, name EarconName) {
	if ok {
		t.earcon(name)
	}
}

// gradeSeen handles the grade of a card whose answer is out.
func (t feedback) gradeSeen(g study.Grade, how How) {
	t.record(g, how)
	t.next(study.ID{})
}

// gradeUnseen handles a grade given before the answer is out, then says the answer.
func (t feedback) gradeUnseen(g study.Grade, how How) {
	t.s.Pending = nil
	t.record(g, how)
	t.answer(t.m.AnswerIs)
	t.moveOn()
}

// again says the answer again and waits for the grade.
func (t feedback) again() {
	t.answer(t.m.AnswerIs)
	t.listen(t.currentExpect())
}

// againAfterwards says the answer again, then goes on.
func (t feedback) againAfterwards() {
	t.answer(t.m.AnswerIs)
	t.moveOn()
}

// regrade changes the grade of the card that was just graded.
func (t feedback) regrade(g study.Grade, how How) {
	n := len(t.s.History)
	if n == 0 || t.s.History[n-1].Card != t.s.Question.Card || t.s.History[n-1].Away {
		return
	}
	if t.s.History[n-1].Grade != g {
		t.takeBack()
		t.record(g, how)
	}
	t.plain(RoleFeedback, t.m.Regraded, "grade", t.gradeWord(g))
	t.moveOn()
}

// record writes the review, except in a duel, which stores nothing.
func (t *turn) record(g study.Grade, how How) {
	q := t.s.Question
	t.s.Reviews++
	if g > study.Again {
		t.s.Right++
	} else {
		t.s.Missed = true
	}
	t.s.Refs++
	if t.s.Mode == Lesson {
		t.s.Asked++
	}
	if t.s.Mode == Duel {
		t.pass(q.Card)
		if g > study.Again {
			t.s.Scores[t.s.Player]++
		}
		t.s.Player = 1 - t.s.Player
		return
	}
	if t.s.Mode != Due && t.s.Mode != Daily {
		t.pass(q.Card) // the mode may ask cards that are not due; this keeps the card from coming again
	}
	t.s.remember(Done{Ref: t.s.Refs, Card: q.Card, Grade: g})
	t.do(Record{Ref: t.s.Refs, Card: q.Card, Grade: g, TookMS: t.question().took(), How: how})
	t.earconIf(t.p.Spoken, Saved)
}

// takeBack undoes the last record or suspension and returns it.
func (t *turn) takeBack() Done {
	n := len(t.s.History)
	last := t.s.History[n-1]
	t.s.History = t.s.History[:n-1]
	t.unpass(last.Card)
	if last.Away {
		t.do(Suspend{Card: last.Card, Back: true})
		return last
	}
	t.s.Reviews = max(0, t.s.Reviews-1)
	if t.s.Mode == Lesson {
		t.s.Asked = max(0, t.s.Asked-1)
	}
	if last.Grade > study.Again {
		t.s.Right = max(0, t.s.Right-1)
	} else {
		t.s.Missed = false
	}
	t.do(Undo{Ref: last.Ref, Card: last.Card})
	return last
}

func (t *turn) unpass(card study.ID) {
	for i, id := range t.s.Passed {
		if id == card {
			t.s.Passed = append(t.s.Passed[:i:i], t.s.Passed[i+1:]...)
			return
		}
	}
}
