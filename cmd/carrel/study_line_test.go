package main

import (
	"testing"

	"carrel/internal/intent"
	"carrel/internal/session"
)

// A line is an answer where a question is open, and a command elsewhere.
func TestMeaningOfALine(t *testing.T) {
	command := func(c intent.Command) session.Event {
		return session.Command{Command: c, How: session.ByKey}
	}
	for _, c := range []struct {
		phase session.Phase
		line  string
		want  session.Event
	}{
		{session.Answering, "Paris", session.Typed{Text: "Paris", How: session.ByKey}},
		{session.Answering, "4", session.Typed{Text: "4", How: session.ByKey}},
		{session.Answering, ": Skip", command(intent.Skip)},
		{session.Answering, "", command(intent.Show)},
		{session.Revealed, "", command("good")},
		{session.Revealed, "4", command("easy")},
		{session.Revealed, ":1", command("again")},
		{session.Revealed, "HARD", command("hard")},
		{session.Paused, "", command(intent.Resume)},
		{session.Paused, "stop", command(intent.Stop)},
		{session.Reading, "", session.ClipEnded{}},
		{session.Reading, "pause", command(intent.Pause)},
		{session.Reading, ":stop", command(intent.Stop)},
	} {
		if got := meaning(c.line, c.phase); got != c.want {
			t.Errorf("%q in the phase %s means %#v, want %#v", c.line, c.phase, got, c.want)
		}
	}
}
