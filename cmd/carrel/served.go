package main

import (
	"context"
	"fmt"
	"time"

	"carrel/internal/app"
	"carrel/internal/relay"
)

// servedHere is a command line that another process sent to this one.
type servedHere struct {
	app     *app.App
	remote  *relay.Remote
	address func() string // makes an address that lets a browser in; nil without a page
}

// takeCommands lets other processes of the same person run their command lines
// on the open collection, until the returned function is called. It goes on
// without where that is not possible.
func (t *terminal) takeCommands(a *app.App, address func() string) (stop func()) {
	home, err := t.homeDir()
	if err != nil {
		return func() {}
	}
	s, err := relay.Listen(home, version, func(ctx context.Context, r relay.Request, remote *relay.Remote) int {
		return execute(ctx, &terminal{
			in: remote.Stdin(), out: remote.Stdout(), err: remote.Stderr(),
			files: remote, zone: zoneNamed(r.Zone), args: r.Args,
			served: &servedHere{a, remote, address},
		})
	})
	if err != nil {
		fmt.Fprintf(t.err, "carrel: other commands cannot use the collection while this runs: %v\n", err)
		return func() {}
	}
	return s.Close
}

// zoneNamed is the zone that a TZ variable names, and the computer's for any
// other value.
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
