package api

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/intent"
	"carrel/internal/schedule"
	"carrel/internal/session"
	"carrel/internal/study"
)

// anything returns a random event, sensible or not.
func anything(r *rand.Rand, now time.Time) session.Event {
	return session.Timed(timeless(r), now)
}

func timeless(r *rand.Rand) session.Event {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	switch r.IntN(10) {
	case 0:
		return session.Silence{}
	case 1:
		return session.NoMatch{}
	case 2:
		return []session.Event{session.Interrupted{}, session.Resumed{}, session.Card{}, session.Exhausted{}, session.Passage{}}[r.IntN(5)]
	case 3, 4:
		return session.Button{Button: session.ButtonName(pick("next", "previous", "playpause", "press", "double", "long", "eject"))}
	case 5:
		return session.Command{Command: intent.Command(pick("show", "repeat", "skip", "pause", "resume", "undo", "again", "hard", "good", "easy", "help", "suspend", "yes", "no"))}
	case 6:
		return session.Typed{Text: pick("Paris", "Kabul", "hydrogen", "")}
	case 7:
		return session.ClipEnded{}
	default:
		e := session.Heard{Text: pick("paris", "kabul", "yes", "no", "knew it", "missed it", "undo that", "show answer", "pause", "resume", "what a day", "")}
		e.Confidence = []float64{0, 0.2, 0.55, 0.7, 0.95}[r.IntN(5)]
		return e
	}
}

// TestWhatIsKeptIsWhatWasTold checks in every profile and mode, with random
// events and clock jumps, that each record becomes one review row, that each undo
// cancels the row of its own record, and that silence or misunderstood speech
// writes no review.
func TestWhatIsKeptIsWhatWasTold(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, "")
	install(t, a, "capitals")
	install(t, a, "elements")
	type told struct {
		card  study.ID
		grade study.Grade
	}
	var want []told
	scripts := 60
	if testing.Short() || runtime.GOOS == "js" {
		scripts = 15
	}
	for script := range scripts {
		r := rand.New(rand.NewPCG(uint64(script), 3))
		p := session.Profiles[script%len(session.Profiles)]
		o := session.DefaultOptions()
		o.Headphones, o.ControlWords = r.IntN(2) == 0, r.IntN(2) == 0
		modes := slices.DeleteFunc(slices.Clone(p.Modes), func(m session.Mode) bool { return m == session.Lesson })
		c.T = c.T.Add(time.Duration(r.IntN(72)) * time.Hour)
		now := c.T
		mode := modes[r.IntN(len(modes))]
		var e session.Event = session.Start{When: session.When{Now: now}, Profile: p.Name, Mode: mode, Options: &o, Seed: uint64(script + 1)}
		live := map[int]told{}
		for range 40 {
			turn, err := a.conv.Step(ctx, e)
			if err != nil {
				t.Fatalf("script %d: %+v: %v", script, e, err)
			}
			for _, f := range turn.Effects {
				switch f := f.(type) {
				case session.Record:
					switch e.(type) {
					case session.Heard, session.Typed, session.Command, session.Button:
					default:
						t.Fatalf("script %d: %s recorded a grade", script, e.Kind())
					}
					if mode == session.Duel {
						t.Fatalf("script %d: a duel recorded a grade", script)
					}
					live[f.Ref] = told{f.Card, f.Grade}
				case session.Undo:
					if live[f.Ref].card != f.Card {
						t.Fatalf("script %d: record %d, which is not of card %s, was taken back", script, f.Ref, f.Card)
					}
					delete(live, f.Ref)
				}
			}
			now = now.Add([]time.Duration{0, time.Second, 30 * time.Second, -time.Minute, 20 * time.Hour}[r.IntN(5)])
			e = anything(r, now)
		}
		for _, l := range live {
			want = append(want, l)
		}
	}
	rows := map[study.ID][]study.Review{}
	if err := a.Store().EachReview(ctx, func(r study.Review) error {
		rows[r.Card] = append(rows[r.Card], r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var got []told
	for _, of := range rows {
		for _, r := range schedule.InEffect(of) {
			if r.Kind == study.Graded {
				got = append(got, told{r.Card, r.Grade})
			}
		}
	}
	order := func(x, y told) int {
		if by := strings.Compare(x.card.String(), y.card.String()); by != 0 {
			return by
		}
		return int(x.grade) - int(y.grade)
	}
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if len(want) < scripts {
		t.Fatalf("only %d grades were told in %d scripts: this shows nothing", len(want), scripts)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d grades are kept, %d were told, and they are not the same", len(got), len(want))
	}
}
