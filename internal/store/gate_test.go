package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"carrel/internal/store/db"
	"carrel/internal/study"
)

// TestErasesAtOnceDoNotHang erases cards from many goroutines that also read and write. A
// deadlock ends at the test's timeout, with the stacks of all goroutines.
func TestErasesAtOnceDoNotHang(t *testing.T) {
	for name, home := range map[string]string{"disk": t.TempDir(), "memory": ""} {
		t.Run(name, func(t *testing.T) {
			s := openHere(t, Options{Home: home})
			const workers, each = 6, 3
			addItems(t, s, workers*(each+1))
			errs := make(chan error)
			for w := range workers {
				go func() {
					errs <- func() error {
						for i := range each {
							card := itemCard(w*(each+1) + i)
							if _, err := s.AppendReview(t.Context(), study.Review{Card: card, At: start, Kind: study.Graded, Grade: 3}, nil); err != nil {
								return err
							}
							if err := s.EraseNote(t.Context(), itemNote(w*(each+1)+i)); err != nil {
								return err
							}
							if _, err := s.Queue(t.Context(), QueueOptions{Now: start}); err != nil {
								return err
							}
						}
						return nil
					}()
				}()
			}
			for range workers {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			cards, _, err := s.Cards(t.Context(), CardFilter{})
			if err != nil || len(cards) != workers {
				t.Errorf("%d cards are left of %d, %v", len(cards), workers, err)
			}
		})
	}
}

// TestWhoWaitsForReadersGivesUp cancels an erase that waits for a reader. The erase must
// release its locks, so that others can go on.
func TestWhoWaitsForReadersGivesUp(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	addItems(t, s, 3)
	begun, end := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- s.read(context.Background(), func(*db.Conn) error { close(begun); <-end; return nil })
	}()
	<-begun
	for range 2 * readers {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		release, err := s.withoutReaders(ctx)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v, %v", release != nil, err)
		}
	}
	if _, err := s.Queue(t.Context(), QueueOptions{Now: start}); err != nil {
		t.Error(err)
	}
	close(end)
	if err := <-done; err != nil {
		t.Error(err)
	}
	release, err := s.withoutReaders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	release()
}

// TestManyWaitForReaders lets many goroutines wait at once for all readers to finish, as
// erases do, while readers go on in between. If each took the reading connections one by
// one, two of them would soon hold one each for ever.
func TestManyWaitForReaders(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	addItems(t, s, 3)
	errs := make(chan error)
	const workers = 8
	alone := 0 // changed only by the goroutine that is alone
	for w := range workers {
		go func() {
			errs <- func() error {
				for range 50 {
					if w == 0 {
						if _, err := s.Queue(t.Context(), QueueOptions{Now: start}); err != nil {
							return err
						}
						continue
					}
					release, err := s.withoutReaders(t.Context())
					if err != nil {
						return err
					}
					alone++
					release()
				}
				return nil
			}()
		}()
	}
	for range workers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if want := (workers - 1) * 50; alone != want {
		t.Errorf("somebody was not alone: %d, want %d", alone, want)
	}
}
