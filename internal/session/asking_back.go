package session

import (
	"strconv"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// doubtAfterwards handles an uncertain command that grades, hides or ends, heard while the
// feedback is said. Reading it back would hold up a card that is done, so an uncertain
// stop pauses the session and any other command is ignored; the learner can repeat it.
func (t askingBack) doubtAfterwards(c intent.Command) {
	if c == intent.Stop {
		t.command(intent.Pause, ByVoice)
	}
}

// confirm reads back what was heard and waits for a yes or no.
func (t askingBack) confirm(p Pending, message string) {
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

// confirmsInPause reports whether a command heard during a pause is being read back. There
// may be no current card then.
func (t askingBack) confirmsInPause() bool {
	return t.s.Phase == Confirming && t.s.Resume == Paused && t.s.Pending != nil
}

// backToPause returns to the pause after a command that the learner did not confirm.
func (t askingBack) backToPause() {
	t.s.Phase, t.s.Resume = Paused, t.s.Pending.Resume
	t.s.Pending = nil
	t.show()
	t.listen(t.currentExpect())
}

// confirmed handles the yes or no to what was read back.
func (t askingBack) confirmed(yes bool, how How) {
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
		t.feedback().reveal(t.m.NotCaught)
		return
	}
	t.s.Verdict = &v
	t.question().verdict(v, ByVoice)
}

// prompt returns the text that is read back, for the screen.
func (t askingBack) prompt() string {
	if t.s.Pending == nil {
		return ""
	}
	return fill(t.m.Confirm, "heard", t.s.Pending.Text)
}

// ideaPrompt returns the idea that is being asked about, for the screen.
func (t askingBack) ideaPrompt() string {
	q := t.s.Question
	if q == nil || t.s.Idea >= len(q.Ideas) {
		return ""
	}
	return fill(t.m.DidYouSayIdea, "text", q.Ideas[t.s.Idea])
}

// refused handles "no, that is not what I said". After a command the session goes on as
// before. After an answer the learner may answer once more; after a second no the app says
// the answer and asks for the learner's own grade.
func (t askingBack) refused(p Pending) {
	if p.Command != "" {
		t.s.Phase = t.s.Resume
		t.listenOn()
		return
	}
	t.s.NoMatches++
	t.s.Heard, t.s.Verdict = "", nil
	if t.s.NoMatches >= 2 {
		t.feedback().reveal("")
		return
	}
	t.s.Phase = Answering
	t.show()
	t.plain(RolePrompt, t.m.OK)
	t.listen(t.currentExpect())
}

// silence treats what was heard as not meant, because nobody confirmed it.
func (t askingBack) silence() {
	if t.confirmsInPause() {
		t.backToPause()
		return
	}
	t.s.Pending = nil
	if t.inReading() {
		t.reading().read()
		return
	}
	t.question().passOver()
}

// askIdea asks whether the learner mentioned one idea of a longer answer.
func (t askingBack) askIdea() {
	q := t.s.Question
	t.say(RolePrompt, t.spoken(t.m.DidYouSayIdea, map[string]study.Speech{
		"text": {{Text: q.Ideas[t.s.Idea], Lang: q.Lang}},
	}))
	t.listen(t.currentExpect())
}

// idea records whether the learner mentioned one idea. After the last idea it grades: good
// when all were mentioned, hard when at least half were, else again.
func (t askingBack) idea(said bool, how How) {
	q := t.s.Question
	if q == nil || t.s.Idea >= len(q.Ideas) {
		return
	}
	if said {
		t.s.Known++
	}
	t.s.Idea++
	t.s.NoMatches = 0
	if t.s.Idea < len(q.Ideas) {
		t.show()
		t.askIdea()
		return
	}
	g := study.Again
	switch {
	case t.s.Known == len(q.Ideas):
		g = study.Good
	case 2*t.s.Known >= len(q.Ideas):
		g = study.Hard
	}
	t.record(g, how)
	t.plain(RoleFeedback, t.m.IdeasKnown, "n", strconv.Itoa(t.s.Known), "total", strconv.Itoa(len(q.Ideas)))
	t.feedback().moveOn()
}
