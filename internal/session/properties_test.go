package session

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"carrel/internal/study"
)

// drawEvent draws an event that might happen at any moment, sensible or not.
func drawEvent(t *rapid.T, now time.Time) Event {
	e := Event{Now: now}
	switch rapid.IntRange(0, 12).Draw(t, "event") {
	case 0:
		e.Event = Silence
	case 1:
		e.Event = NoMatch
	case 2:
		e.Event, e.Button = Button, rapid.SampledFrom([]string{"next", "previous", "playpause", "press", "double", "long", "?"}).Draw(t, "button")
	case 3:
		e.Event = Command
		e.Command = rapid.SampledFrom([]string{"repeat", "skip", "pause", "resume", "undo", "slower", "faster", "show", "again", "hard", "good", "easy", "knew", "missed", "help", "yes", "no", "suspend", "explain", "back", "nonsense", ""}).Draw(t, "command")
	case 4:
		e.Event, e.Option = Choose, rapid.IntRange(-2, 6).Draw(t, "option")
	case 5:
		e.Event, e.Text = Typed, rapid.SampledFrom([]string{"", "Paris", "ottawa", "16", "zzz", "true"}).Draw(t, "typed")
	case 6:
		e.Event = Interrupted
	case 7:
		e.Event = Resumed
	case 12:
		e.Event, e.AtMS = Played, rapid.Int64Range(-5, 100_000).Draw(t, "played")
	case 8, 9:
		e.Event = ClipEnded
	default:
		e.Event = Heard
		e.Text = rapid.SampledFrom([]string{"", "ottawa", "paris", "london", "option two", "true", "sixteen", "yes", "no", "repeat that", "show answer", "good", "undo that", "knew it", "dinner is ready", "wait", "go back", "next section"}).Draw(t, "heard")
		e.Confidence = rapid.SampledFrom([]float64{0, 0.3, 0.7, 0.95}).Draw(t, "confidence")
	}
	return e
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
		queue := []Event{{Event: Start, Profile: p.Name, Mode: rapid.SampledFrom(p.Modes).Draw(t, "mode"), Options: &o, Seed: 7, Now: now}}
		for range 60 {
			if len(queue) == 0 {
				queue = append(queue, drawEvent(t, now))
			}
			e := queue[0]
			queue = queue[1:]
			if e.Event == Card {
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
				switch f.Effect {
				case Record:
					if s.Question == nil || f.Card != s.Question.Card {
						t.Fatalf("%+v graded a card that is not the one asked", e)
					}
					if done {
						t.Fatalf("%+v graded a card a second time", e)
					}
					done = true
					if e.Event == Heard && e.Confidence > 0 && e.Confidence < leastYes {
						t.Fatalf("%q, hardly heard, graded a card in phase %s", e.Text, s.Phase)
					}
					switch e.Event {
					case Silence, NoMatch, Interrupted, Resumed, ClipEnded, Start, Card, Exhausted:
						t.Fatalf("%s recorded a grade", e.Event)
					}
					if after.Mode == Duel {
						t.Fatal("a duel recorded a grade")
					}
					if f.Grade < study.Again || f.Grade > study.Easy || f.TookMS < 0 {
						t.Fatalf("recorded %+v", f)
					}
					if p.Name == "driving" && e.Event == Heard {
						t.Fatal("something spoken was graded while driving")
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
					if p := passageAt(*f.Place, p.Name); p != nil {
						queue = []Event{{Event: Passage, Passage: p, Now: now}}
					} else {
						queue = []Event{{Event: Exhausted, Now: now}}
					}
				case Next:
					q, left := next(deck, f, gone)
					if q == nil {
						queue = []Event{{Event: Exhausted, Now: now}}
					} else {
						queue = []Event{{Event: Card, Question: q, Left: left, Now: now}}
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
			s, _ = Step(s, Event{Event: Command, Command: "stop", Now: now})
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
	means := []Event{{Event: Command}}
	if p, _ := ProfileNamed(s.Profile); p.Commands || s.Options.ControlWords {
		means = append(means, Event{Event: Heard, Confidence: 0.95})
	}
	for _, e := range means {
		e.Now = now
		e.Command, e.Text = "stop", "stop"
		if after, fx := Step(s, e); after.Phase != Finished || fx[len(fx)-1].Effect != Finish {
			t.Fatalf("stop by %s left phase %s in %s", e.Event, s.Phase, after.Phase)
		}
		e.Command, e.Text = "pause", "pause"
		if after, _ := Step(s, e); s.Phase != Paused && after.Phase != Paused {
			t.Fatalf("pause by %s left phase %s in %s", e.Event, s.Phase, after.Phase)
		}
		e.Command, e.Text = "undo", "undo that"
		after, fx := Step(s, e)
		if len(s.History) == 0 {
			for _, f := range fx {
				if f.Effect == Undo || f.Effect == Next {
					t.Fatalf("undo of nothing by %s gave %+v", e.Event, f)
				}
			}
			continue
		}
		last, back, asked := s.History[len(s.History)-1], false, false
		for _, f := range fx {
			back = back || f.Card == last.Card && (f.Effect == Undo && f.Ref == last.Ref || f.Effect == Suspend && f.Back)
			asked = asked || f.Effect == Next && f.Card == last.Card
		}
		if !back || !asked || len(after.History) != len(s.History)-1 {
			t.Fatalf("undo by %s in phase %s gave %+v", e.Event, s.Phase, fx)
		}
	}
	if after, fx := Step(s, Event{Event: Interrupted, Now: now}); after.Phase != Paused {
		t.Fatalf("an interruption left phase %s in %s, with %+v", s.Phase, after.Phase, fx)
	}
}

func next(deck []study.Question, e Effect, gone map[study.ID]bool) (*study.Question, int) {
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
	s, _ := Step(State{}, Event{Event: Start, Profile: "hands-free"})
	q := deckNamed("capitals")[0]
	s, _ = Step(s, Event{Event: Card, Question: &q, Left: 1})
	old := s.Turn
	s, _ = Step(s, Event{Event: ClipEnded, Turn: old})
	after, fx := Step(s, Event{Event: Silence, Turn: old})
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
