package session

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"carrel/internal/intent"
	"carrel/internal/study"
)

// drawEvent draws an event that might happen at any moment, sensible or not.
func drawEvent(t *rapid.T, now time.Time) Event {
	return Timed(drawTimeless(t), now)
}

func drawTimeless(t *rapid.T) Event {
	switch rapid.IntRange(0, 12).Draw(t, "event") {
	case 0:
		return Silence{}
	case 1:
		return NoMatch{}
	case 2:
		return Button{Button: rapid.SampledFrom([]ButtonName{"next", "previous", "playpause", "press", "double", "long", "?"}).Draw(t, "button")}
	case 3:
		return Command{Command: rapid.SampledFrom([]intent.Command{"repeat", "skip", "pause", "resume", "undo", "slower", "faster", "show", "again", "hard", "good", "easy", "knew", "missed", "help", "yes", "no", "suspend", "explain", "back", "nonsense", ""}).Draw(t, "command")}
	case 4:
		return Choose{Option: rapid.IntRange(-2, 6).Draw(t, "option")}
	case 5:
		return Typed{Text: rapid.SampledFrom([]string{"", "Paris", "ottawa", "16", "zzz", "true"}).Draw(t, "typed")}
	case 6:
		return Interrupted{}
	case 7:
		return Resumed{}
	case 12:
		return Played{When{AtMS: rapid.Int64Range(-5, 100_000).Draw(t, "played")}}
	case 8, 9:
		return ClipEnded{}
	default:
		e := Heard{}
		e.Text = rapid.SampledFrom([]string{"", "ottawa", "paris", "london", "option two", "true", "sixteen", "yes", "no", "repeat that", "show answer", "good", "undo that", "knew it", "dinner is ready", "wait", "go back", "next section"}).Draw(t, "heard")
		e.Confidence = rapid.SampledFrom([]float64{0, 0.3, 0.7, 0.95}).Draw(t, "confidence")
		return e
	}
}

func toJSON(t *rapid.T, s State) string { return asJSON(t, s) }

func asJSON(t *rapid.T, s any) string {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWhateverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
		deck := append(deckNamed("mixed"), deckNamed("capitals")...)
		p := rapid.SampledFrom(Profiles).Draw(t, "profile")
		o := DefaultOptions()
		o.Headphones = rapid.Bool().Draw(t, "headphones")
		o.ControlWords = rapid.Bool().Draw(t, "control words")
		graded := map[int]study.ID{}
		gone := map[study.ID]bool{}
		done := false // the card handed over has been graded
		s := State{}
		queue := []Event{Start{When: When{Now: now}, Profile: p.Name, Mode: rapid.SampledFrom(p.Modes).Draw(t, "mode"), Options: &o, Seed: 7}}
		for range 60 {
			if len(queue) == 0 {
				queue = append(queue, drawEvent(t, now))
			}
			e := queue[0]
			queue = queue[1:]
			if _, ok := e.(Card); ok {
				done = false
			}
			now = now.Add(time.Second)
			before := toJSON(t, s)
			after, fx := Step(s, e)
			if toJSON(t, s) != before {
				t.Fatalf("Step changed the state it was given, on %+v", e)
			}
			var back State
			if err := json.Unmarshal([]byte(before), &back); err != nil {
				t.Fatal(err)
			}
			again, fx2 := Step(back, e)
			if toJSON(t, again) != toJSON(t, after) || asJSON(t, fx) != asJSON(t, fx2) {
				t.Fatalf("a state kept as JSON went another way, on %+v", e)
			}
			if len(fx) > 0 && after.Turn != s.Turn+1 {
				t.Fatalf("turn went from %d to %d", s.Turn, after.Turn)
			}
			for _, f := range fx {
				switch f := f.(type) {
				case Record:
					if s.Question == nil || f.Card != s.Question.Card {
						t.Fatalf("%+v graded a card that is not the one asked", e)
					}
					if done {
						t.Fatalf("%+v graded a card a second time", e)
					}
					done = true
					switch e := e.(type) {
					case Heard:
						if e.Confidence > 0 && e.Confidence < leastYes {
							t.Fatalf("%q, hardly heard, graded a card in phase %s", e.Text, s.Phase)
						}
						if p.Name == "driving" {
							t.Fatal("something spoken was graded while driving")
						}
					case Silence, NoMatch, Interrupted, Resumed, ClipEnded, Start, Card, Exhausted:
						t.Fatalf("%s recorded a grade", e.Kind())
					}
					if after.Mode == Duel {
						t.Fatal("a duel recorded a grade")
					}
					if f.Grade < study.Again || f.Grade > study.Easy || f.TookMS < 0 {
						t.Fatalf("recorded %+v", f)
					}
					graded[f.Ref], gone[f.Card] = f.Card, true
				case Undo:
					if graded[f.Ref] != f.Card {
						t.Fatalf("took back record %d of a card that it is not of", f.Ref)
					}
					delete(graded, f.Ref)
					delete(gone, f.Card)
					done = false
				case Suspend:
					gone[f.Card] = !f.Back
				case Read:
					if p := passageAt(f.Place, p.Name); p != nil {
						queue = []Event{Passage{When: When{Now: now}, Passage: p}}
					} else {
						queue = []Event{Exhausted{When: When{Now: now}}}
					}
				case Next:
					q, left := next(deck, f, gone)
					if q == nil {
						queue = []Event{Exhausted{When: When{Now: now}}}
					} else {
						queue = []Event{Card{When: When{Now: now}, Question: q, Left: left}}
					}
				}
			}
			s = after
			if len(queue) == 0 {
				alwaysWork(t, s, now)
			}
			v := ViewOf(s)
			if (s.Phase == Asking || s.Phase == Answering || s.Phase == Confirming) && (v.Back != "" || v.Answer != "" || v.Verdict != nil) {
				t.Fatalf("the answer shows in phase %s", s.Phase)
			}
			if (s.Phase == Answering || s.Phase == Revealed || (s.Phase == Confirming && s.Mode != Lesson)) && s.Question == nil {
				t.Fatalf("phase %s without a question", s.Phase)
			}
		}
		if s.Phase != Finished && s.Phase != Idle {
			s, _ = Step(s, Command{When: When{Now: now}, Command: "stop"})
			if s.Phase != Finished {
				t.Fatalf("stop left the session in phase %s", s.Phase)
			}
		}
	})
}

// alwaysWork tries stop, pause, undo and an interruption in any state, by every means that
// the learner may have.
func alwaysWork(t *rapid.T, s State, now time.Time) {
	if s.Phase == Idle || s.Phase == Finished {
		return
	}
	means := map[string]func(c intent.Command, words string) Event{
		"command": func(c intent.Command, _ string) Event { return Command{When: When{Now: now}, Command: c} },
	}
	if p, _ := ProfileNamed(s.Profile); p.Commands || s.Options.ControlWords {
		means["voice"] = func(_ intent.Command, words string) Event {
			return Heard{When: When{Now: now}, Text: words, Confidence: 0.95}
		}
	}
	for by, give := range means {
		after, fx := Step(s, give("stop", "stop"))
		if _, ends := fx[len(fx)-1].(Finish); after.Phase != Finished || !ends {
			t.Fatalf("stop by %s left phase %s in %s", by, s.Phase, after.Phase)
		}
		if after, _ := Step(s, give("pause", "pause")); s.Phase != Paused && after.Phase != Paused {
			t.Fatalf("pause by %s left phase %s in %s", by, s.Phase, after.Phase)
		}
		after, fx = Step(s, give("undo", "undo that"))
		if len(s.History) == 0 {
			for _, f := range fx {
				switch f.(type) {
				case Undo, Next:
					t.Fatalf("undo of nothing by %s gave %+v", by, f)
				}
			}
			continue
		}
		last, back, asked := s.History[len(s.History)-1], false, false
		for _, f := range fx {
			switch f := f.(type) {
			case Undo:
				back = back || f.Card == last.Card && f.Ref == last.Ref
			case Suspend:
				back = back || f.Card == last.Card && f.Back
			case Next:
				asked = asked || f.Card == last.Card
			}
		}
		if !back || !asked || len(after.History) != len(s.History)-1 {
			t.Fatalf("undo by %s in phase %s gave %+v", by, s.Phase, fx)
		}
	}
	if after, fx := Step(s, Interrupted{When: When{Now: now}}); after.Phase != Paused {
		t.Fatalf("an interruption left phase %s in %s, with %+v", s.Phase, after.Phase, fx)
	}
}

func next(deck []study.Question, e Next, gone map[study.ID]bool) (*study.Question, int) {
	for i := range deck {
		q := deck[i]
		if !e.Card.IsZero() {
			if q.Card == e.Card {
				return &q, len(deck)
			}
			continue
		}
		skip := gone[q.Card]
		for _, x := range e.Exclude {
			skip = skip || x == q.Card
		}
		if !skip {
			return &q, len(deck) - i
		}
	}
	return nil, 0
}

func TestAnEventForAnOlderTurnChangesNothing(t *testing.T) {
	s, _ := Step(State{}, Start{Profile: "hands-free"})
	q := deckNamed("capitals")[0]
	s, _ = Step(s, Card{Question: &q, Left: 1})
	old := s.Turn
	s, _ = Step(s, ClipEnded{When: When{Turn: old}})
	after, fx := Step(s, Silence{When: When{Turn: old}})
	if len(fx) != 0 || !cmp.Equal(after, s) {
		t.Errorf("a silence of turn %d changed turn %d: %v", old, s.Turn, fx)
	}
}

func TestNarrowKeepsTheRightOption(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "options")
		right := rapid.IntRange(0, n-1).Draw(t, "right")
		var all []study.ChoiceText
		for i := range n {
			c := study.ChoiceText{Text: string(rune('a' + i))}
			if i == right {
				c.Weight = 1
			}
			all = append(all, c)
		}
		got := narrow(all, 3, rapid.Uint64().Draw(t, "seed"))
		rights := 0
		for i, c := range got {
			if c.Weight > 0 {
				rights++
			}
			if i > 0 && got[i-1].Text >= c.Text {
				t.Fatalf("the order changed: %v", got)
			}
		}
		if rights != 1 || len(got) != min(n, 3) {
			t.Fatalf("of %d options %d were kept, %d right", n, len(got), rights)
		}
	})
}
