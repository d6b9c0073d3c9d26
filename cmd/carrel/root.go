package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"carrel/internal/library"
	"carrel/internal/relay"
	"carrel/internal/study"
	"carrel/web"
)

// terminal holds the input and output of every verb, and the options that all
// verbs share.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	files    files
	zone     *time.Location // the zone for displaying times
	home     string
	json     bool

	args   []string    // the command line as typed
	served *servedHere // set if this runs for another process
}

// usage marks an error of the command line itself.
type usage struct{ error }

// run executes one command line and returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	return execute(ctx, &terminal{in: in, out: out, err: errw, files: relay.Disk{}, zone: time.Local, args: args})
}

// execute runs the command line of a terminal and returns the exit status.
func execute(ctx context.Context, t *terminal) int {
	results := &sink{w: t.out}
	errw := t.err
	t.in, t.out = newInterruptible(ctx, t.in), results
	root := newRoot(t)
	root.SetArgs(t.args)
	root.SetIn(t.in)
	root.SetOut(t.out)
	root.SetErr(errw)
	err := root.ExecuteContext(ctx)
	results.finish()
	var elsewhere doneElsewhere
	if errors.As(err, &elsewhere) {
		return elsewhere.code
	}
	if results.err != nil && (err == nil || errors.Is(err, results.err)) {
		err = study.Because(results.err, study.Unavailable, "the results could not be written to the end: %v", results.err)
	}
	if err == nil {
		return 0
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(errw, "carrel: stopped")
		return 1
	}
	tell(errw, err)
	return exitCode(err)
}

// tell prints an error as a sentence. It is the only place that prints errors.
func tell(w io.Writer, err error) {
	fmt.Fprintf(w, "carrel: %s\n", study.Sentence(err.Error()))
}

// sink remembers that output was lost, so that the verb does not end as
// successful.
type sink struct {
	w   io.Writer
	err error // of the first failed write, returned by all later ones
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}

// finish waits until everything was written, for an output whose writes complete
// later.
func (s *sink) finish() {
	if f, ok := s.w.(interface{ Flush() error }); ok && s.err == nil {
		s.err = f.Flush()
	}
}

// exitCode maps errors to exit statuses. It is the only such mapping.
func exitCode(err error) int {
	var u usage
	if errors.As(err, &u) {
		return 2
	}
	switch study.KindOf(err) {
	case study.Invalid:
		return 2
	case study.Unreadable, study.Unsupported:
		return 3
	}
	return 1
}

func newRoot(t *terminal) *cobra.Command {
	root := &cobra.Command{
		Use:   "carrel",
		Short: "Hands-free study: it reads to you, asks you, listens and remembers",
		Long: `Carrel reads your material aloud, asks you, listens, judges the answer and
brings each card back when you are about to forget it.

"carrel serve" opens it in the browser. Everything stays on this computer.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&t.home, "home", "", "folder that holds the collection (default $CARREL_HOME, or carrel in the user's data folder)")
	root.PersistentFlags().BoolVar(&t.json, "json", false, "print JSON, one object a line")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage{fmt.Errorf("%v; \"%s --help\" lists what there is", err, cmd.CommandPath())}
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	for _, verb := range verbs() {
		root.AddCommand(verb(t))
	}
	return root
}

// verbs lists the commands, each from its own file.
func verbs() []func(*terminal) *cobra.Command {
	return []func(*terminal) *cobra.Command{
		newServe, newImport, newExport, newCards, newDecks, newDue, newStudy, newReadings, newRead, newStats,
		newFit, newMemory, newSimulate, newJudge,
		newPacks, newCheck, newErase, newDoctor, newBackups, newRestore, newWhatLeaves, newVoice, newHear, newSite, newVersion,
	}
}

// noArgs and similar functions turn cobra's errors into usage errors.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage{fmt.Errorf("%q is not something %q takes; \"%s --help\" lists what there is", args[0], cmd.CommandPath(), cmd.CommandPath())}
	}
	return nil
}

// homeDir returns the folder of the collection: --home, CARREL_HOME, or the data
// folder of the XDG base directories.
func (t *terminal) homeDir() (string, error) {
	dir := t.home
	if dir == "" {
		dir = os.Getenv("CARREL_HOME")
	}
	if dir == "" {
		base := os.Getenv("XDG_DATA_HOME")
		if base == "" || !filepath.IsAbs(base) {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", study.Because(err, study.Unavailable, "there is no home folder to keep the collection in: name one with --home")
			}
			base = filepath.Join(home, ".local", "share")
		}
		dir = filepath.Join(base, "carrel")
	}
	return filepath.Abs(dir)
}

// open opens the collection for a verb.
func (t *terminal) open(ctx context.Context) (*library.Library, error) {
	dir, err := t.homeDir()
	if err != nil {
		return nil, err
	}
	lib, err := library.Open(ctx, library.Config{Home: dir, Assets: web.Dist()})
	if err != nil {
		return nil, err
	}
	if err := lib.EraseLeft(); err != nil {
		tell(t.err, fmt.Errorf("an erase that was interrupted is finished only in part: %w", err))
	}
	for _, what := range lib.Loose() {
		fmt.Fprintln(t.err, "carrel: warning:", what)
	}
	return lib, nil
}

// print prints v as one line of JSON.
func (t *terminal) print(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = t.out.Write(append(b, '\n'))
	return err
}
