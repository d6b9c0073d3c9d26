package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"carrel/fsrs"
	"carrel/internal/conversation"
	"carrel/internal/schedule"
	"carrel/internal/session"
	"carrel/internal/study"
)

func TestEasyDaysAreChosenWhole(t *testing.T) {
	ctx := context.Background()
	a, _ := open(t, t.TempDir())
	for change, want := range map[string]schedule.EasyDays{
		`{"easy_days":{"sunday":"minimum","monday":"fewer"}}`: {time.Sunday: schedule.Minimum, time.Monday: schedule.Fewer},
		`{"easy_days":{"saturday":"fewer"}}`:                  {time.Saturday: schedule.Fewer},
		`{"easy_days":{}}`:                                    {},
		`{"easy_days":null}`:                                  {},
	} {
		if _, err := a.ChangeSettings(ctx, json.RawMessage(change), true); err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		if s, err := a.Settings(ctx); err != nil || s.EasyDays != want {
			t.Errorf("after %s they are %v, %v", change, s.EasyDays, err)
		}
	}
	status, body := call(t, a, "PUT", "/api/settings", `{"easy_days":{"sunday":"never"}}`)
	if status != 400 || !strings.Contains(body, "choose normal, fewer or minimum") {
		t.Errorf("answered %d %s", status, body)
	}
	if _, body = call(t, a, "GET", "/api/settings", ""); !strings.Contains(body, `"thursday":"normal"`) {
		t.Errorf("the settings do not name every day: %s", body)
	}
}

// TestTheButtonsSayWhatAGradeGives grades cards with Tuesday set as an easy day
// and compares the interval on each button with the interval the card then gets.
func TestTheButtonsSayWhatAGradeGives(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	install(t, a, "capitals")
	if _, err := a.ChangeSettings(ctx, json.RawMessage(`{"new_per_day":30,"easy_days":{"tuesday":"minimum"}}`), true); err != nil {
		t.Fatal(err)
	}
	do := func(e session.Event) conversation.Turn {
		t.Helper()
		c.T = c.T.Add(time.Second)
		turn, err := a.conv.Step(ctx, session.Timed(e, c.T))
		if err != nil {
			t.Fatal(err)
		}
		return turn
	}
	turn := do(session.Start{Profile: "desk", Seed: 1})
	days := map[int]bool{}
	for range 25 {
		shown := do(session.Command{Command: "show"})
		if len(shown.View.Grades) != 4 || shown.View.Card == nil {
			t.Fatalf("no buttons on %+v", shown.View)
		}
		said := shown.View.Grades[study.Easy-1].In
		turn = do(session.Command{Command: "easy"})
		card, err := a.Store().Card(ctx, shown.View.Card.ID)
		if err != nil {
			t.Fatal(err)
		}
		if is := fmt.Sprintf("%d d", card.Schedule.Interval); is != said {
			t.Errorf("the button said %s, and it became %s", said, is)
		}
		if fsrs.Weekday(card.Schedule.Day) == time.Tuesday { // eight days after a Monday
			t.Errorf("a card went to a Tuesday, %d days on", card.Schedule.Interval)
		}
		days[card.Schedule.Day] = true
	}
	if len(days) < 2 {
		t.Errorf("25 cards all went to one day")
	}
	if turn.View.Phase == session.Finished {
		t.Error("the session ended before its cards did")
	}
}
