package store

import (
	"context"
	"sync/atomic"
	"time"
)

// The order of locks in the store. Whoever holds one takes only those below it,
// and never the same again, so no circle of waiting can arise:
//
//  1. erasing: held over a whole erase, whose steps take the others in turn.
//  2. alone: held by whoever needs that nobody reads, such as an erase that
//     cuts the log off. One at a time, so that two cannot each hold a reader
//     the other waits for.
//  3. reading: the connections for reading. A read takes one and no second;
//     what is called while it goes on must not read the store again.
//  4. writing: the connection for writing. It is taken for one transaction.
//  5. copying: held while the log is copied into the database.
//  6. ahead.mu and other mutexes of memory: held for no call but of a
//     connection one has already.
//
// A lock of internal/app is above all of these: its session lock is held over
// calls of the store, and the store never calls back. Nothing of these is held
// while a person, a network or another program is waited for; what a client
// sends is read before a transaction begins, and what it is sent comes from a
// copy.

// withoutReaders waits until nobody reads, and keeps readers out until the
// function it returns is called.
func (s *Store) withoutReaders(ctx context.Context) (release func(), err error) {
	if !s.shared {
		return func() {}, nil // who writes is alone
	}
	if err := s.enter(ctx, s.alone); err != nil {
		return nil, err
	}
	var held []*conn
	release = func() {
		for _, c := range held {
			s.reading <- c
		}
		<-s.alone
	}
	for range readers {
		c, err := s.take(ctx, s.reading)
		if err != nil {
			release()
			return nil, err
		}
		held = append(held, c)
	}
	return release, nil
}

// enter takes a lock that is a channel with room for one.
func (s *Store) enter(ctx context.Context, lock chan struct{}) error {
	defer s.waited.since(time.Now())
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-s.stop:
		return s.errClosed()
	}
}

// longest is the longest of some spans of time.
type longest struct{ atomic.Int64 }

func (l *longest) since(begin time.Time) {
	d := int64(time.Since(begin))
	for {
		was := l.Load()
		if d <= was || l.CompareAndSwap(was, d) {
			return
		}
	}
}

// LongestWait is how long somebody has waited at most for a connection that
// others held, since the collection was opened.
func (s *Store) LongestWait() time.Duration { return time.Duration(s.waited.Load()) }
