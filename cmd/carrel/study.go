package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"carrel/internal/conversation"
	"carrel/internal/intent"
	"carrel/internal/library"
	"carrel/internal/session"
	"carrel/internal/study"
)

type studyOptions struct {
	events  string
	profile string
	mode    string
	decks   []string
	limit   int
}

func newStudy(t *terminal) *cobra.Command {
	var o studyOptions
	cmd := &cobra.Command{
		Use:   "study",
		Short: "Study in the terminal, or play a file of events",
		Long: `Without --events it is a study session in the terminal: type your answer, or a
command (show, again, hard, good, easy, repeat, skip, undo, pause, stop, help)
after a colon, as in ":undo". An empty line shows the answer, and then gives the
suggested grade. help and quit need no colon; write "=help" to answer with the word.

With --events it reads session events as JSON lines from a file, or from
standard input with -, and prints the effects as JSON lines. What is said ends
at once there. Empty lines and lines that begin with # are passed over, and so,
with a word on standard error, are events that there are none of.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.alone(cmd.Context(), oneSession, func(lib *library.Library) error {
				if o.events != "" {
					return runEvents(cmd.Context(), t, conversation.New(lib), o.events)
				}
				if err := lib.BackUpToday(cmd.Context()); err != nil {
					tellBackup(t, lib)
				}
				return runTerminal(cmd.Context(), t, lib, o)
			})
		},
	}
	cmd.Flags().StringVar(&o.events, "events", "", "file of events, or - for standard input")
	cmd.Flags().StringVar(&o.profile, "profile", "desk", "desk, hands-free, driving or one-switch")
	cmd.Flags().StringVar(&o.mode, "mode", "due", "due, daily, weekly, topic, challenge or duel")
	cmd.Flags().StringSliceVar(&o.decks, "deck", nil, "only these decks and those below them (names or ids)")
	cmd.Flags().IntVar(&o.limit, "limit", 0, "stop after so many cards")
	return cmd
}

// oneSession is the reason why a session in the terminal needs exclusive use of
// the collection: there is only one session, and two places would answer for each
// other.
const oneSession = "\"carrel serve\" or another command has the collection open, and there can be one session at a time: study in the page, or end the other first"

// longestEvent bounds a line of events, in bytes: a card with its question is far
// shorter.
const longestEvent = 1 << 20

// runEvents plays a file of events. An event without a time happens at the time
// of the previous event, and the first one now.
func runEvents(ctx context.Context, t *terminal, talk *conversation.Conversation, name string) error {
	in := t.in
	if name == "-" {
		name = "standard input"
	} else {
		f, _, err := openFile(t.files, name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = newInterruptible(ctx, f)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestEvent)
	now := time.Now()
	n := 1
	for ; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		e, err := session.ReadEvent(line)
		var unknown *session.UnknownEvent
		switch {
		case errors.As(err, &unknown) && unknown.Kind == "":
			return study.Errorf(study.Unreadable, "line %d of %s has no \"event\": write one as {\"event\":\"silence\"}", n, name)
		case errors.As(err, &unknown):
			fmt.Fprintf(t.err, "carrel: line %d of %s was passed over, since there is no event %q\n", n, name, unknown.Kind)
			continue
		case err != nil:
			return study.Because(err, study.Unreadable, "line %d of %s is not an event: %v", n, name, err)
		}
		if at := session.TimeOf(e); !at.IsZero() {
			now = at
		}
		if err := playEvent(ctx, t, talk, session.Timed(e, now)); err != nil {
			return err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return study.Because(err, study.Unreadable, "line %d of %s is longer than %d bytes, which no event is", n, name, longestEvent)
	case err != nil:
		return study.Because(err, study.Unreadable, "%s cannot be read to its end: %v", name, err)
	}
	return nil
}

// playEvent prints the effects of one event. While the session only speaks, it also
// plays the ends of the clips and prints their effects.
func playEvent(ctx context.Context, t *terminal, talk *conversation.Conversation, e session.Event) error {
	for range 100 {
		turn, err := talk.Step(ctx, e)
		if err != nil {
			return err
		}
		for _, fx := range turn.Effects {
			if err := t.print(fx); err != nil {
				return err
			}
		}
		if !turn.Waits() {
			return nil
		}
		e = session.Timed(session.ClipEnded{}, session.TimeOf(e))
	}
	return nil
}

// runTerminal runs a study session at the keyboard.
func runTerminal(ctx context.Context, t *terminal, lib *library.Library, o studyOptions) error {
	var ids []study.ID
	for _, d := range o.decks {
		id, err := lib.DeckID(ctx, d)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	return converse(ctx, t, conversation.New(lib), session.Start{Profile: session.ProfileID(o.profile), Mode: session.Mode(o.mode), Decks: ids, Limit: o.limit})
}

// converse runs a session from its start event to its end.
func converse(ctx context.Context, t *terminal, talk *conversation.Conversation, e session.Event) error {
	in := bufio.NewReader(t.in)
	for {
		turn, err := talk.Step(ctx, e)
		if err != nil {
			return err
		}
		for _, fx := range turn.Effects {
			sayInTerminal(t.out, fx)
		}
		if turn.View.Phase == session.Finished {
			return nil
		}
		if r := turn.View.Reading; turn.Waits() && (turn.View.Phase != session.Reading || r.Passage+1 < r.Passages) {
			e = session.ClipEnded{}
			continue
		}
		if e, err = ask(t, in, turn.View); err != nil {
			return err
		}
	}
}

func sayInTerminal(w io.Writer, fx session.Effect) {
	switch fx := fx.(type) {
	case session.Say:
		mark := map[session.Role]string{session.RoleQuestion: "? ", session.RoleAnswer: "= "}[fx.Role]
		if mark == "" {
			mark = "  "
		}
		fmt.Fprintln(w, mark+fx.Text)
	case session.Play:
		fmt.Fprintf(w, "  (recording: %s, %s)\n", fx.Text, fx.Media)
	case session.Finish:
		fmt.Fprintf(w, "  %s, %d right.\n", counted(fx.Summary.Reviews, "review"), fx.Summary.Right)
	}
}

// ask reads one line and returns the event it means in the present phase.
func ask(t *terminal, in *bufio.Reader, v session.View) (session.Event, error) {
	prompt, ok := prompts[v.Phase]
	if !ok {
		prompt = "> "
	}
	if v.Phase == session.Revealed {
		prompt = fmt.Sprintf("%s [%s] ", prompt, suggestedIn(v))
	}
	fmt.Fprint(t.err, prompt)
	line, err := in.ReadString('\n')
	line = strings.TrimSpace(line)
	if err != nil && line == "" {
		if errors.Is(err, io.EOF) {
			return session.Command{Command: intent.Stop, How: session.ByKey}, nil
		}
		return nil, err
	}
	return meaning(line, v), nil
}

// prompts say what can be typed in a phase other than that of a question.
var prompts = map[session.Phase]string{
	session.Revealed: "again, hard, good or easy?",
	session.Paused:   "(paused) resume or stop? ",
	session.Reading:  "(Enter goes on, :stop ends) ",
}

// meaning returns the event that a line means in a phase. A line is an answer where a
// question is open, unless it begins with a colon, and a command in other phases.
func meaning(line string, v session.View) session.Event {
	phase := v.Phase
	if c, ok := plainCommands[strings.ToLower(strings.TrimPrefix(line, ":"))]; ok {
		return session.Command{Command: c, How: session.ByKey}
	}
	if answer, ok := strings.CutPrefix(line, "="); ok && phase != session.Revealed && phase != session.Paused {
		return session.Typed{Text: strings.TrimSpace(answer), How: session.ByKey}
	}
	cmd, isCommand := strings.CutPrefix(line, ":")
	switch {
	case line == "" && phase == session.Reading:
		return session.ClipEnded{}
	case line == "":
		return keyed(cmp.Or(map[session.Phase]string{session.Revealed: suggestedIn(v), session.Paused: "resume"}[phase], "show"))
	case phase == session.Revealed, phase == session.Paused:
		if i := strings.Index("1234", cmd); i >= 0 && len(cmd) == 1 {
			cmd = []string{"again", "hard", "good", "easy"}[i]
		}
		return keyed(cmd)
	case isCommand, phase == session.Reading:
		return keyed(cmd)
	}
	return session.Typed{Text: line, How: session.ByKey}
}

// plainCommands have their meaning with or without a colon, as in every other program in a
// terminal.
var plainCommands = map[string]intent.Command{
	"quit": intent.Stop, "q": intent.Stop, "exit": intent.Stop,
	"help": intent.Help, "?": intent.Help,
}

// suggestedIn returns the grade that an empty line gives.
func suggestedIn(v session.View) string {
	if v.Verdict != nil {
		for _, g := range v.Grades {
			if g.Grade == v.Verdict.Suggested {
				return string(g.Command)
			}
		}
	}
	return "good"
}

// keyed returns a command from the keyboard.
func keyed(command string) session.Event {
	return session.Command{Command: intent.Command(strings.ToLower(strings.TrimSpace(command))), How: session.ByKey}
}
