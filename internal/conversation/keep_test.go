package conversation

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/store/storetest"
	"carrel/internal/store/storetest/faultvfs"
	"carrel/internal/study"
)

// cutContext is canceled when it is asked for the n-th time whether it is done.
type cutContext struct {
	context.Context
	end func()

	mu    sync.Mutex
	asked int
	cutAt int
}

func (c *cutContext) ask() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked++; c.asked == c.cutAt {
		c.end()
	}
}

func (c *cutContext) Done() <-chan struct{} { c.ask(); return c.Context.Done() }
func (c *cutContext) Err() error            { c.ask(); return c.Context.Err() }

// regrading is a session whose last event graded a card.
type regrading struct {
	t    *testing.T
	a    *opened
	c    *librarytest.Clock
	turn Turn
}

func (s *regrading) play(ctx context.Context, e session.Event) error {
	s.c.T = s.c.T.Add(time.Second)
	turn, err := s.a.conv.Step(ctx, session.Timed(e, s.c.T))
	if err == nil {
		s.turn = turn
	}
	return err
}

func (s *regrading) must(e session.Event) {
	s.t.Helper()
	if err := s.play(s.t.Context(), e); err != nil {
		s.t.Fatal(err)
	}
}

// openRegrading starts a session in which feedback follows an answer.
func openRegrading(t *testing.T, opt store.Options) *regrading {
	s := &regrading{t: t, c: librarytest.NewClock()}
	lib, err := library.Open(t.Context(), library.Config{Home: opt.Home, Now: s.c.Now, Voice: librarytest.Hum{}, Store: &opt})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	a := &opened{lib, New(lib)}
	s.a = a
	var deck strings.Builder
	for i := range 700 {
		fmt.Fprintf(&deck, "What is number %d?\tAnswer %d\n", i, i)
	}
	if _, err := a.Import(t.Context(), library.Upload{Name: "numbers.tsv", Data: strings.NewReader(deck.String()), Size: int64(deck.Len())}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ChangeSettings(t.Context(), []byte(`{"new_per_day":9999}`), true); err != nil {
		t.Fatal(err)
	}
	s.must(session.Start{Profile: "driving", Seed: 5})
	return s
}

// rows returns the grades of a card that are in effect, and the number of its
// review rows.
func (s *regrading) rows(card study.ID) (grades []study.Grade, n int) {
	s.t.Helper()
	rows, err := storetest.Reviews(s.t.Context(), s.a.Store(), card)
	if err != nil {
		s.t.Fatal(err)
	}
	canceled := map[study.ID]bool{}
	for _, r := range rows {
		canceled[r.Cancels] = true
	}
	for _, r := range rows {
		if r.Kind == study.Graded && !canceled[r.ID] {
			grades = append(grades, r.Grade)
		}
	}
	return grades, len(rows)
}

// try grades the present card and changes the grade while requests or the disk
// fail. Afterwards either the change or the first grade is in effect, and an undo
// takes it back. It reports whether the change failed.
func (s *regrading) try(when string, regrade func(session.Event) error) (cut bool) {
	s.t.Helper()
	card := s.turn.View.Card.ID
	s.must(session.Button{Button: "next"})
	if s.turn.View.Phase != session.Feedback {
		s.t.Fatalf("after a grade the session is %s", s.turn.View.Phase)
	}
	first, before := s.rows(card)
	err := regrade(session.Command{Command: "again"})
	got, after := s.rows(card)
	switch {
	case err == nil && after != before+2, after != before && after != before+2:
		s.t.Fatalf("%s (%v): there are %d rows, and were %d", when, err, after, before)
	case len(got) != 1, after == before && got[0] != first[0], after > before && got[0] != study.Again:
		s.t.Fatalf("%s (%v): the grades that count are %v", when, err, got)
	}
	s.must(session.Resumed{})
	s.must(session.Command{Command: "undo"})
	if left, _ := s.rows(card); len(left) != 0 {
		s.t.Fatalf("%s: after the undo the grades %v count", when, left)
	}
	if s.turn.View.Card == nil || s.turn.View.Card.ID != card {
		s.t.Fatalf("%s: the undo does not bring the card back", when)
	}
	return err != nil
}

// TestAChangedGradeCutAtAnyCheck cancels the request that changes a grade at
// every point at which the code checks for cancellation.
func TestAChangedGradeCutAtAnyCheck(t *testing.T) {
	s := openRegrading(t, store.Options{})
	cuts := 0
	for n := 1; ; n++ {
		ctx, end := context.WithCancel(t.Context())
		cut := &cutContext{Context: ctx, end: end, cutAt: n}
		if s.try(fmt.Sprintf("cut at check %d", n), func(e session.Event) error { return s.play(cut, e) }) {
			cuts++
		}
		end()
		if cut.asked < n {
			break
		}
		s.nextCard()
	}
	t.Logf("%d requests were cut", cuts)
	if cuts < 5 {
		t.Errorf("only %d requests were cut: this shows nothing", cuts)
	}
}

// nextCard grades the card that was undone and moves on to another card, because
// the rows of one card would pile up.
func (s *regrading) nextCard() {
	s.t.Helper()
	s.must(session.Button{Button: "next"})
	s.must(session.ClipEnded{})
	if s.turn.View.Card == nil {
		s.t.Fatal("there are no cards left")
	}
}

// TestAChangedGradeCutAtAnyFault fails each write, sync and other file operation
// of the change in turn.
func TestAChangedGradeCutAtAnyFault(t *testing.T) {
	disk := faultvfs.New(t, nil)
	s := openRegrading(t, store.Options{Home: t.TempDir(), DiskVFS: disk.Name()})
	for _, fault := range []error{faultvfs.EIO, faultvfs.ENOSPC} {
		cuts := 0
		for n := 1; n < 500; n++ {
			var count *faultvfs.Counter
			if s.try(fmt.Sprintf("%v at call %d", fault, n), func(e session.Event) error {
				count = disk.Fail(faultvfs.Changes, n, fault, true)
				err := s.play(t.Context(), e)
				disk.Set(nil)
				if err != nil && strings.Contains(err.Error(), "fault in Carrel") {
					t.Errorf("it says %v", err)
				}
				return err
			}) {
				cuts++
			}
			if count.Failed() == 0 {
				break
			}
			s.nextCard()
		}
		if cuts < 2 {
			t.Errorf("only %d requests were cut by %v: this shows nothing", cuts, fault)
		}
	}
}
