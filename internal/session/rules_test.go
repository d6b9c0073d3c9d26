package session

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/study"
)

// Rule 1: no mode with time pressure or scores is available while driving, whatever the
// start event asks for.
func TestNoDuelAndNoChallengeWhileDriving(t *testing.T) {
	p, ok := ProfileNamed("driving")
	if !ok || !p.Driving || !p.Spoken || p.Answers || p.Commands {
		t.Fatalf("driving is %+v", p)
	}
	for _, m := range []Mode{Duel, Challenge, "points", "race"} {
		s, _ := Step(State{}, Start{Profile: "driving", Mode: m})
		if slices.Contains(p.Modes, m) || s.Mode == m {
			t.Errorf("driving offers %s", m)
		}
	}
}

// Rule 4: there are four earcons, and they can be muted.
func TestEarconsCanBeMuted(t *testing.T) {
	for _, muted := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			o := DefaultOptions()
			o.Earcons = !muted
			s, fx := Step(State{}, Start{Profile: rapid.SampledFrom(Profiles).Draw(t, "profile").Name, Options: &o})
			for range 20 {
				for _, f := range fx {
					f, ok := f.(Earcon)
					if !ok {
						continue
					}
					if muted {
						t.Fatalf("%s sounds though earcons are off", f.Name)
					}
					if !slices.Contains([]EarconName{YourTurn, HeardTone, Saved, PausedCue}, f.Name) {
						t.Fatalf("there is a fifth earcon, %s", f.Name)
					}
				}
				e := drawEvent(t, s.Now)
				if s.Phase == Waiting {
					q := deckNamed("capitals")[0]
					e = Card{Question: &q, Left: 1}
				}
				s, fx = Step(s, e)
			}
		})
	}
}

// until returns a session of a profile, with its first card in a phase.
func until(t *testing.T, profile ProfileID, phase Phase) State {
	t.Helper()
	s, _ := Step(State{}, Start{Profile: profile})
	q := deckNamed("capitals")[0]
	s, _ = Step(s, Card{Question: &q, Left: 1})
	for _, e := range map[Phase][]Event{
		Asking:     nil,
		Answering:  {ClipEnded{}},
		Confirming: {ClipEnded{}, said("ottawa", 0.4)},
		Revealed:   {ClipEnded{}, Command{Command: "show"}},
	}[phase] {
		s, _ = Step(s, e)
	}
	if s.Phase != phase {
		t.Fatalf("%s: phase %s, want %s", profile, s.Phase, phase)
	}
	return s
}

// Rules 9 and 10: after a pause the same card goes on ungraded, from the answer if that
// was already out, else from its question. After an interruption the card always starts
// again. Only the learner ends a pause that the learner asked for.
func TestThePausedCardComesBackUngraded(t *testing.T) {
	for _, profile := range []ProfileID{Desk, HandsFree, Driving, OneSwitch} {
		phases := []Phase{Asking, Answering, Revealed}
		if profile == "desk" || profile == "hands-free" {
			phases = append(phases, Confirming)
		}
		for _, phase := range phases {
			before := until(t, profile, phase)
			card := before.Question.Card
			same := func(what string, s State, want Phase, grades []study.Grade) {
				t.Helper()
				if s.Phase != want || s.Question == nil || s.Question.Card != card || len(grades) > 0 {
					t.Errorf("%s, %s in phase %s: phase %s, want %s; card %v; grades %v", profile, what, phase, s.Phase, want, s.Question, grades)
				}
			}
			paused, grades := records(before, Command{Command: "pause"}, Resumed{}, Silence{}, ClipEnded{})
			same("paused", paused, Paused, grades)
			after, grades := records(paused, Command{Command: "resume"})
			want := Asking
			if phase == Revealed {
				want = Revealed
			}
			same("resumed", after, want, grades)
			cut, grades := records(before, Interrupted{}, Silence{}, NoMatch{}, ClipEnded{})
			same("interrupted", cut, Paused, grades)
			after, grades = records(cut, Resumed{})
			same("after an interruption", after, Asking, grades)
		}
	}
}
