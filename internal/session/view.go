package session

import (
	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// View is what a screen shows of a State. It contains the answer only once the learner may
// see it.
type View struct {
	Phase     Phase            `json:"phase"`
	Profile   ProfileID        `json:"profile"`
	Mode      Mode             `json:"mode"`
	Card      *CardView        `json:"card,omitempty"`
	Back      string           `json:"back,omitempty"`
	Answer    string           `json:"answer,omitempty"` // the answer as it is said
	Heard     string           `json:"heard,omitempty"`
	Diff      *answer.Diff     `json:"diff,omitempty"` // what was typed beside the answer, if they differ
	Verdict   *answer.Verdict  `json:"verdict,omitempty"`
	Prompt    string           `json:"prompt,omitempty"` // what the app asks back
	Can       []intent.Command `json:"can"`
	Grades    []GradeView      `json:"grades,omitempty"`
	Done      int              `json:"done"`
	Left      int              `json:"left"`
	Right     int              `json:"right"`
	Rate      float64          `json:"rate"`
	Listening bool             `json:"listening"`
	Player    int              `json:"player,omitempty"` // duel: 1 or 2
	Scores    *[2]int          `json:"scores,omitempty"` // duel
	Message   string           `json:"message,omitempty"`
	Reading   *ReadingView     `json:"reading,omitempty"` // lesson
	Summary   *Summary         `json:"summary,omitempty"`
}

// CardView is the question on the screen.
type CardView struct {
	ID      study.ID   `json:"id"`
	Deck    string     `json:"deck"`
	Kind    study.Kind `json:"kind"`
	Front   string     `json:"front"`
	Text    string     `json:"text"` // the question as it is said
	Lang    string     `json:"lang,omitempty"`
	Choices []string   `json:"choices,omitempty"`
	Voice   bool       `json:"voice"`
	WhyNot  string     `json:"why_not,omitempty"`
}

// GradeView is one grade button. The host fills in In, because it knows when the card
// would come back.
type GradeView struct {
	Grade   study.Grade    `json:"grade"`
	Command intent.Command `json:"command"`
	Label   string         `json:"label"`
	In      string         `json:"in,omitempty"`
}

// ViewOf returns the view of s.
func ViewOf(s State) View {
	t := newTurn(s)
	v := View{
		Phase: s.Phase, Profile: s.Profile, Mode: s.Mode, Heard: s.Heard, Verdict: s.Verdict,
		Done: s.Reviews, Left: s.Left, Right: s.Right, Rate: s.Options.Rate,
		Listening: s.Options.Listening && (t.hearsAnswers() || t.hearsCommands()),
		Message:   s.Notice, Can: []intent.Command{},
	}
	if s.Mode == Duel {
		v.Player, v.Scores = s.Player+1, &s.Scores
	}
	row := t.row()
	out := row.out ||
		(s.Phase == Paused && (s.Resume == Revealed || s.Resume == Feedback))
	if q := s.Question; q != nil {
		c := &CardView{ID: q.Card, Deck: q.Title, Kind: q.Kind, Front: q.Front, Text: q.Ask.Text(), Lang: q.Lang, Voice: q.Voice, WhyNot: q.WhyNot}
		for _, o := range q.Choices {
			c.Choices = append(c.Choices, o.Text)
		}
		if q.Kind == study.TrueFalse {
			c.Choices = []string{t.m.TrueWord, t.m.FalseWord}
		}
		v.Card = c
		if out {
			v.Back, v.Answer = q.Back, q.Reveal.Text()
			if s.Typed {
				v.Diff = answer.Compare(s.Heard, q.Accept)
			}
		}
	}
	if !out {
		v.Verdict = nil // it would give the answer away
	}
	v.Reading = readingView(s)
	v.Can = append(v.Can, row.offers...)
	if row.grades {
		v.Grades = t.grades()
	}
	if row.prompt != nil {
		v.Prompt = row.prompt(t)
	}
	if len(s.History) == 0 {
		for i, c := range v.Can {
			if c == intent.Undo {
				v.Can = append(v.Can[:i:i], v.Can[i+1:]...)
				break
			}
		}
	}
	return v
}

// grades returns the grade buttons: two in spoken profiles and for learners who chose two
// grades, otherwise four.
func (t *turn) grades() []GradeView {
	list := []intent.Command{intent.Again, intent.Hard, intent.Good, intent.Easy}
	if t.p.Spoken || t.s.Options.TwoGrades {
		list = []intent.Command{intent.Missed, intent.Knew}
	}
	of := map[intent.Command]study.Grade{intent.Again: study.Again, intent.Hard: study.Hard, intent.Good: study.Good, intent.Easy: study.Easy, intent.Missed: study.Again, intent.Knew: study.Good}
	var out []GradeView
	for _, c := range list {
		label := t.gradeWord(of[c])
		if c == intent.Missed || c == intent.Knew {
			label = intent.Teach(t.s.Options.Lang, c)
		}
		out = append(out, GradeView{Grade: of[c], Command: c, Label: label})
	}
	return out
}
