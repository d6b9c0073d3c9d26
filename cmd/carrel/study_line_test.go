package main

import (
	"testing"

	"carrel/internal/answer"
	"carrel/internal/intent"
	"carrel/internal/session"
	"carrel/internal/study"
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
		{session.Answering, "quit", command(intent.Stop)},
		{session.Answering, "Q", command(intent.Stop)},
		{session.Revealed, ":exit", command(intent.Stop)},
		{session.Paused, "help", command(intent.Help)},
		{session.Answering, "= help", session.Typed{Text: "help", How: session.ByKey}},
	} {
		if got := meaning(c.line, session.View{Phase: c.phase}); got != c.want {
			t.Errorf("%q in the phase %s means %#v, want %#v", c.line, c.phase, got, c.want)
		}
	}
	wrong := session.View{
		Phase: session.Revealed, Verdict: &answer.Verdict{Suggested: study.Again},
		Grades: []session.GradeView{{Grade: study.Again, Command: intent.Again}, {Grade: study.Good, Command: intent.Good}},
	}
	if got := meaning("", wrong); got != command(intent.Again) {
		t.Errorf("an empty line after a wrong answer means %#v", got)
	}
}
