package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"carrel/internal/library"
)

func newVoice(t *terminal) *cobra.Command {
	var builtin bool
	cmd := &cobra.Command{
		Use:   "voice [-- PROGRAM ARG…]",
		Short: "Show the voice, or let another program speak",
		Long: `Names a program that speaks instead of the built-in voice: it gets the text on
standard input and writes WAV to standard output. {lang}, {rate} and {voice} in
its arguments are filled in.`,
		Example: `  carrel voice -- espeak-ng --stdin --stdout -v {lang}
  carrel voice --built-in`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.with(cmd.Context(), func(lib *library.Library) error {
				if len(args) > 0 || builtin {
					change, err := json.Marshal(map[string][]string{"voice_command": args})
					if err != nil {
						return err
					}
					if _, err := lib.ChangeSettings(cmd.Context(), change, false); err != nil {
						return err
					}
				}
				s, err := lib.Settings(cmd.Context())
				if err != nil {
					return err
				}
				if t.json {
					return t.print(map[string]any{"voice": s.Voice, "command": s.VoiceCommand, "rate": s.Rate})
				}
				if len(s.VoiceCommand) > 0 {
					_, err = fmt.Fprintf(t.out, "Spoken by the program: %s\n", strings.Join(s.VoiceCommand, " "))
				} else {
					_, err = fmt.Fprintln(t.out, "Spoken by the built-in voice.")
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&builtin, "built-in", false, "go back to the built-in voice")
	return cmd
}
