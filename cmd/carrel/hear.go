package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"carrel/internal/listen"
	"carrel/internal/listen/ear"
	"carrel/internal/study"
	"carrel/web"
)

type hearOptions struct {
	grammar string
	lang    string
	all     bool
}

func newHear(t *terminal) *cobra.Command {
	var o hearOptions
	cmd := &cobra.Command{
		Use:   "hear FILE.wav…",
		Short: "Listen to recordings as the page listens to the microphone",
		Long: `Plays recordings to the recogniser that the page uses and says what it heard,
and whether Carrel would act on it (sure), ask first (ask) or say that it did
not understand (refuse). Nothing leaves this computer.`,
		Example: `  carrel hear repeat.wav
  carrel hear answer.wav --grammar "Ottawa|Toronto|Montreal" --json
  carrel hear réponse.wav --lang fr --grammar villes.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage{fmt.Errorf("which recording? \"%s --help\" shows how", cmd.CommandPath())}
			}
			return runHear(cmd, t, o, args)
		},
	}
	cmd.Flags().StringVar(&o.grammar, "grammar", "commands", `what may be said: "commands", texts with | between them, or a file with one a line`)
	cmd.Flags().StringVar(&o.lang, "lang", "en", "language of the recording: en or fr")
	cmd.Flags().BoolVar(&o.all, "all", false, "every utterance of the recording, not only the first")
	return cmd
}

func runHear(cmd *cobra.Command, t *terminal, o hearOptions, files []string) error {
	ctx := cmd.Context()
	grammar, err := ear.ReadGrammar(o.lang, o.grammar)
	if err != nil {
		return err
	}
	for _, text := range grammar.LeftOut {
		fmt.Fprintf(t.err, "cannot be listened for: %s\n", text)
	}
	parts, err := ear.FromPage(web.Dist(), grammar.Lang)
	if err != nil {
		return err
	}
	e, err := ear.Open(ctx, parts)
	if err != nil {
		return err
	}
	defer e.Close(ctx)
	for _, file := range files {
		data, err := readFile(t.files, file)
		if err != nil {
			return err
		}
		pcm, err := listen.ReadWAV(data)
		if err != nil {
			return study.Because(err, study.KindOf(err), "%s: %v", file, err)
		}
		hear := func() ([]listen.Event, error) {
			if o.all {
				return e.HearAll(ctx, grammar, pcm)
			}
			one, err := e.Hear(ctx, grammar, pcm)
			return []listen.Event{one}, err
		}
		events, err := hear()
		if err != nil {
			return err
		}
		for _, ev := range events {
			if err := printHeard(t, file, len(files) > 1, ear.ResultOf(ev)); err != nil {
				return err
			}
		}
	}
	return nil
}

func printHeard(t *terminal, file string, several bool, r ear.Result) error {
	if t.json {
		return t.print(struct {
			File string `json:"file"`
			ear.Result
		}{file, r})
	}
	line := "nothing was said"
	switch {
	case r.Kind == listen.NoMatch && r.Text == "":
		line = "not understood"
	case r.Kind == listen.NoMatch:
		line = fmt.Sprintf("not understood (nearest: %s)", r.Text)
	case r.Kind == listen.Heard:
		line = fmt.Sprintf("%s — %s, %.0f %%", r.Text, r.Verdict, 100*r.Confidence)
	}
	if several {
		line = file + ": " + line
	}
	_, err := fmt.Fprintln(t.out, line)
	return err
}
