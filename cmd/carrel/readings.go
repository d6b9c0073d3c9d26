package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"carrel/internal/conversation"
	"carrel/internal/library"
	"carrel/internal/session"
	"carrel/internal/study"
)

func newReadings(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "readings [TITLE]",
		Short: "Books and recordings, or the sections of one",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return noArgs(cmd, args[1:])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.with(cmd.Context(), func(lib *library.Library) error {
				if len(args) == 1 {
					return showReading(cmd, t, lib, args[0])
				}
				list, err := lib.Readings(cmd.Context())
				if err != nil {
					return err
				}
				for _, r := range list {
					if t.json {
						if err := t.print(r); err != nil {
							return err
						}
						continue
					}
					by := ""
					if r.Author != "" {
						by = ", " + r.Author
					}
					fmt.Fprintf(t.out, "%s%s: %d sections, %s\n", r.Title, by, r.Chapters, howFar(r))
				}
				if len(list) == 0 && !t.json {
					fmt.Fprintln(t.out, "There is no book or recording yet: bring one in with \"carrel import\".")
				}
				return nil
			})
		},
	}
}

func howFar(r library.ReadingRow) string {
	switch {
	case r.Place.Done:
		return "heard to the end"
	case r.At == 0:
		return fmt.Sprintf("%.0f minutes", math.Ceil(r.Minutes))
	}
	return fmt.Sprintf("in section %d, %.0f of %.0f minutes left", r.Place.Section+1, math.Ceil(r.Left), math.Ceil(r.Minutes))
}

func showReading(cmd *cobra.Command, t *terminal, lib *library.Library, name string) error {
	r, err := lib.Reading(cmd.Context(), name)
	if err != nil {
		return err
	}
	if t.json {
		return t.print(r)
	}
	fmt.Fprintf(t.out, "%s (%s)\n", r.Title, howFar(r.ReadingRow))
	for i, s := range r.Sections {
		mark := " "
		switch {
		case s.Here:
			mark = ">"
		case s.Heard:
			mark = "x"
		}
		asks := ""
		if s.Questions > 0 {
			asks = fmt.Sprintf(", %d to answer", s.Questions)
		}
		fmt.Fprintf(t.out, "%s %3d  %s (%.0f min%s)\n", mark, i+1, s.Title, math.Ceil(s.Minutes), asks)
	}
	return nil
}

func newRead(t *terminal) *cobra.Command {
	var section int
	var profile string
	cmd := &cobra.Command{
		Use:   "read TITLE",
		Short: "Read a book in the terminal, with its questions",
		Long: `Prints a book from where you stopped, section by section, and asks the questions
of each section after it, as "carrel study" does. After a section an empty line
goes on; commands come after a colon: ":skip" (the next section), ":back",
":repeat", ":stop". The place is kept.

A title may be cut short as long as only one begins so. Recordings are played by
the page; here only their questions are asked.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{fmt.Errorf("which book? \"carrel readings\" lists their titles; put one of several words in quotes")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.alone(cmd.Context(), oneSession, func(lib *library.Library) error {
				id, err := lib.ReadingID(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				o, err := lib.SessionOptions(cmd.Context())
				if err != nil {
					return err
				}
				o.Listening, o.Headphones = false, false // the terminal has no microphone
				e := session.Start{Profile: session.ProfileID(profile), Mode: session.Lesson, Reading: id, Options: &o}
				if section > 0 {
					e.Place = &study.Place{Section: section - 1}
				}
				return converse(cmd.Context(), t, conversation.New(lib), e)
			})
		},
	}
	cmd.Flags().IntVar(&section, "section", 0, "begin at this section, from 1 (0: where you stopped)")
	cmd.Flags().StringVar(&profile, "profile", "desk", "desk, hands-free, driving or one-switch")
	return cmd
}
