package main

import (
	"context"
	"errors"
	"os"
	"time"

	"carrel/internal/library"
	"carrel/internal/relay"
	"carrel/internal/study"
)

// patience is how long a verb waits for a collection in use: another verb may be
// about to end, or "carrel serve" may be about to listen.
const patience = 2 * time.Second

// with runs f on the collection. If "carrel serve" has it open, the whole command
// line runs in that process instead, so a verb must have no visible effect before
// it calls with.
func (t *terminal) with(ctx context.Context, f func(*library.Library) error) error {
	if t.served != nil {
		return f(t.served.lib)
	}
	lib, err := t.openOr(ctx, t.elsewhere)
	if err != nil {
		return err
	}
	return closeAfter(lib, f(lib))
}

// alone runs f on the collection, which no other process may have open. why is
// the error text if "carrel serve" has it open.
func (t *terminal) alone(ctx context.Context, why string, f func(*library.Library) error) error {
	if t.served != nil {
		return study.Errorf(study.Conflict, "%s", why)
	}
	lib, err := t.openOr(ctx, func(_ context.Context, home string) error {
		if relay.Served(home) {
			return library.ErrInUse
		}
		return relay.ErrNobody
	})
	if errors.Is(err, library.ErrInUse) {
		return study.Because(err, study.Conflict, "%s", why)
	}
	if err != nil {
		return err
	}
	return closeAfter(lib, f(lib))
}

func closeAfter(lib *library.Library, err error) error {
	if cerr := lib.Close(); err == nil {
		err = cerr
	}
	return err
}

// openOr opens the collection. If another process has it open, openOr calls
// other, and repeats both as long as other returns that nobody listens.
func (t *terminal) openOr(ctx context.Context, other func(ctx context.Context, home string) error) (*library.Library, error) {
	dir, err := t.homeDir()
	if err != nil {
		return nil, err
	}
	for until := time.Now().Add(patience); ; {
		lib, err := t.open(ctx)
		if !errors.Is(err, library.ErrInUse) {
			return lib, err
		}
		if otherErr := other(ctx, dir); !errors.Is(otherErr, relay.ErrNobody) {
			return nil, notHere{otherErr}
		}
		if time.Now().After(until) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// notHere marks an error that came from the process that has the collection open.
// It says nothing about whether this process could open the collection.
type notHere struct{ error }

func (e notHere) Unwrap() error { return e.error }

// doneElsewhere is the error of a verb that ran in another process. That process
// has already printed all messages.
type doneElsewhere struct{ code int }

func (doneElsewhere) Error() string { return "the command ran in another process" }

// elsewhere runs the command line in the process that has the home open.
func (t *terminal) elsewhere(ctx context.Context, home string) error {
	dir, err := os.Getwd()
	if err != nil {
		return study.Because(err, study.Unavailable, "the current folder cannot be found: go to one that exists")
	}
	bars := &remoteBars{t: t}
	defer bars.stop()
	client := relay.Client{In: t.in, Out: t.out, Err: t.err, Progress: bars.progress, Version: version}
	code, err := client.Run(ctx, home, relay.Request{Args: t.args, Dir: dir, Zone: os.Getenv("TZ")})
	if err != nil {
		return err
	}
	return doneElsewhere{code}
}
