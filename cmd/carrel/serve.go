package main

import (
	"context"

	"github.com/spf13/cobra"

	"carrel/internal/api"
	"carrel/internal/conversation"
	"carrel/internal/host"
	"carrel/internal/library"
	"carrel/internal/study"
	"carrel/web"
)

type serveOptions struct {
	port int
	open bool
	show bool
}

func newServe(t *terminal) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open Carrel in the browser",
		Long: `Serves the page on 127.0.0.1 and nowhere else, prints its address and waits
until it is stopped with Ctrl-C. Nothing but this computer can reach it.

The address lets in one browser, once. That browser is remembered; others, and
other users of this computer, are refused. For another browser, run
"carrel serve --show-address" while Carrel runs, and open the address it prints.

Other commands, such as "carrel export", work meanwhile.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.show {
				return t.showAddress(cmd.Context())
			}
			err := t.alone(cmd.Context(), servedAlready, func(lib *library.Library) error { return runServe(cmd.Context(), t, lib, o) })
			if study.KindOf(err) == study.Unreadable {
				return runRescue(cmd.Context(), t, o, err)
			}
			return err
		},
	}
	cmd.Flags().IntVar(&o.port, "port", host.DefaultPort, "port on 127.0.0.1; 0 takes a free one")
	cmd.Flags().BoolVar(&o.open, "open", false, "open it in the browser where there is a desktop")
	cmd.Flags().BoolVar(&o.show, "show-address", false, "print a new address of the Carrel that runs, and end")
	return cmd
}

// servedAlready is the error of a second "carrel serve".
const servedAlready = "another Carrel has this collection open: \"carrel serve --show-address\" prints where; or end it, or choose another folder with --home"

// runRescue serves the page when the collection cannot be read: the page shows
// the problem, restores a backup, and then becomes the normal page.
func runRescue(ctx context.Context, t *terminal, o serveOptions, why error) error {
	home, err := t.homeDir()
	if err != nil {
		return err
	}
	var s *host.Server
	d := api.NewDoor(library.Config{Home: home, Assets: web.Dist()}, version, why, func(lib *library.Library) func() {
		go lib.KeepFitted(ctx)
		go lib.KeepBackedUp(ctx)
		return t.takeCommands(lib, s.Address)
	})
	if s, err = host.Open(o.port, home, d, web.Dist()); err != nil {
		return err
	}
	tell(t.err, why)
	if err := t.printAddress(s.Address(), "The page at %s says what can be done (Ctrl-C ends it)\n"); err != nil {
		return err
	}
	if o.open {
		openBrowser(home, s.Address())
	}
	err = s.Serve(ctx)
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

func runServe(ctx context.Context, t *terminal, lib *library.Library, o serveOptions) error {
	home, err := t.homeDir()
	if err != nil {
		return err
	}
	s, err := host.Open(o.port, home, api.New(lib, conversation.New(lib), version).Handler(), web.Dist())
	if err != nil {
		return err
	}
	if err := t.printAddress(s.Address(), "Carrel is open at %s (Ctrl-C ends it)\n"); err != nil {
		return err
	}
	if o.open {
		openBrowser(home, s.Address())
	}
	defer t.takeCommands(lib, s.Address)()
	go lib.KeepFitted(ctx)
	go lib.KeepBackedUp(ctx)
	return s.Serve(ctx)
}
