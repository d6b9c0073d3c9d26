package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"

	"carrel/internal/app"
	"carrel/internal/host"
	"carrel/web"
)

type serveOptions struct {
	port int
	open bool
}

func newServe(t *terminal) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open Carrel in the browser",
		Long: `Serves the page on 127.0.0.1 and nowhere else, prints its address and waits
until it is stopped with Ctrl-C. Nothing but this computer can reach it.

Other commands, such as "carrel export", work meanwhile.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.alone(cmd.Context(), servedAlready, func(a *app.App) error { return runServe(cmd.Context(), t, a, o) })
		},
	}
	cmd.Flags().IntVar(&o.port, "port", host.DefaultPort, "port on 127.0.0.1; 0 takes a free one")
	cmd.Flags().BoolVar(&o.open, "open", false, "open it in the browser where there is a desktop")
	return cmd
}

// servedAlready is why a second "carrel serve" does not start.
const servedAlready = "another Carrel has this collection open: use the page that it opened, end it, or choose another folder with --home"

func runServe(ctx context.Context, t *terminal, a *app.App, o serveOptions) error {
	s, err := host.Open(o.port, a.Handler(), web.Dist())
	if err != nil {
		return err
	}
	if t.json {
		if err := t.print(map[string]string{"url": s.URL()}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(t.out, "Carrel is open at %s (Ctrl-C ends it)\n", s.URL())
	}
	if o.open {
		openBrowser(s.URL())
	}
	defer t.takeCommands(a)()
	go a.KeepFitted(ctx)
	return s.Serve(ctx)
}

// openBrowser asks the desktop to show the address. Without a desktop, or
// when that fails, the printed address has to do.
func openBrowser(url string) {
	var cmd *exec.Cmd
	switch {
	case runtime.GOOS == "darwin":
		cmd = exec.Command("open", url)
	case runtime.GOOS == "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", url)
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		cmd = exec.Command("xdg-open", url)
	default:
		return
	}
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
