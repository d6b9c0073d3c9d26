package session

import (
	"carrel/internal/intent"
	"carrel/internal/study"
)

// phaseRow is what a session does in one phase. A nil field means that nothing happens.
type phaseRow struct {
	takes map[EventKind]take // handled events, besides those in always

	// What the learner says, presses or asks to see.
	command func(t *turn, c intent.Command, how How)    // any command
	yesNo   func(t *turn, yes bool, how How, e Heard)   // the answer to what was asked back
	grade   func(t *turn, g study.Grade, how How)       // the learner's own grade
	repeat  func(*turn)                                 // repeats what was said last
	show    func(*turn)                                 // shows the answer
	unheard func(*turn)                                 // speech that was not understood
	expects func(*turn, []intent.Command) intent.Expect // the grammar, with the commands in spoken
	spoken  []intent.Command                            // spoken commands, if the profile has them

	judges       bool // speech is taken as an answer
	yesGrades    bool // a yes or no grades the card, so it is read back when uncertain
	onlyCommands bool // other speech is ignored

	// What the screen shows.
	offers []intent.Command   // the buttons, in order
	grades bool               // with the grade buttons
	out    bool               // shows the answer
	prompt func(*turn) string // what the app asks back
}

// take is what a phase does with an event of one type.
type take func(*turn, Event)

// handler is the take of one type of event.
type handler struct {
	of   EventKind
	take take
}

// on returns the handler that calls f with events of type E.
func on[E Event](f func(*turn, E)) handler {
	var of E
	return handler{of.Kind(), func(t *turn, e Event) { f(t, e.(E)) }}
}

// upon returns the handler that calls f when an event of type E happens.
func upon[E Event](f func(*turn)) handler {
	return on(func(t *turn, _ E) { f(t) })
}

// takes returns a table of handlers. It panics if two handle the same type of event.
func takes(handlers ...handler) map[EventKind]take {
	table := make(map[EventKind]take, len(handlers))
	for _, h := range handlers {
		if table[h.of] != nil {
			panic("two handlers of " + string(h.of))
		}
		table[h.of] = h.take
	}
	return table
}

// row returns what the session does in its current phase.
func (t *turn) row() phaseRow { return phases[t.s.Phase] }

// always has the events that every phase handles.
var always map[EventKind]take

// phases is the table of all phases. init fills it in, because its functions refer back to
// the table.
var phases map[Phase]phaseRow

func init() {
	always = takes(on((*turn).start), on((*turn).pressed), on((*turn).button), on((*turn).ears))
	phases = map[Phase]phaseRow{
		Idle: {},
		Waiting: {
			takes:   takes(on(takeCard), on(takePassage), upon[Exhausted](takeExhausted), upon[Interrupted](interrupted)),
			command: (*turn).carryOut,
			expects: anAnswer,
			spoken:  toQuestion,
		},
		Asking: {
			takes: takes(
				upon[ClipEnded](func(t *turn) { t.question().yourTurn() }),
				upon[Silence](func(t *turn) { t.question().silence() }),
				upon[NoMatch](notUnderstood), on(understood), on(takeTyped), on(takeChoice), upon[Interrupted](interrupted),
			),
			command: (*turn).carryOut,
			yesNo:   trueOrFalse,
			grade:   gradeUnseen,
			repeat:  askAgain,
			show:    showAnswer,
			unheard: func(t *turn) { t.question().unheard() },
			expects: anAnswer,
			spoken:  toQuestion,
			judges:  true,
			offers:  atQuestion,
		},
		Answering: {
			takes: takes(
				upon[Silence](func(t *turn) { t.question().silence() }),
				upon[NoMatch](notUnderstood), on(understood), on(takeTyped), on(takeChoice), upon[Interrupted](interrupted),
			),
			command: (*turn).carryOut,
			yesNo:   trueOrFalse,
			grade:   gradeUnseen,
			repeat:  askAgain,
			show:    showAnswer,
			unheard: func(t *turn) { t.question().unheard() },
			expects: anAnswer,
			spoken:  toQuestion,
			judges:  true,
			offers:  atQuestion,
		},
		Confirming: {
			takes: takes(
				upon[Silence](func(t *turn) { t.askingBack().silence() }),
				upon[NoMatch](notUnderstood), on(understood), on(takeTyped), on(takeChoice), upon[Interrupted](interrupted),
			),
			command: (*turn).carryOut,
			yesNo:   func(t *turn, yes bool, how How, _ Heard) { t.askingBack().confirmed(yes, how) },
			grade:   gradeUnseen,
			repeat:  askAgain,
			show:    showAnswer,
			unheard: func(t *turn) { t.question().unheard() },
			expects: yesOrAnswer,
			spoken:  toYesNo,
			judges:  true,
			offers: []intent.Command{intent.Yes, intent.No, intent.Show, intent.Repeat, intent.Skip, intent.Pause,
				intent.Undo, intent.Stop, intent.Help},
			prompt: func(t *turn) string { return t.askingBack().prompt() },
		},
		Checking: {
			takes: takes(
				upon[Silence](func(t *turn) { t.askingBack().silence() }),
				upon[NoMatch](notUnderstood), on(understood), upon[Interrupted](interrupted),
			),
			command:   (*turn).carryOut,
			yesNo:     func(t *turn, yes bool, how How, _ Heard) { t.askingBack().idea(yes, how) },
			grade:     gradeSeen,
			repeat:    func(t *turn) { t.askingBack().askIdea() },
			unheard:   (*turn).sayAgain,
			expects:   yesOrNoTo,
			spoken:    toYesNo,
			yesGrades: true,
			offers: []intent.Command{intent.Yes, intent.No, intent.Repeat, intent.Skip, intent.Pause, intent.Undo,
				intent.Stop, intent.Help},
			grades: true,
			out:    true,
			prompt: func(t *turn) string { return t.askingBack().ideaPrompt() },
		},
		Revealed: {
			takes: takes(
				upon[Silence](func(t *turn) { t.feedback().passSilently() }),
				upon[NoMatch](notUnderstood), on(understood), upon[Interrupted](interrupted),
			),
			command: (*turn).carryOut,
			yesNo: func(t *turn, yes bool, how How, _ Heard) {
				t.feedback().grade(map[bool]study.Grade{true: study.Good, false: study.Again}[yes], how)
			},
			grade:   gradeSeen,
			repeat:  func(t *turn) { t.feedback().again() },
			show:    (*turn).repeat,
			unheard: (*turn).sayAgain,
			expects: aGrade,
			spoken: []intent.Command{intent.Knew, intent.Missed, intent.Again, intent.Hard, intent.Good, intent.Easy,
				intent.Repeat, intent.Explain, intent.Skip, intent.Pause, intent.Undo, intent.Stop, intent.Help,
				intent.Slower, intent.Faster, intent.Suspend},
			yesGrades: true,
			offers: []intent.Command{intent.Repeat, intent.Explain, intent.Skip, intent.Pause, intent.Undo, intent.Stop,
				intent.Help, intent.Slower, intent.Faster, intent.Suspend},
			grades: true,
			out:    true,
		},
		Feedback: {
			takes: takes(
				upon[ClipEnded](goOn), upon[Silence](goOn),
				upon[NoMatch](notUnderstood), on(understood), upon[Interrupted](interrupted),
			),
			command: (*turn).carryOut,
			grade:   func(t *turn, g study.Grade, how How) { t.feedback().regrade(g, how) },
			repeat:  func(t *turn) { t.feedback().againAfterwards() },
			expects: commandsOnly,
			spoken: []intent.Command{intent.Undo, intent.Again, intent.Hard, intent.Good, intent.Easy, intent.Repeat,
				intent.Pause, intent.Stop, intent.Explain},
			onlyCommands: true,
			offers:       []intent.Command{intent.Repeat, intent.Explain, intent.Pause, intent.Undo, intent.Stop},
			grades:       true,
			out:          true,
		},
		Reading: {
			takes: takes(
				upon[ClipEnded](passageEnded), upon[Silence](passageEnded),
				upon[NoMatch](notUnderstood), on(understood), upon[Interrupted](interrupted),
			),
			command: func(t *turn, c intent.Command, _ How) { t.reading().whileReading(c) },
			unheard: func(t *turn) { t.reading().overheard() },
			expects: commandsOnly,
			spoken: []intent.Command{intent.Pause, intent.Repeat, intent.Skip, intent.Back, intent.Stop, intent.Slower,
				intent.Faster, intent.Help, intent.Undo},
			offers: []intent.Command{intent.Pause, intent.Repeat, intent.Back, intent.Skip, intent.Slower, intent.Faster,
				intent.Undo, intent.Stop, intent.Help},
		},
		Paused: {
			takes:        takes(upon[NoMatch](notUnderstood), on(understood), upon[Resumed](resumed)),
			command:      func(t *turn, c intent.Command, _ How) { t.whilePaused(c) },
			expects:      commandsOnly,
			spoken:       []intent.Command{intent.Resume, intent.Start, intent.Stop, intent.Undo, intent.Help},
			onlyCommands: true,
			offers:       []intent.Command{intent.Resume, intent.Undo, intent.Stop},
		},
		Finished: {},
	}
}

// Command lists that several phases share.
var (
	toQuestion = []intent.Command{intent.Show, intent.Repeat, intent.Skip, intent.Pause, intent.Undo, intent.Stop,
		intent.Help, intent.Slower, intent.Faster, intent.Suspend, intent.Knew, intent.Missed,
		intent.Again, intent.Hard, intent.Good, intent.Easy}
	toYesNo = []intent.Command{intent.Yes, intent.No, intent.Repeat, intent.Show, intent.Skip, intent.Pause,
		intent.Undo, intent.Stop, intent.Help, intent.Slower, intent.Faster}
	atQuestion = []intent.Command{intent.Show, intent.Repeat, intent.Skip, intent.Pause, intent.Undo, intent.Stop,
		intent.Help, intent.Slower, intent.Faster, intent.Suspend}
)

// Steps that several phases share.

func takeCard(t *turn, e Card) {
	if e.Question != nil {
		t.question().intake(*e.Question, e.Left)
	}
}

func takePassage(t *turn, e Passage) {
	if t.s.Mode == Lesson && e.Passage != nil {
		t.reading().passage(*e.Passage)
	}
}

func takeExhausted(t *turn) {
	if t.s.Mode == Lesson {
		t.reading().exhaustedLesson()
		return
	}
	t.finish(FinishDone)
}

func notUnderstood(t *turn) {
	t.noMatch()
	t.hearsOn()
}

func understood(t *turn, e Heard) {
	t.heard(e)
	t.hearsOn()
}

func takeTyped(t *turn, e Typed) {
	t.sign()
	t.question().typed(e)
}

func takeChoice(t *turn, e Choose) {
	if t.s.Question != nil {
		t.sign()
		t.question().choose(e)
	}
}

func interrupted(t *turn) { t.interrupted() }

func resumed(t *turn) {
	if t.s.Resume == Interrupt {
		t.resume()
	}
}

func goOn(t *turn) { t.next(study.ID{}) }

func passageEnded(t *turn) { t.reading().passageEnded() }

func askAgain(t *turn) { t.question().again() }

func showAnswer(t *turn) { t.feedback().reveal("") }

func gradeSeen(t *turn, g study.Grade, how How) { t.feedback().gradeSeen(g, how) }

func gradeUnseen(t *turn, g study.Grade, how How) { t.feedback().gradeUnseen(g, how) }

// trueOrFalse judges a yes or no as the answer to a true-or-false question.
func trueOrFalse(t *turn, _ bool, _ How, e Heard) {
	if t.s.Question != nil && t.s.Question.Kind == study.TrueFalse && e.Text != "" {
		t.question().judgeSpoken(e, intent.Intent{Kind: intent.KindAnswer, Text: e.Text}, false)
	}
}
