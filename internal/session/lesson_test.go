package session

import (
	"slices"
	"testing"
	"time"

	"carrel/internal/study"
)

// lessonText is a reading of three sections; the last is a recording.
var lessonText = []struct {
	chapter  string
	passages []string
	ends     []bool
	ask      []string // cards of the deck "capitals"
}{
	{"Canada", []string{"Canada.", "Its capital is Ottawa.", "It lies on a river of the same name."}, []bool{true, false, true}, []string{"ottawa"}},
	{"Countries without a question", []string{"Countries without a question.", "There are many."}, []bool{true, true}, nil},
	{"France", nil, nil, []string{"paris"}},
}

// passageAt returns the passage that a host would hand over.
func passageAt(at study.Place, profile ProfileID) *study.Passage {
	if at.Section >= len(lessonText) {
		return nil
	}
	sec := lessonText[at.Section]
	p := &study.Passage{Place: at, Sections: len(lessonText), Passages: 1, Title: "The world", Chapter: sec.chapter, Lang: "en", Last: true, Ends: true}
	p.Place.OffsetMS = 0
	for _, answer := range sec.ask {
		if !done[cardOf(answer)] {
			p.Questions++
		}
	}
	if sec.passages == nil {
		p.Media, p.StartMS, p.EndMS = "world.mp3", 60_000, 120_000
		return p
	}
	if at.Passage >= len(sec.passages) {
		p.Place.Passage = len(sec.passages) - 1
	}
	i := p.Place.Passage
	p.Text = sec.passages[i]
	p.Speech = study.Say(p.Text, "en")
	p.Passages, p.Last, p.Ends = len(sec.passages), i == len(sec.passages)-1, sec.ends[i]
	return p
}

func cardOf(answer string) study.ID {
	for _, q := range deckNamed("capitals") {
		for _, a := range q.Accept {
			if lower(a.Text) == answer {
				return q.Card
			}
		}
	}
	panic("no card is answered by " + answer)
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 32
		}
	}
	return string(b)
}

// askAfter returns the next question after a section.
func askAfter(section int, exclude []study.ID) *study.Question {
	if section >= len(lessonText) {
		return nil
	}
	for _, answer := range lessonText[section].ask {
		id := cardOf(answer)
		if done[id] || slices.Contains(exclude, id) {
			continue
		}
		for _, q := range deckNamed("capitals") {
			if q.Card == id {
				return &q
			}
		}
	}
	return nil
}

func TestAPageCannotPlayPastASection(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	s, _ := Step(State{}, Start{When: When{Now: now}, Profile: "desk", Mode: Lesson, Reading: study.DeriveID("r"), Place: &study.Place{Section: 2}})
	s, _ = Step(s, Passage{When: When{Now: now}, Passage: passageAt(s.Place, "desk")})
	turn := s.Turn
	s, fx := Step(s, Played{When: When{AtMS: 1 << 40, Turn: turn, Now: now}})
	if len(fx) != 0 || s.Turn != turn {
		t.Errorf("how far it is played led to %d effects and turn %d, want none and %d", len(fx), s.Turn, turn)
	}
	if s.Place.OffsetMS != 60_000 {
		t.Errorf("the place is %d ms into a section of 60 s", s.Place.OffsetMS)
	}
	if s, _ = Step(s, Played{When: When{AtMS: 12_000, Turn: turn - 1, Now: now}}); s.Place.OffsetMS != 60_000 {
		t.Error("an event of an older turn moved the place")
	}
	if s, _ = Step(s, Played{When: When{AtMS: -5, Turn: turn, Now: now}}); s.Place.OffsetMS != 60_000 {
		t.Error("a negative time moved the place")
	}
}
