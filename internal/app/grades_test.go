package app

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
	if err := a.store.PutSettings(ctx, map[string]json.RawMessage{settingFitted: json.RawMessage("500")}, nil); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{`{"rate":1.5}`, `{"two_button":true}`} {
		if _, err := a.ChangeSettings(ctx, json.RawMessage(change), true); err != nil {
			t.Fatal(err)
		}
		values, err := a.store.Settings(ctx)
		if _, fitted := values[settingFitted]; err != nil || fitted != (change == `{"rate":1.5}`) {
			t.Errorf("after %s the last fit counts: %v, %v", change, fitted, err)
		}
	}
	if !a.scheduler().Model().TwoButton {
		t.Error("the scheduler, and with it the fit, still goes by four grades")
	}
	var turn Turn
	for _, e := range []session.Event{{Event: session.Start, Profile: "desk", Seed: 1}, {Event: session.Command, Command: "show"}} {
		c.t = c.t.Add(time.Second)
		e.Now = c.t
		var err error
		if turn, err = a.Session(ctx, e); err != nil {
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
	if got := a.scheduler().Model().LearningSteps; len(got) != 2 || got[0] != time.Minute {
		t.Errorf("nothing was chosen, and the steps are %v", got)
	}
	set, err := a.ChangeSettings(ctx, json.RawMessage(`{"learning_steps":[],"relearning_steps":[300,3600]}`), true)
	if err != nil || set.LearningSteps == nil || len(set.LearningSteps) != 0 {
		t.Fatalf("chosen %+v, %v", set.LearningSteps, err)
	}
	m := a.scheduler().Model()
	if len(m.LearningSteps) != 0 || !slices.Equal(m.RelearningSteps, []time.Duration{5 * time.Minute, time.Hour}) {
		t.Errorf("the scheduler has %v and %v", m.LearningSteps, m.RelearningSteps)
	}
	install(t, a, "capitals")
	ids, err := a.queue(ctx, c.t, nil, nil, 1)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	four, err := a.store.Preview(ctx, ids[0], study.At(c.t))
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
	ids, err := a.queue(context.Background(), c.t, nil, nil, 1)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	path := "/api/cards/" + ids[0].String() + "/retention"
	if status, body := call(t, a, "POST", path, `{"retention":0.95}`); status != 200 || !strings.Contains(body, `"retention":0.95`) {
		t.Errorf("answered %d %s", status, body)
	}
	if card, err := a.store.Card(context.Background(), ids[0]); err != nil || card.Retention != .95 {
		t.Errorf("kept %v, %v", card.Retention, err)
	}
	if status, body := call(t, a, "POST", path, `{"retention":0.2}`); status != 400 || !strings.Contains(body, "choose 0.70 to 0.99") {
		t.Errorf("answered %d %s", status, body)
	}
}
