package main

import (
	"context"
	"fmt"
	"time"

	"carrel/internal/library"
	"carrel/internal/relay"
)

// servedHere holds a command line that another process sent to this one.
type servedHere struct {
	lib     *library.Library
	remote  *relay.Remote
	address func() string // returns an address that admits a browser; nil without a page
}

// takeCommands lets other processes of the same person run their command lines on
// the open collection, until the returned function is called. If the socket
// cannot be opened, Carrel goes on without it.
func (t *terminal) takeCommands(lib *library.Library, address func() string) (stop func()) {
	home, err := t.homeDir()
	if err != nil {
		return func() {}
	}
	s, err := relay.Listen(home, version, func(ctx context.Context, r relay.Request, remote *relay.Remote) int {
		return execute(ctx, &terminal{
			in: remote.Stdin(), out: remote.Stdout(), err: remote.Stderr(),
			files: remote, zone: zoneNamed(r.Zone), args: r.Args,
			served: &servedHere{lib, remote, address},
		})
	})
	if err != nil {
		tell(t.err, fmt.Errorf("other commands cannot use the collection while this runs: %w", err))
		return func() {}
	}
	return s.Close
}

// zoneNamed returns the zone that a TZ variable names; for any other value, the
// computer's zone.
func zoneNamed(tz string) *time.Location {
	if tz == "" {
		return time.Local
	}
	zone, err := time.LoadLocation(tz)
	if err != nil {
		return time.Local
	}
	return zone
}
