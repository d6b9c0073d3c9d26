package session

import (
	"testing"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// asked returns a hands-free session that has just asked its first question, about Ottawa.
func asked(t *testing.T, o Options) State {
	t.Helper()
	s, _ := Step(State{}, Start{Profile: "hands-free", Options: &o})
	q := deckNamed("capitals")[0]
	s, _ = Step(s, Card{Question: &q, Left: 1})
	s, _ = Step(s, ClipEnded{})
	if s.Phase != Answering {
		t.Fatalf("the question was not asked: phase %s", s.Phase)
	}
	return s
}

// records returns the state after some events and the grades they record.
func records(s State, events ...Event) (State, []study.Grade) {
	var out []study.Grade
	for _, e := range events {
		var fx []Effect
		s, fx = Step(s, e)
		for _, f := range fx {
			if f, ok := f.(Record); ok {
				out = append(out, f.Grade)
			}
		}
	}
	return s, out
}

func said(text string, confidence float64) Heard {
	return Heard{Text: text, Confidence: confidence}
}

// Speech during the feedback, including the app's own voice in the microphone, must not
// grade the card again.
func TestTalkDuringFeedbackAnswersNothing(t *testing.T) {
	o := DefaultOptions()
	o.Headphones = true
	q := deckNamed("capitals")[0]
	for _, talk := range []string{"paris", q.Accept[0].Text, "yes", "no", "dinner is ready", "option one"} {
		for _, confidence := range []float64{0.3, 0.95} {
			s, grades := records(asked(t, o), said(q.Accept[0].Text, 0.95))
			if s.Phase != Feedback || len(grades) != 1 {
				t.Fatalf("phase %s, grades %v", s.Phase, grades)
			}
			after, more := records(s, said(talk, confidence), NoMatch{})
			if len(more) > 0 || after.Phase != Feedback {
				t.Errorf("%q during the feedback gave grades %v and phase %s", talk, more, after.Phase)
			}
		}
	}
}

// During the feedback an uncertain grade changes nothing and an uncertain stop pauses.
// When heard clearly, both count.
func TestDoubtDuringFeedback(t *testing.T) {
	o := DefaultOptions()
	o.Headphones = true
	answered, _ := records(asked(t, o), said(deckNamed("capitals")[0].Accept[0].Text, 0.95))
	for _, c := range []struct {
		text       string
		confidence float64
		phase      Phase
		grades     int
	}{
		{"again", 0.3, Feedback, 0}, {"again", 0.95, Feedback, 1},
		{"stop", 0.3, Paused, 0}, {"stop", 0.95, Finished, 0},
	} {
		s, grades := records(answered, said(c.text, c.confidence))
		if s.Phase != c.phase || len(grades) != c.grades {
			t.Errorf("%q at %v gave phase %s and grades %v", c.text, c.confidence, s.Phase, grades)
		}
	}
}

// A yes or no that grades is read back when it is uncertain, like any other grade. A yes
// with very low confidence confirms nothing.
func TestYesAndNoInDoubtGradeNothing(t *testing.T) {
	shown, _ := Step(asked(t, DefaultOptions()), Command{Command: "show"})
	if shown.Phase != Revealed {
		t.Fatalf("phase %s", shown.Phase)
	}
	for _, word := range []string{"yes", "no"} {
		for _, e := range []Event{said(word, 0.3), Heard{Text: word, Confidence: 0.95, Verdict: "ask"}} {
			s, grades := records(shown, e)
			if s.Phase != Confirming || len(grades) > 0 {
				t.Errorf("%+v gave phase %s and grades %v", e, s.Phase, grades)
			}
			want := study.Good
			if word == "no" {
				want = study.Again
			}
			if _, grades = records(s, said("yes", 0.95)); len(grades) != 1 || grades[0] != want {
				t.Errorf("%q, confirmed, gave grades %v", word, grades)
			}
			if s, grades = records(s, said("no", 0.95)); s.Phase != Revealed || len(grades) > 0 {
				t.Errorf("%q, refused, gave phase %s and grades %v", word, s.Phase, grades)
			}
			if s, grades = records(s, said("yes", 0.3)); len(grades) > 0 {
				t.Errorf("%q, hardly confirmed, gave phase %s and grades %v", word, s.Phase, grades)
			}
		}
	}
	readBack, _ := records(asked(t, DefaultOptions()), said("ottawa", 0.4))
	for _, e := range []Heard{said("yes", 0.3), said("missed it", 0.3), said("good", 0.3)} {
		if s, grades := records(readBack, e); len(grades) > 0 {
			t.Errorf("an answer in doubt and %q hardly heard gave phase %s and grades %v", e.Text, s.Phase, grades)
		}
	}
}

// A confidence of 0 means that the recogniser is sure of nothing; a missing confidence
// means that it states none.
func TestAConfidenceOfNothingIsDoubt(t *testing.T) {
	for text, sure := range map[string]bool{
		`{"event":"heard","text":"ottawa","confidence":0.93}`:    true,
		`{"event":"heard","text":"ottawa","confidence":0}`:       false,
		`{"event":"heard","text":"ottawa","confidence":-3}`:      false,
		`{"event":"heard","text":"ottawa","confidence":0.00001}`: false,
	} {
		e, err := ReadEvent([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if s, grades := records(asked(t, DefaultOptions()), e); (len(grades) == 1) != sure {
			t.Errorf("%s gave phase %s and grades %v", text, s.Phase, grades)
		}
	}
}

// An uncertain stop during a pause is read back, even without a current card. Any reply
// other than yes leaves the pause as it was.
func TestDoubtWhilePaused(t *testing.T) {
	for name, before := range map[string]State{
		"without a card": func() State {
			s, _ := Step(State{}, Start{Profile: "hands-free"})
			s, _ = Step(s, Interrupted{})
			return s
		}(),
		"with one": func() State {
			s, _ := Step(asked(t, DefaultOptions()), Command{Command: "pause"})
			return s
		}(),
	} {
		doubt, _ := Step(before, said("stop", 0.3))
		if before.Phase != Paused || doubt.Phase != Confirming {
			t.Fatalf("%s: phase %s, then %s", name, before.Phase, doubt.Phase)
		}
		for _, e := range []Event{
			said("no", 0.95), said("dinner is ready", 0.9), said("yes", 0.3), NoMatch{}, Silence{},
		} {
			s, grades := records(doubt, e)
			if s.Phase != Paused || s.Resume != before.Resume || s.Pending != nil || len(grades) > 0 {
				t.Errorf("%s: %s %+v gave phase %s, to go on with %s, and grades %v", name, e.Kind(), e, s.Phase, s.Resume, grades)
			}
		}
		for command, want := range map[intent.Command]Phase{"stop": Finished, "repeat": "", "yes": Finished, "help": Paused} {
			s, _ := Step(doubt, Command{Command: command})
			if want != "" && s.Phase != want || s.Phase == Confirming {
				t.Errorf("%s: %s gave phase %s", name, command, s.Phase)
			}
		}
	}
}
