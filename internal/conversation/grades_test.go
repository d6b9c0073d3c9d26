package conversation

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/intent"
	"carrel/internal/session"
	"carrel/internal/study"
)

func TestTwoGradesAreOfferedAndScheduled(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	install(t, a, "capitals")
	if err := a.Store().PutSettings(ctx, map[string]json.RawMessage{"fitted_reviews": json.RawMessage("500")}, nil); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{`{"rate":1.5}`, `{"two_button":true}`} {
		if _, err := a.ChangeSettings(ctx, json.RawMessage(change), true); err != nil {
			t.Fatal(err)
		}
		values, err := a.Store().Settings(ctx)
		if _, fitted := values["fitted_reviews"]; err != nil || fitted != (change == `{"rate":1.5}`) {
			t.Errorf("after %s the last fit counts: %v, %v", change, fitted, err)
		}
	}
	if !a.Store().Scheduler().Model().TwoButton {
		t.Error("the scheduler, and with it the fit, still goes by four grades")
	}
	var turn Turn
	for _, e := range []session.Event{session.Start{Profile: "desk", Seed: 1}, session.Command{Command: "show"}} {
		c.T = c.T.Add(time.Second)
		var err error
		if turn, err = a.conv.Step(ctx, session.Timed(e, c.T)); err != nil {
			t.Fatal(err)
		}
	}
	var offered []intent.Command
	for _, g := range turn.View.Grades {
		offered = append(offered, g.Command)
		if g.In == "" {
			t.Errorf("%s does not say when the card comes back", g.Command)
		}
	}
	if !slices.Equal(offered, []intent.Command{intent.Missed, intent.Knew}) {
		t.Errorf("at the desk the grades are %v", offered)
	}
}

func TestStepsAreTheLearnersOwn(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	if got := a.Store().Scheduler().Model().LearningSteps; len(got) != 2 || got[0] != time.Minute {
		t.Errorf("nothing was chosen, and the steps are %v", got)
	}
	set, err := a.ChangeSettings(ctx, json.RawMessage(`{"learning_steps":[],"relearning_steps":[300,3600]}`), true)
	if err != nil || set.LearningSteps == nil || len(set.LearningSteps) != 0 {
		t.Fatalf("chosen %+v, %v", set.LearningSteps, err)
	}
	m := a.Store().Scheduler().Model()
	if len(m.LearningSteps) != 0 || !slices.Equal(m.RelearningSteps, []time.Duration{5 * time.Minute, time.Hour}) {
		t.Errorf("the scheduler has %v and %v", m.LearningSteps, m.RelearningSteps)
	}
	install(t, a, "capitals")
	ids, err := a.conv.queue(ctx, c.T, nil, nil, 1)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	four, err := a.Store().Preview(ctx, ids[0], study.At(c.T))
	if err != nil || four[2].Phase != study.InReview {
		t.Errorf("without steps a new card that was known is in phase %d, %v", four[2].Phase, err)
	}
	for _, bad := range []string{`[60,60]`, `[0]`, `[40000000]`, `"1m"`} {
		if _, err := a.ChangeSettings(ctx, json.RawMessage(`{"learning_steps":`+bad+`}`), true); study.KindOf(err) != study.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if set, err = a.ChangeSettings(ctx, json.RawMessage(`{"learning_steps":null}`), true); err != nil || !slices.Equal(set.LearningSteps, []int{60, 600}) {
		t.Errorf("given back, they are %v, %v", set.LearningSteps, err)
	}
}

func TestACardHasARetentionOfItsOwn(t *testing.T) {
	a, c := open(t, t.TempDir())
	install(t, a, "capitals")
	ids, err := a.conv.queue(context.Background(), c.T, nil, nil, 1)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	if card, err := a.SetRetention(t.Context(), ids[0], 0.95); err != nil || card.Retention != 0.95 {
		t.Errorf("it is %v, %v", card.Retention, err)
	}
	if card, err := a.Store().Card(t.Context(), ids[0]); err != nil || card.Retention != .95 {
		t.Errorf("kept %v, %v", card.Retention, err)
	}
	if _, err := a.SetRetention(t.Context(), ids[0], 0.2); study.KindOf(err) != study.Invalid || !strings.Contains(err.Error(), "choose 0.70 to 0.99") {
		t.Errorf("0.2: %v", err)
	}
}
