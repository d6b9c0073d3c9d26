package store

import (
	"fmt"
	"testing"
	"time"

	"carrel/internal/study"
)

func TestSmoke(t *testing.T) {
	for _, home := range []string{"", t.TempDir()} {
		s, err := Open(t.Context(), Options{Home: home})
		if err != nil {
			t.Fatal(err)
		}
		deck := study.Deck{ID: study.DeriveID("deck", "A"), Name: "A"}
		res, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
			yield(study.Entry{Deck: &deck}, nil)
			for i := range 30 {
				yield(study.Entry{Note: &study.Note{ID: study.DeriveID("note", fmt.Sprint(i)), Item: &study.Item{Kind: study.Short, Stem: "q", Answer: "a"}}}, nil)
			}
		}, nil)
		t.Log(res, err)
		if err != nil {
			t.Fatal(err)
		}
		now := study.At(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC))
		for range 5 {
			q, err := s.Queue(t.Context(), Ask{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			n, err := s.Due(t.Context(), now)
			t.Log(len(q), q[0].ID, q[0].Position, q[0].Schedule, n, err)
			t0 := time.Now()
			k, err := s.AppendReview(t.Context(), study.Review{Card: q[0].ID, At: now, Kind: study.Graded, Grade: study.Good}, nil)
			t.Log(time.Since(t0), k.Schedule, err)
			now += 60_000
		}
		d, err := s.Decks(t.Context(), now)
		t.Logf("%+v %v", d, err)
		n := 0
		for e, err := range s.Export(t.Context(), Choice{}) {
			_ = e
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		t.Log(n)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
