//go:build js

package opfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/faults"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/store/storetest"
	"carrel/internal/study"
)

// What follows happens to the files in memory that the tests have in node: the
// power is cut, the tab is killed, the browser refuses.

const place = "collection"

var began = study.At(time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC))

func deckOf(name string) study.ID { return study.DeriveID("deck", name) }

func cardOf(name string, i int) study.ID {
	return study.DeriveID("card", study.DeriveID("note", fmt.Sprint(name, i)).String(), "0")
}

// material is a deck, with a picture a note.
func material(name string, n int) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		entries := []study.Entry{{Deck: &study.Deck{ID: deckOf(name), Name: name}}}
		for i := range n {
			picture := fmt.Sprintf("%s-%d.png", name, i)
			note := study.DeriveID("note", fmt.Sprint(name, i))
			entries = append(entries,
				study.Entry{Media: &study.Media{Name: picture, Open: func() (io.ReadCloser, error) {
					return io.NopCloser(strings.NewReader(strings.Repeat(picture+" ", 600))), nil
				}}},
				study.Entry{Note: &study.Note{ID: note, Item: &study.Item{Kind: study.Short, Stem: name, Answer: "it", Image: picture}}},
				study.Entry{Card: &study.Card{ID: cardOf(name, i), Note: note, Deck: deckOf(name), Position: i}})
		}
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// opened runs f on the collection in the files in memory.
func opened(ctx context.Context, vfsName string, f func(*store.Store) error) error {
	folder, err := Open(place)
	if err != nil {
		return err
	}
	files, err := folder.Files(home.MediaFolder)
	if err != nil {
		return err
	}
	folder.Register(vfsName)
	defer vfs.Unregister(vfsName)
	s, err := store.Open(ctx, store.Options{Home: place, VFS: vfsName, Files: files})
	if err != nil {
		return err
	}
	return errors.Join(f(s), s.Close())
}

// step is something a learner does that happens wholly or not at all.
type step func(ctx context.Context, s *store.Store) error

func reviewStep(i int) step {
	return func(ctx context.Context, s *store.Store) error {
		_, err := storetest.AppendReview(ctx, s, study.Review{ID: study.DeriveID("review", fmt.Sprint(i)), Card: cardOf("A", i%4), At: began + study.Time(i), Kind: study.Graded, Grade: study.Grade(1 + i%4)}, []byte(fmt.Sprint(i)))
		return err
	}
}

// jobs are what is cut, killed and refused.
func jobs() map[string][]step {
	var reviews []step
	for i := range 12 {
		reviews = append(reviews, reviewStep(i))
	}
	return map[string][]step{
		"study": reviews,
		"import": {func(ctx context.Context, s *store.Store) error {
			_, err := s.Import(ctx, material("B", 6), nil, nil)
			return err
		}},
		"erase a deck": {func(ctx context.Context, s *store.Store) error { return s.EraseDeck(ctx, deckOf("A")) }},
		"erase":        {func(ctx context.Context, s *store.Store) error { return s.EraseAll(ctx) }},
	}
}

// contents is what a collection holds, as lines in order.
func contents(ctx context.Context, vfsName string, mustBeSound bool) (text string, err error) {
	err = opened(ctx, vfsName, func(s *store.Store) error {
		findings, err := s.Doctor(ctx, false, nil)
		if err != nil {
			return fmt.Errorf("the doctor: %w", err)
		}
		if mustBeSound {
			for _, f := range findings {
				// Files that an import left behind take space, and no more.
				if !strings.Contains(f.What, "belong to nothing") {
					return fmt.Errorf("the doctor finds %+v", findings)
				}
			}
		}
		var lines []string
		for e, err := range s.Export(ctx, store.ExportOptions{}) {
			if err != nil {
				return err
			}
			switch {
			case e.Deck != nil:
				lines = append(lines, "deck "+e.Deck.Name)
			case e.Card != nil:
				lines = append(lines, "card "+e.Card.ID.String())
			case e.Review != nil:
				lines = append(lines, "review "+e.Review.ID.String())
			case e.Media != nil:
				f, err := e.Media.Open()
				if err != nil {
					return err
				}
				data, err := io.ReadAll(f)
				f.Close()
				if err != nil || !strings.HasPrefix(string(data), e.Media.Name) {
					return fmt.Errorf("the media file %s holds %.20q, %v", e.Media.Name, data, err)
				}
				lines = append(lines, "media "+e.Media.Name)
			}
		}
		slices.Sort(lines)
		text = strings.Join(lines, "\n")
		// Studying goes on where there is a card.
		if strings.Contains(text, cardOf("A", 0).String()) {
			return reviewStep(1000)(ctx, s)
		}
		return nil
	})
	return text, err
}

type recorded struct {
	base   faults.Image
	log    []faults.Op
	states []string // before the first step, after it, and so on
	calls  int
}

// record does the steps of a job, and keeps what that does to files.
func record(t *testing.T, fake js.Value, steps []step) recorded {
	t.Helper()
	put(fake, faults.Image{})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(opened(t.Context(), "prepare", func(s *store.Store) error {
		_, err := s.Import(t.Context(), material("A", 4), nil, nil)
		return err
	}))
	r := recorded{base: imageOf(fake)}
	for k := range len(steps) + 1 {
		put(fake, r.base)
		must(opened(t.Context(), "state", func(s *store.Store) error { return do(t.Context(), fake, s, steps[:k]) }))
		r.log, r.calls = logOf(fake), fake.Get("count").Int()
		state, err := contents(t.Context(), "state", true)
		must(err)
		r.states = append(r.states, state)
	}
	return r
}

func do(ctx context.Context, fake js.Value, s *store.Store, steps []step) error {
	for _, f := range steps {
		if err := f(ctx, s); err != nil {
			return err
		}
		tell(fake, "done")
	}
	return nil
}

// judge says what is wrong with what the file system holds now, when so many
// steps were told of.
func (r recorded) judge(ctx context.Context, told int) error {
	state, err := contents(ctx, "judge", true)
	if err != nil {
		return err
	}
	for k, s := range r.states {
		if s == state && k >= told {
			return nil
		}
	}
	return fmt.Errorf("%d steps were told of, but the collection holds\n%s", told, state)
}

func told(log []faults.Op) int {
	n := 0
	for _, op := range log {
		if op.Kind == faults.Said {
			n++
		}
	}
	return n
}

// TestAPowerCutInABrowserLosesNothing cuts the power in the midst of what a
// learner does. A page cannot sync a folder: that a name is kept with the file
// that is synced, and with all names before it, is taken from file systems with a
// journal. CARREL_POWER sets how many times for each.
func TestAPowerCutInABrowserLosesNothing(t *testing.T) {
	fake := fakeFiles(t)
	chance := faults.NewChance(t)
	cuts := faults.Times(t, "CARREL_POWER", 6)
	for name, steps := range jobs() {
		t.Run(name, func(t *testing.T) {
			r := record(t, fake, steps)
			for range cuts {
				if err := r.cut(t, fake, chance, false); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d images of %d operations", cuts, len(r.log))
		})
	}
}

func (r recorded) cut(t *testing.T, fake js.Value, chance *rand.Rand, deaf bool) error {
	t.Helper()
	n, fate := chance.IntN(len(r.log)+1), faults.SomeFate(chance)
	fate.Ordered, fate.Journal, fate.Deaf = true, true, deaf
	im, err := faults.Cut(r.base, r.log, n, fate, chance)
	if err != nil {
		t.Fatal(err)
	}
	put(fake, im)
	if err := r.judge(t.Context(), told(r.log[:n])); err != nil {
		return fmt.Errorf("cut after %d of %d operations, %+v: %w", n, len(r.log), fate, err)
	}
	return nil
}

// TestPowerCutsInABrowserShowMissingFlushes shows that the test above would see
// it if nothing were flushed.
func TestPowerCutsInABrowserShowMissingFlushes(t *testing.T) {
	fake := fakeFiles(t)
	chance := faults.NewChance(t)
	r := record(t, fake, jobs()["study"])
	for range 200 {
		if err := r.cut(t, fake, chance, true); err != nil {
			t.Log(err)
			return
		}
	}
	t.Error("without flushes no image shows a loss")
}

// TestABrowserThatRefuses refuses operations on files, one after the other and
// from one on, as a browser does that has no space left, that breaks down, or
// whose tab is killed. CARREL_IO sets how many operations of each job are tried,
// evenly spread; 0 is all of them.
func TestABrowserThatRefuses(t *testing.T) {
	fake := fakeFiles(t)
	most := faults.Times(t, "CARREL_IO", 3)
	runs := 0
	for name, steps := range jobs() {
		t.Run(name, func(t *testing.T) {
			r := record(t, fake, steps)
			every := 1
			if most > 0 {
				every = max(1, r.calls/most)
			}
			for _, as := range []string{"QuotaExceededError", "InvalidStateError"} {
				for _, lasts := range []bool{false, true} {
					for n := every - 1; n < r.calls; n += every {
						put(fake, r.base)
						fake.Set("failAt", n)
						fake.Set("lasts", lasts)
						fake.Set("failAs", as)
						err := opened(t.Context(), "refused", func(s *store.Store) error { return do(t.Context(), fake, s, steps) })
						done := told(logOf(fake))
						if err == nil && done < len(steps) {
							t.Fatalf("refused %d (%s): no error, but only %d steps are done", n, as, done)
						}
						put(fake, imageOf(fake)) // started anew
						if err := r.judge(t.Context(), done); err != nil {
							t.Fatalf("refused at %d of %d (%s, for good: %v): %v", n, r.calls, as, lasts, err)
						}
						runs++
					}
				}
			}
		})
	}
	t.Logf("%d runs with errors", runs)
}
