package session

import (
	"slices"
	"time"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// Step returns the state after e and what is to be done. It is pure: the same
// state and event give the same result, and s is not changed. An event that
// means nothing now, or belongs to an earlier turn, changes nothing and asks
// for nothing.
func Step(s State, e Event) (State, []Effect) {
	if e.Turn != 0 && e.Turn != s.Turn {
		return s, nil
	}
	t := newTurn(s)
	if e.Now.After(t.s.Now) {
		t.s.Now = e.Now
	}
	t.handle(e)
	if len(t.fx) > 0 {
		t.s.Turn++
	}
	return t.s, t.fx
}

func (t *turn) handle(e Event) {
	t.reading().heardAt(e.AtMS)
	take := always[e.Event]
	if take == nil {
		take = t.row().takes[e.Event]
	}
	if take != nil {
		take(t, e)
	}
}

// start begins a session; one that was going on is over, its reviews kept.
func (t *turn) start(e Event) {
	old := t.s
	p, ok := ProfileNamed(e.Profile)
	if !ok {
		p = Profiles[0]
	}
	mode := e.Mode
	if !slices.Contains(p.Modes, mode) {
		mode = Due
	}
	t.s = State{
		Turn: old.Turn, Now: old.Now, Profile: p.Name, Mode: mode,
		Decks: slices.Clone(e.Decks), Limit: e.Limit, Seed: e.Seed,
		Options: DefaultOptions(),
	}
	if !e.Now.IsZero() {
		t.s.Now = e.Now // a new session may begin before an old one ended: clocks get set
	}
	if e.Options != nil {
		t.s.Options = *e.Options
	}
	if t.s.Options.Rate == 0 {
		t.s.Options.Rate = 1
	}
	if t.s.Limit == 0 {
		switch mode {
		case Daily:
			t.s.Limit = 20
		case Duel:
			t.s.Limit = 10
		}
	}
	t.s.Started, t.s.BreakAt, t.s.LastActive, t.s.TurnAt = t.s.Now, t.s.Now, t.s.Now, t.s.Now
	if mode == Lesson {
		t.s.Reading = e.Reading
		if e.Place != nil && !e.Place.Done {
			t.s.Place = *e.Place
		}
	}
	t.p = p
	t.m = messagesFor(t.s.Options.Lang)
	t.next(study.ID{})
}

// DefaultOptions are what a start event without options gets.
func DefaultOptions() Options {
	return Options{Lang: "en", AnswerGapMS: 6000, Rate: 1, Earcons: true, Listening: true}
}

// silence is never a wrong answer: one shorter prompt, then the answer, and
// nothing is recorded. Three cards in a row without a sign pause the session.
func (t question) silence() {
	t.s.Silences++
	switch {
	case t.selfGraded():
		t.feedback().reveal("")
	case t.s.Silences == 1:
		t.say(RolePrompt, study.Say(t.m.YourAnswer, t.s.Options.Lang))
		t.listen(t.currentExpect())
	default:
		t.passOver()
	}
}

// passOver says the answer and goes on; nothing is recorded.
func (t question) passOver() {
	t.forget()
	t.feedback().answer(t.m.AnswerIs, "")
	if t.quiet() {
		return
	}
	t.s.Phase = Feedback
	t.show()
}

// passSilently goes on after an answer that was said already.
func (t feedback) passSilently() {
	t.question().forget()
	if t.question().quiet() {
		return
	}
	t.next(study.ID{})
}

// forget puts the card aside for this session, ungraded.
func (t question) forget() {
	t.s.SilentRun++
	if t.s.Question != nil {
		t.pass(t.s.Question.Card)
	}
}

// quiet pauses after three silent cards in a row and reports whether it did.
func (t question) quiet() bool {
	if t.s.SilentRun < 3 {
		return false
	}
	t.s.SilentRun = 0
	t.s.Resume = Waiting
	t.pauseWith(t.m.SilentPause)
	return true
}

// noMatch takes speech that was not understood.
func (t *turn) noMatch() {
	unheard := t.row().unheard
	if unheard == nil || !t.hearsAnswers() && !t.hearsCommands() {
		return
	}
	t.sign()
	switch {
	case t.askingBack().confirmsInPause():
		t.askingBack().backToPause()
	case t.inReading():
		t.reading().overheard()
	default:
		t.s.NoMatches++
		unheard(t)
	}
}

// unheard: not understood is not wrong either: one retry, then the answer and
// the learner's own grade. A grade is never guessed.
func (t question) unheard() {
	t.s.Pending = nil
	if t.s.NoMatches > 1 {
		t.feedback().reveal(t.m.NotCaught)
		return
	}
	t.s.Phase = Answering
	t.sayAgain()
	t.show()
}

// sayAgain asks to say it again, twice at most: buttons and time remain, and
// asking a third time would nag.
func (t *turn) sayAgain() {
	if t.s.NoMatches <= 2 {
		t.say(RolePrompt, study.Say(t.m.SayAgain, t.s.Options.Lang))
	}
	t.listen(t.currentExpect())
}

// hearsOn listens again after something that meant nothing here: the
// recogniser hears one utterance for each time it is asked to listen.
func (t *turn) hearsOn() {
	if t.row().takes[Heard] == nil {
		return
	}
	if t.s.Phase == Paused && t.s.Resume == Interrupt {
		return // somebody else is talking
	}
	if t.s.Phase == Feedback {
		if len(t.fx) == 0 {
			t.feedback().hearsFeedback()
		}
		return
	}
	if len(t.fx) == 0 && (t.hearsAnswers() || t.hearsCommands()) {
		t.listen(t.currentExpect())
	}
}

// pressed takes a command by key or touch.
func (t *turn) pressed(e Event) {
	t.sign()
	t.command(intent.Command(e.Command), how(e, "key"))
}

// button translates a button to its command.
func (t *turn) button(e Event) {
	cmd := t.s.Options.Buttons[e.Button]
	if cmd == "" {
		cmd = t.p.Buttons[e.Button]
	}
	if cmd == "" {
		return
	}
	t.sign()
	t.command(intent.Command(cmd), how(e, "button"))
}

func how(e Event, otherwise string) string {
	if e.How != "" {
		return e.How
	}
	return otherwise
}

// sign notes that the learner is there.
func (t *turn) sign() {
	t.s.SilentRun = 0
	t.s.LastActive = t.s.Now
}

// took returns the milliseconds since the question ended, at most ten minutes.
func (t question) took() int {
	if t.s.AskedAt.IsZero() || !t.s.Now.After(t.s.AskedAt) {
		return 0
	}
	return int(min(t.s.Now.Sub(t.s.AskedAt), 10*time.Minute) / time.Millisecond)
}
