package session

import (
	"cmp"
	"slices"
	"time"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// Step returns the state after e and the effects to carry out. It is pure: the same state
// and event give the same result, and s is not changed. An event that means nothing in the
// current phase, or that belongs to an earlier turn, changes nothing and has no effects.
func Step(s State, e Event) (State, []Effect) {
	when := e.when()
	if when.Turn != 0 && when.Turn != s.Turn {
		return s, nil
	}
	t := newTurn(s)
	if when.Now.After(t.s.Now) {
		t.s.Now = when.Now
	}
	t.handle(e)
	if len(t.fx) > 0 {
		t.s.Turn++
	}
	return t.s, t.fx
}

func (t *turn) handle(e Event) {
	t.reading().heardAt(e.when().AtMS)
	take := always[e.Kind()]
	if take == nil {
		take = t.row().takes[e.Kind()]
	}
	if take != nil {
		take(t, e)
	}
}

// start begins a session. It ends a running one, whose reviews are kept.
func (t *turn) start(e Start) {
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
		t.s.Now = e.Now // may be before the last session's end, if the clock was set back
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
	if e.Ears != nil {
		t.s.Options.Listening = *e.Ears
	}
	if t.deaf() {
		t.plain(RolePrompt, t.m.NoEars)
	}
	t.next(study.ID{})
}

// ears takes notice that the microphone was opened or closed. A profile that is used by
// voice says when it can hear no longer, and goes on with buttons.
func (t *turn) ears(e Ears) {
	if e.Open == t.s.Options.Listening {
		return
	}
	t.s.Options.Listening = e.Open
	switch t.s.Phase {
	case Asking, Answering, Confirming, Checking, Revealed:
	default:
		return
	}
	if !t.p.NeedsEars() {
		return
	}
	if t.deaf() {
		t.plain(RolePrompt, t.m.NoEars)
	}
	t.row().repeat(t)
}

// DefaultOptions returns the options of a start event that has none.
func DefaultOptions() Options {
	return Options{Lang: "en", AnswerGapMS: 6000, Rate: 1, Earcons: true, Listening: true}
}

// silence never counts as a wrong answer. The app prompts once more, briefly, then says
// the answer and records nothing; a self-graded card gets its answer at once. Three silent
// cards in a row pause the session.
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

// passOver says the answer and goes on without recording anything.
func (t question) passOver() {
	t.forget()
	t.feedback().answer(t.m.AnswerIs)
	if t.quiet() {
		return
	}
	t.s.Phase = Feedback
	t.show()
}

// passSilently goes on after an answer that was already said.
func (t feedback) passSilently() {
	t.question().forget()
	if t.question().quiet() {
		return
	}
	t.next(study.ID{})
}

// forget leaves the card ungraded and does not ask it again in this session.
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

// noMatch handles speech that the recogniser did not understand.
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

// unheard handles speech that was not understood, which never counts as wrong: after one
// retry the app says the answer and asks for the learner's own grade. It never guesses a
// grade.
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

// sayAgain asks the learner to repeat, twice at most. A third time would nag; the buttons
// and the time to answer remain.
func (t *turn) sayAgain() {
	if t.s.NoMatches <= 2 {
		t.say(RolePrompt, study.Say(t.m.SayAgain, t.s.Options.Lang))
	}
	t.listen(t.currentExpect())
}

// hearsOn listens again after speech that meant nothing here, because the recogniser
// returns one utterance for each listen effect.
func (t *turn) hearsOn() {
	if t.row().takes[Heard{}.Kind()] == nil {
		return
	}
	if t.s.Phase == Paused && t.s.Resume == Interrupt {
		return // somebody else is speaking
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

// pressed handles a command given by key or touch.
func (t *turn) pressed(e Command) {
	t.sign()
	t.command(e.Command, cmp.Or(e.How, ByKey))
}

// button translates a button into its command.
func (t *turn) button(e Button) {
	cmd := t.s.Options.Buttons[e.Button]
	if cmd == "" {
		cmd = t.p.Buttons[e.Button]
	}
	if cmd == "" {
		return
	}
	t.sign()
	t.command(intent.Command(cmd), cmp.Or(e.How, ByButton))
}

// sign records that the learner is active.
func (t *turn) sign() {
	t.s.SilentRun = 0
	t.s.LastActive = t.s.Now
}

// took returns the time since the question ended, in milliseconds, at most ten minutes.
func (t question) took() int {
	if t.s.AskedAt.IsZero() || !t.s.Now.After(t.s.AskedAt) {
		return 0
	}
	return int(min(t.s.Now.Sub(t.s.AskedAt), 10*time.Minute) / time.Millisecond)
}
