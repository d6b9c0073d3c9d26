package session

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"carrel/internal/golden"
	"carrel/internal/intent"
	"carrel/internal/study"
)

// A conversation is a text file. A line after ">" is what the learner or the world does;
// the lines below it are what Carrel does. Questions are handed over and clips end
// automatically. Each event advances the clock by two seconds, or by the span in "> wait
// 3m".
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations found: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := replay(t, string(old))
			if golden.Updating() {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(old) {
				t.Errorf("the conversation went differently (refresh with -update after reading):\n%s", firstDifference(string(old), got))
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			from := max(0, i-6)
			return fmt.Sprintf("…\n%s\n- %s\n+ %s", strings.Join(w[from:min(i, len(w))], "\n"), a, b)
		}
	}
	return "no difference"
}

// replay runs the learner's lines of a conversation and returns the whole text.
func replay(t *testing.T, text string) string {
	t.Helper()
	done = map[study.ID]bool{}
	s := State{Now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	now := s.Now
	deck := deckNamed("capitals")
	manual := false
	var b strings.Builder
	asks := func(s State, e Next) (*study.Question, int) {
		if s.Mode == Lesson && e.Card.IsZero() {
			return askAfter(s.Place.Section, e.Exclude), 1
		}
		return hand(deck, e)
	}
	var put func(fx []Effect)
	do := func(e Event) {
		var fx []Effect
		s, fx = Step(s, Timed(e, now))
		checkState(t, s, fx)
		put(fx)
	}
	put = func(fx []Effect) {
		for _, e := range fx {
			if line := describe(e); line != "" {
				b.WriteString("    " + line + "\n")
			}
		}
		for _, e := range fx {
			switch e := e.(type) {
			case Read:
				if p := passageAt(e.Place, s.Profile); p != nil {
					do(Passage{Passage: p})
				} else {
					do(Exhausted{})
				}
				return
			case Next:
				if q, left := asks(s, e); q != nil {
					do(Card{Question: q, Left: left})
				} else {
					do(Exhausted{})
				}
				return
			}
		}
		audible, listens := false, false
		for _, e := range fx {
			switch e.(type) {
			case Say, Play:
				audible = true
			case Listen:
				listens = true
			}
		}
		if audible && !listens && !manual && s.Phase != Finished && s.Phase != Paused {
			now = now.Add(time.Second)
			do(ClipEnded{})
		}
	}
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "> "):
		case strings.HasPrefix(line, "    "):
			continue // what Carrel did last time
		default:
			b.WriteString(line + "\n")
			continue
		}
		b.WriteString(line + "\n")
		f := strings.Fields(line[2:])
		now = now.Add(2 * time.Second)
		switch f[0] {
		case "deck":
			deck = deckNamed(f[1])
		case "manual":
			manual = true
		case "wait":
			d, err := time.ParseDuration(f[1])
			if err != nil {
				t.Fatal(err)
			}
			now = now.Add(d)
		case "kill":
			s = reload(t, s)
		case "start":
			e := Start{Profile: ProfileID(f[1]), Seed: 1}
			o := DefaultOptions()
			for _, opt := range f[2:] {
				k, v, _ := strings.Cut(opt, "=")
				switch k {
				case "mode":
					e.Mode = Mode(v)
				case "at":
					e.Place = &study.Place{}
					e.Place.Section, _ = strconv.Atoi(v)
				case "limit":
					e.Limit, _ = strconv.Atoi(v)
				case "lang":
					o.Lang = v
				case "headphones":
					o.Headphones = true
				case "control-words":
					o.ControlWords = true
				case "no-earcons":
					o.Earcons = false
				case "no-microphone":
					o.Listening = false
				default:
					t.Fatalf("what is %q?", opt)
				}
			}
			e.Options = &o
			do(e)
		case "heard":
			e := Heard{Confidence: 0.93, Verdict: "sure"}
			words := f[1:]
			if v, ok := strings.CutPrefix(words[len(words)-1], "confidence="); ok {
				e.Confidence, _ = strconv.ParseFloat(v, 64)
				words = words[:len(words)-1]
			}
			e.Text = strings.Join(words, " ")
			do(e)
		case "played":
			ms, _ := strconv.ParseInt(f[1], 10, 64)
			do(Played{When: When{AtMS: ms}})
		case "ears":
			do(Ears{Open: f[1] == "open"})
		case "typed":
			do(Typed{Text: strings.Join(f[1:], " ")})
		case "choose":
			n, _ := strconv.Atoi(f[1])
			do(Choose{Option: n})
		case "button":
			do(Button{Button: ButtonName(f[1])})
		case "key":
			do(Command{Command: intent.Command(f[1]), How: "key"})
		default:
			e, err := ReadEvent([]byte(`{"event":"` + f[0] + `"}`))
			if err != nil {
				t.Fatal(err)
			}
			do(e)
		}
	}
	return b.String()
}

// checkState checks the invariants that hold after every step.
func checkState(t *testing.T, s State, fx []Effect) {
	t.Helper()
	v := ViewOf(s)
	if (s.Phase == Asking || s.Phase == Answering || s.Phase == Confirming) && (v.Back != "" || v.Answer != "" || v.Verdict != nil) {
		t.Errorf("phase %s shows the answer", s.Phase)
	}
	says := 0
	for i, e := range fx {
		switch e := e.(type) {
		case Listen:
			if i != len(fx)-1 && fx[i+1] != Effect(Show{}) {
				t.Errorf("something follows a listen: %v", fx[i+1])
			}
		case Say:
			if len(e.Speech) == 0 {
				t.Error("nothing is said aloud")
			}
			says++
		}
	}
	if says > 5 {
		t.Errorf("%d prompts in one turn", says)
	}
}

func hand(deck []study.Question, e Next) (*study.Question, int) {
	excluded := func(id study.ID) bool {
		for _, x := range e.Exclude {
			if x == id {
				return true
			}
		}
		return false
	}
	if !e.Card.IsZero() {
		for i := range deck {
			if deck[i].Card == e.Card {
				q := deck[i]
				return &q, len(deck) - i
			}
		}
		return nil, 0
	}
	for i := range deck {
		if done[deck[i].Card] || excluded(deck[i].Card) {
			continue
		}
		q := deck[i]
		return &q, len(deck) - i
	}
	return nil, 0
}

// done is what the host would know: the graded cards.
var done map[study.ID]bool

func describe(e Effect) string {
	switch e := e.(type) {
	case Say:
		var segs []string
		for _, seg := range e.Speech {
			switch {
			case seg.PauseMS > 0:
			case seg.Lang != "" && seg.Lang != "en":
				segs = append(segs, "["+seg.Lang+"] "+seg.Text)
			default:
				segs = append(segs, seg.Text)
			}
		}
		return string(e.Role) + ": " + strings.Join(segs, " | ")
	case Play:
		return fmt.Sprintf("plays %s from %d ms to %d ms", e.Media, e.StartMS, e.EndMS)
	case Earcon:
		return "♪ " + string(e.Name)
	case Listen:
		during := ""
		if e.During {
			during = ", even while speaking"
		}
		if e.TimeoutMS == 0 {
			return "listens" + during
		}
		return fmt.Sprintf("listens for %.1f s%s", float64(e.TimeoutMS)/1000, during)
	case Record:
		done[e.Card] = true
		return fmt.Sprintf("✓ %s by %s after %.1f s", e.Grade, e.How, float64(e.TookMS)/1000)
	case Undo:
		delete(done, e.Card)
		return fmt.Sprintf("✗ takes back record %d", e.Ref)
	case Suspend:
		if e.Back {
			delete(done, e.Card)
			return "brings the card back"
		}
		done[e.Card] = true
		return "puts the card away"
	case Finish:
		return fmt.Sprintf("ends (%s): %d cards, %d right", e.Reason, e.Summary.Reviews, e.Summary.Right)
	}
	return ""
}
