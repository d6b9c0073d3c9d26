package store

import (
	"context"

	"carrel/internal/store/db"
)

// This is the order of locks in the store. Code that holds a lock takes only locks further
// down this list, and none twice, so a deadlock is impossible:
//
//  1. erasing: held during a whole erase, whose steps take the other locks in turn.
//  2. alone: held by code that must exclude all readers, such as an erase that truncates
//     the log. Only one holds it at a time, so that no two can each hold a reading
//     connection that the other waits for.
//  3. reading: the reading connections. A read takes one and never a second; a function
//     called during a read must not read the store again.
//  4. writing: the writing connection, taken for one transaction.
//  5. copying: held while the log is copied into the database.
//  6. ahead.mu and other mutexes for data in memory: held only for calls of a connection
//     that the caller has already.
//
// The session lock of internal/conversation precedes all of these: it is held during calls of the
// store, and the store never calls back. No lock is held while waiting for a person, a
// network or another program. What a client sends is read before a transaction begins, and
// what it receives comes from a copy.

// withoutReaders waits until no reads are in progress, and blocks new ones until release
// is called.
func (s *Store) withoutReaders(ctx context.Context) (release func(), err error) {
	if !s.shared {
		return func() {}, nil // the writer has the database to itself
	}
	if err := s.enter(ctx, s.alone); err != nil {
		return nil, err
	}
	var held []*db.Conn
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

// enter takes a lock, which is a channel with a capacity of one.
func (s *Store) enter(ctx context.Context, lock chan struct{}) error {
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-s.stop:
		return s.errClosed()
	}
}
