package storetest

import (
	"reflect"
	"testing"

	"carrel/internal/store"
	"carrel/internal/study"
)

var settingsTests = map[string]func(t *testing.T, s *store.Store){
	"values come back, and null removes": func(t *testing.T, s *store.Store) {
		put(t, s, "theme", `"dark"`)
		put(t, s, "keys", `{"a":1}`)
		put(t, s, "theme", `null`)
		values, err := s.Settings(t.Context())
		if err != nil || len(values) != 1 || string(values["keys"]) != `{"a":1}` {
			t.Errorf("got %s, %v", values, err)
		}
	},
	"all or none": func(t *testing.T, s *store.Store) {
		for key, bad := range map[string]string{
			"zone": `"Nowhere/City"`, "retention": "0.5", "rollover_hour": "25", "params": "[1,2]", "learning_steps": "[0]",
			"relearning_steps": `"1m"`, "max_interval": "-1", "theme": "dark", "fuzz": "7", "new_per_day": `"many"`,
			"easy_days": `{"sunday":"never"}`,
		} {
			err := s.PutSettings(t.Context(), map[string]jsonText{key: jsonText(bad), "other": jsonText("1")}, nil)
			wantKind(t, err, study.Invalid)
		}
		if values, _ := s.Settings(t.Context()); len(values) != 0 {
			t.Errorf("kept %s", values)
		}
	},
	"what decides schedules replays them": func(t *testing.T, s *store.Store) {
		fillWith(t, s, everything())
		for key, value := range map[string]string{
			"zone": `"Asia/Kathmandu"`, "rollover_hour": "0", "retention": "0.8", "learning_steps": "[600]", "relearning_steps": "[]",
			"max_interval": "3", "fuzz": "false", "two_button": "true", "easy_days": `{"sunday":"minimum"}`,
			"params": "[0.5,1.2931,2.3065,8.2956,6.4133,0.8334,3.0194,0.001,1.8722,0.1666,0.796,1.4835,0.0614,0.2629,1.6483,0.6014,1.8729,0.5425,0.0912,0.0658,0.1542]",
		} {
			put(t, s, key, value)
			cached, _, err := s.Cards(t.Context(), store.CardFilter{})
			if err != nil {
				t.Fatal(err)
			}
			if found, err := s.Doctor(t.Context(), true, nil); err != nil || len(found) > 0 {
				t.Fatal(found, err)
			}
			again, _, _ := s.Cards(t.Context(), store.CardFilter{})
			if !reflect.DeepEqual(cached, again) {
				t.Errorf("after %s = %s the cache was stale", key, value)
			}
		}
	},
	"a deck's retention replays its cards": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		before := mustReview(t, s, cardID("one", 0), noon, study.Easy)
		d, err := s.Deck(t.Context(), deckA.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.Retention = .75
		if _, err := s.PutDeck(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		after, _ := s.Card(t.Context(), before.ID)
		if after.Schedule.Interval <= before.Schedule.Interval {
			t.Errorf("the interval was %d and is %d", before.Schedule.Interval, after.Schedule.Interval)
		}
		d.Retention = .5
		_, err = s.PutDeck(t.Context(), d)
		wantKind(t, err, study.Invalid)
		_, err = s.PutDeck(t.Context(), study.Deck{ID: deckZ.ID, Name: "A"})
		wantKind(t, err, study.Conflict)
		if d, err := s.PutDeck(t.Context(), study.Deck{Name: "Z"}); err != nil || d.ID != deckZ.ID {
			t.Errorf("a new deck: %+v, %v", d, err)
		}
	},
	"a card's own retention replays it": func(t *testing.T, s *store.Store) {
		mustImport(t, s, deckEntry(deckA), item("one"))
		id := cardID("one", 0)
		before := mustReview(t, s, id, noon, study.Easy)
		own, err := s.SetRetention(t.Context(), id, .97, noon+1)
		if err != nil || own.Retention != .97 || own.Schedule.Interval >= before.Schedule.Interval {
			t.Errorf("the interval was %d; to know it better it is %d, %v", before.Schedule.Interval, own.Schedule.Interval, err)
		}
		if kept, err := s.Card(t.Context(), id); err != nil || kept.Schedule != own.Schedule || kept.Retention != .97 {
			t.Errorf("kept %+v, %v", kept, err)
		}
		if back, err := s.SetRetention(t.Context(), id, 0, noon+2); err != nil || back.Schedule != before.Schedule {
			t.Errorf("with its deck's again %+v, before %+v, %v", back.Schedule, before.Schedule, err)
		}
		_, err = s.SetRetention(t.Context(), id, .5, noon)
		wantKind(t, err, study.Invalid)
		_, err = s.SetRetention(t.Context(), noteID("nobody"), .9, noon)
		wantKind(t, err, study.NotFound)
	},
	"the session is kept and removed": func(t *testing.T, s *store.Store) {
		if state, err := s.Session(t.Context()); state != nil || err != nil {
			t.Errorf("at first %s, %v", state, err)
		}
		for _, state := range []string{`{"a":1}`, `{"a":2}`} {
			if err := s.PutSession(t.Context(), jsonText(state)); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Session(t.Context()); string(got) != state || err != nil {
				t.Errorf("got %s, %v", got, err)
			}
		}
		if err := s.PutSession(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if state, err := s.Session(t.Context()); state != nil || err != nil {
			t.Errorf("after removal %s, %v", state, err)
		}
	},
	"a closed store says so": func(t *testing.T, s *store.Store) {
		second := other(t)
		second.Close()
		_, err := second.Settings(t.Context())
		wantKind(t, err, study.Unavailable)
		wantKind(t, second.PutSession(t.Context(), jsonText("1")), study.Unavailable)
	},
}
