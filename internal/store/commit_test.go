package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"carrel/internal/store/storetest/faultvfs"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// cutContext is cancelled when its state is checked for the n-th time.
type cutContext struct {
	context.Context
	end context.CancelFunc

	mu    sync.Mutex
	asked int
	cutAt int // 0 for never
}

func newCut(t *testing.T, at int) *cutContext {
	ctx, end := context.WithCancel(t.Context())
	t.Cleanup(end)
	return &cutContext{Context: ctx, end: end, cutAt: at}
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

var bookForStep = study.DeriveID("reading", "book")

// stepHome is a collection with a graded card whose grade a step changes.
type stepHome struct {
	t    *testing.T
	s    *Store
	n    int          // steps tried; each has its own card
	last study.Review // the card's current grade
}

// mostSteps is how many cards there are for trying steps.
const mostSteps = 500

func openForSteps(t *testing.T, opt Options) *stepHome {
	h := &stepHome{t: t, s: openHere(t, opt)}
	addItems(t, h.s, mostSteps)
	if _, err := h.s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
		yield(study.Entry{Reading: &study.Reading{ID: bookForStep, Title: "Book", Sections: []study.Section{{Title: "1", HTML: "One."}, {Title: "2", HTML: "Two."}}}}, nil)
	}, nil, nil); err != nil {
		t.Fatal(err)
	}
	h.next()
	return h
}

// next goes to the next card and grades it.
func (h *stepHome) next() {
	h.t.Helper()
	if h.n++; h.n >= mostSteps {
		h.t.Fatal("a step has no end")
	}
	h.last = review(h.t, h.s, h.n, h.n)
}

// state returns everything that a step changes, as text.
func (h *stepHome) state() string {
	h.t.Helper()
	rows, err := h.s.Reviews(h.t.Context(), itemCard(h.n))
	if err != nil {
		h.t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&b, r.ID, r.Kind, r.Grade)
	}
	away, err := h.s.Card(h.t.Context(), itemCard(0))
	if err != nil {
		h.t.Fatal(err)
	}
	mark, err := h.s.Bookmark(h.t.Context(), bookForStep)
	if err != nil {
		h.t.Fatal(err)
	}
	state, err := h.s.Session(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	fmt.Fprintln(&b, away.Suspended, mark.Place, string(state))
	return b.String()
}

// regrade returns a step that changes everything: the card gets another grade, card 0 is
// suspended or brought back, and the place moves on.
func (h *stepHome) regrade() (step Step, cancel, graded study.Review) {
	last := h.last
	cancel = study.Review{ID: table.NewID(), Card: last.Card, At: last.At + 1, Kind: study.Cancel, Cancels: last.ID}
	graded = study.Review{ID: table.NewID(), Card: last.Card, At: last.At + 1, Kind: study.Graded, Grade: study.Grade(1 + h.n%4)}
	card, err := h.s.Card(h.t.Context(), itemCard(0))
	if err != nil {
		h.t.Fatal(err)
	}
	return Step{
		Reviews:     []study.Review{cancel, graded},
		Suspensions: []Suspension{{itemCard(0), !card.Suspended, last.At + 1}},
		Place:       &ReadingPlace{bookForStep, study.Place{Section: 1, Passage: h.n}, last.At + 1},
		Session:     json.RawMessage(fmt.Sprintf(`{"step":%d}`, h.n)),
	}, cancel, graded
}

// try commits a step that may be interrupted. It checks that the step is on disk
// completely or not at all, and completely if Commit succeeds. It reports whether the step
// is there.
func (h *stepHome) try(ctx context.Context, when string, spoil, mend func()) (there bool) {
	h.t.Helper()
	step, cancel, graded := h.regrade()
	before := h.state()
	spoil()
	_, err := h.s.Commit(ctx, step)
	mend()
	after := h.state()
	has := []bool{
		strings.Contains(after, cancel.ID.String()), strings.Contains(after, graded.ID.String()),
		strings.Contains(after, string(step.Session)), strings.Contains(after, fmt.Sprint(step.Place.Place)),
	}
	for _, part := range has {
		if part != has[0] {
			h.t.Fatalf("%s (%v): half of the step is there:\n%s", when, err, after)
		}
	}
	if !has[0] && after != before {
		h.t.Fatalf("%s (%v): something else changed:\n%s\nwas\n%s", when, err, after, before)
	}
	if err == nil && !has[0] {
		h.t.Fatalf("%s: Commit says it is done, and it is not", when)
	}
	if has[0] {
		h.last = graded
	}
	return has[0]
}

// undo takes back the last grade and grades again, which must always work.
func (h *stepHome) undo(when string) {
	h.t.Helper()
	last := h.last
	if _, err := h.s.Undo(h.t.Context(), last.Card, last.ID, last.At+1, "key", nil); err != nil {
		h.t.Fatalf("%s: the undo fails: %v", when, err)
	}
	again := study.Review{ID: table.NewID(), Card: last.Card, At: last.At + 2, Kind: study.Graded, Grade: study.Good}
	if _, err := h.s.AppendReview(h.t.Context(), again, nil); err != nil {
		h.t.Fatalf("%s: grading fails: %v", when, err)
	}
	h.last = again
}

func (h *stepHome) sound() {
	h.t.Helper()
	if findings, err := h.s.Doctor(h.t.Context(), false, nil); err != nil || len(findings) > 0 {
		h.t.Errorf("the doctor finds %+v, %v", findings, err)
	}
}

// TestAStepCutAtAnyCheck cancels a step at every point at which it checks its context.
func TestAStepCutAtAnyCheck(t *testing.T) {
	for name, home := range map[string]string{"disk": t.TempDir(), "memory": ""} {
		t.Run(name, func(t *testing.T) {
			h := openForSteps(t, Options{Home: home})
			cut, done := 0, false
			for n := 1; !done; n++ {
				ctx := newCut(t, n)
				when := fmt.Sprintf("cut at check %d", n)
				if h.try(ctx, when, func() {}, func() {}) {
					done = ctx.asked < n // it was not cancelled
				} else {
					cut++
				}
				h.undo(when)
				h.next()
			}
			if cut < 3 {
				t.Errorf("only %d steps were cut: this shows nothing", cut)
			}
			h.sound()
		})
	}
}

// TestAStepCutAtAnyFault fails each write, sync, truncation, opening and deletion of a
// step, once and permanently, as a broken and as a full disk do.
func TestAStepCutAtAnyFault(t *testing.T) {
	for _, fault := range []struct {
		name string
		err  error
	}{{"broken", faultvfs.EIO}, {"full", faultvfs.ENOSPC}} {
		for _, lasting := range []bool{false, true} {
			for _, alone := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s lasting %v alone %v", fault.name, lasting, alone), func(t *testing.T) {
					cutAtFaults(t, fault.err, lasting, alone)
				})
			}
		}
	}
}

func cutAtFaults(t *testing.T, fault error, lasting, alone bool) {
	disk := faultvfs.New(t, nil)
	home := t.TempDir()
	opt := Options{Home: home, DiskVFS: disk.Name()}
	if alone { // like a browser's private file system
		opt = Options{Home: home, VFS: disk.Name(), Database: home + "/" + DatabaseName}
	}
	h := openForSteps(t, opt)
	failed := 0
	for n := 1; ; n++ {
		when := fmt.Sprintf("fault at call %d", n)
		var count *faultvfs.Counter
		h.try(t.Context(), when, func() { count = disk.Fail(faultvfs.Changes, n, fault, lasting) }, func() { disk.Set(nil) })
		if count.Failed() == 0 {
			break
		}
		failed++
		h.undo(when)
		h.next()
	}
	if failed < 2 {
		t.Errorf("only %d calls were failed: this shows nothing", failed)
	}
	h.sound()
	want := h.state()
	if err := h.s.Close(); err != nil {
		t.Fatal(err)
	}
	h.s = openHere(t, opt)
	if got := h.state(); got != want {
		t.Errorf("opened again, it is\n%s\nand was\n%s", got, want)
	}
	h.undo("opened again")
	h.sound()
}

func TestAStepThatMakesNoSenseChangesNothing(t *testing.T) {
	h := openForSteps(t, Options{})
	for name, spoil := range map[string]func(*Step){
		"no such card to grade":     func(s *Step) { s.Reviews[1].Card = table.NewID() },
		"no such review to cancel":  func(s *Step) { s.Reviews[0].Cancels = table.NewID() },
		"no such card to put away":  func(s *Step) { s.Suspensions[0].Card = table.NewID() },
		"a grade that there is not": func(s *Step) { s.Reviews[1].Grade = 9 },
		"a session that is no JSON": func(s *Step) { s.Session = json.RawMessage("{") },
	} {
		step, _, _ := h.regrade()
		spoil(&step)
		before := h.state()
		if _, err := h.s.Commit(t.Context(), step); err == nil {
			t.Errorf("%s: no error", name)
		}
		if after := h.state(); after != before {
			t.Errorf("%s: something changed:\n%s\nwas\n%s", name, after, before)
		}
	}
	step, _, _ := h.regrade()
	cards, err := h.s.Commit(t.Context(), step)
	if err != nil || len(cards) != 3 || cards[1].ID != itemCard(h.n) || cards[2].ID != itemCard(0) || !cards[2].Suspended {
		t.Errorf("got %+v, %v", cards, err)
	}
	if _, err := h.s.Commit(t.Context(), Step{Session: NoSession}); err != nil {
		t.Fatal(err)
	}
	if state, err := h.s.Session(t.Context()); state != nil || err != nil {
		t.Errorf("the session is still %s, %v", state, err)
	}
}
