// Command voicereport measures how well Carrel recognises speech and writes a report:
// what is recognised, acted on, asked about, refused and wrong, by kind of phrase, noise
// and voice; what is accepted but should not be; and how long it takes.
//
// The test set is generated: synthetic voices of Debian packages (espeak-ng, flite) and
// synthesised noise. Synthetic speech is easier than real speech, so folders of
// recordings can be added. The file transcripts.tsv in such a folder has one line per
// recording: file, text and an optional kind. The kind "other" is speech outside the
// grammar.
//
//	go run ./tools/voicereport [-per 6] [-full] [-folder DIR]… [-out docs/voice-accuracy.md]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"carrel/internal/listen/ear"
	"carrel/web"
)

type options struct {
	per     int
	full    bool
	minutes int
	folders folders
	out     string
	clean   bool
	details string
	voices  string
	enrol   bool
	hours   string
	skip    int
}

type folders []string

func (f *folders) String() string     { return fmt.Sprint(*f) }
func (f *folders) Set(s string) error { *f = append(*f, s); return nil }

func main() {
	var o options
	flag.IntVar(&o.per, "per", 6, "phrases of each kind that each voice says")
	flag.BoolVar(&o.full, "full", false, "every phrase in every noise at every level, not in one drawn by lot")
	flag.IntVar(&o.minutes, "minutes", 2, "minutes of each noise alone")
	flag.Var(&o.folders, "folder", "a folder of recordings with transcripts.tsv; may be repeated")
	flag.StringVar(&o.out, "out", "docs/voice-accuracy.md", "the file to write")
	flag.BoolVar(&o.clean, "clean", false, "clean speech alone: no noise, for comparing two settings quickly")
	flag.StringVar(&o.details, "details", "", "a file to write every trial to, a line of JSON each")
	flag.StringVar(&o.voices, "voices", "", "only voices whose name holds one of these, with commas between them")
	flag.BoolVar(&o.enrol, "enrol", false, "what it changes that each voice taught the commands once, at another speed; printed, nothing else is written")
	flag.StringVar(&o.hours, "hours", "", "only these streams, with commas between them, -minutes of each: white, car, kitchen, babble, music, crowd, english, french; printed, nothing else is written")
	flag.IntVar(&o.skip, "skip", 0, "minutes of each stream to leave out at its beginning, so that an hour may be played in parts")
	flag.Parse()
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "voicereport:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	start := time.Now()
	if o.hours != "" {
		dir, err := os.MkdirTemp("", "voicereport")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		return hours(ctx, os.Stdout, dir, o)
	}
	parts, err := ear.FromPage(web.Dist(), "en")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "voicereport")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	kinds, err := kindsOfPhrase()
	if err != nil {
		return err
	}
	if o.enrol {
		kinds = enrolKinds(kinds)
	}
	trials, err := spokenTrials(dir, kinds, o)
	if err != nil {
		return err
	}
	if o.enrol {
		results, err := measure(ctx, parts, trials)
		if err != nil {
			return err
		}
		return enrolled(ctx, os.Stdout, parts, dir, o, results)
	}
	for _, f := range o.folders {
		more, err := folderTrials(f, o.clean)
		if err != nil {
			return err
		}
		trials = append(trials, more...)
	}
	if !o.clean {
		trials = append(trials, noiseTrials(kinds[0].grammar, o.minutes)...)
	}
	fmt.Fprintf(os.Stderr, "%d trials\n", len(trials))
	results, err := measure(ctx, parts, trials)
	if err != nil {
		return err
	}
	if err := writeDetails(o.details, results); err != nil {
		return err
	}
	return write(o, results, time.Since(start))
}
