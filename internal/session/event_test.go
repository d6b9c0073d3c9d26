package session

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"carrel/internal/intent"
	"carrel/internal/study"
)

func TestReadEvent(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for text, want := range map[string]Event{
		`{"event":"silence"}`: Silence{},
		`{"event":"button","button":"next","now":"2026-11-23T08:00:00Z","text":"x"}`: Button{When: When{Now: now}, Button: ButtonNext},
		`{"event":"start","profile":"desk","mode":"due","seed":3}`:                   Start{Profile: "desk", Mode: Due, Seed: 3},
		`{"event":"played","at_ms":1200,"turn":7}`:                                   Played{When{Turn: 7, AtMS: 1200}},
		`{"event":"choose","options_chosen":[0,2],"how":"key"}`:                      Choose{Several: []int{0, 2}, How: ByKey},
		`{"event":"heard","text":"ottawa","confidence":0.9,"verdict":"sure"}`:        Heard{Text: "ottawa", Confidence: 0.9, Verdict: CertaintySure},
	} {
		got, err := ReadEvent([]byte(text))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", text, err, diff)
		}
	}
	for kind := range readers {
		e, err := ReadEvent([]byte(`{"event":"` + string(kind) + `","turn":4}`))
		if err != nil || e.Kind() != kind || e.when().Turn != 4 {
			t.Errorf("%s was read as %+v, %v", kind, e, err)
			continue
		}
		if at := Timed(e, now); at.Kind() != kind || !TimeOf(at).Equal(now) || at.when().Turn != 4 || !TimeOf(e).IsZero() {
			t.Errorf("%s at another time is %+v", kind, at)
		}
	}
}

func TestReadEventRefuses(t *testing.T) {
	for text, kind := range map[string]EventKind{`{"event":"applause","turn":1}`: "applause", `{"turn":1}`: "", `{}`: ""} {
		var unknown *UnknownEvent
		if e, err := ReadEvent([]byte(text)); !errors.As(err, &unknown) || unknown.Kind != kind || e != nil {
			t.Errorf("%s gave %v, %v; want an unknown event %q", text, e, err, kind)
		}
	}
	for _, text := range []string{``, `{`, `7`, `{"event":7}`, `{"event":"typed","text":7}`, `{"event":"heard","confidence":"high"}`} {
		var unknown *UnknownEvent
		if e, err := ReadEvent([]byte(text)); err == nil || errors.As(err, &unknown) || e != nil {
			t.Errorf("%s gave %v, %v; want an error of the JSON", text, e, err)
		}
	}
}

// Every effect is written with its kind, which the page and the readers of
// "carrel study --events" go by.
func TestEffectsNameTheirKind(t *testing.T) {
	card := study.DeriveID("card")
	for want, f := range map[string]Effect{
		`{"effect":"say","role":"question","text":"1 \u003c 2?"}`:                    Say{Role: RoleQuestion, Text: "1 < 2?"},
		`{"effect":"earcon","name":"your-turn"}`:                                     Earcon{Name: YourTurn},
		`{"effect":"play","media":"a.mp3","start_ms":5}`:                             Play{Media: "a.mp3", StartMS: 5},
		`{"effect":"listen","expect":{"lang":"en","confirm":true},"timeout_ms":900}`: Listen{Expect: intent.Expect{Lang: "en", Confirm: true}, TimeoutMS: 900},
		`{"effect":"record","ref":1,"card":"` + card.String() + `","grade":3}`:       Record{Ref: 1, Card: card, Grade: study.Good},
		`{"effect":"undo","ref":1}`:                                                  Undo{Ref: 1},
		`{"effect":"suspend","card":"` + card.String() + `","back":true}`:            Suspend{Card: card, Back: true},
		`{"effect":"next"}`: Next{},
		`{"effect":"read","reading":"` + card.String() + `","place":{"section":2}}`: Read{Reading: card, Place: study.Place{Section: 2}},
		`{"effect":"show"}`: Show{},
		`{"effect":"finish","reason":"done","summary":{"reviews":1,"right":1,"minutes":0}}`: Finish{Reason: FinishDone, Summary: Summary{Reviews: 1, Right: 1}},
	} {
		got, err := json.Marshal(f)
		if err != nil || string(got) != want {
			t.Errorf("%T is written as %s, %v; want %s", f, got, err, want)
		}
	}
}
