package app

import (
	"context"
	"strings"
)

// WhatLeaves lists every byte that can leave this device, and where to, given
// the learner's settings. Whoever adds a way out adds its line here; a golden
// test shows the list.
func (a *App) WhatLeaves(ctx context.Context) ([]string, error) {
	s, err := a.Settings(ctx)
	if err != nil {
		return nil, err
	}
	lines := []string{
		"Nothing is sent to any other computer. There is no account, no telemetry, no update check.",
	}
	if a.host == "native" {
		lines = append(lines, "The page talks to this program on 127.0.0.1 alone; other computers cannot reach it.")
	} else {
		lines = append(lines, "The page's own files come from the site you opened; after the first visit not even those are asked for again.")
	}
	lines = append(lines,
		"What the microphone hears is recognised in the page and kept nowhere: not sent, not written to disk.",
		"A backup or an export goes where you save it.",
	)
	if len(s.VoiceCommand) > 0 {
		lines = append(lines, "The text of your cards is given to the program you named as a voice: "+strings.Join(s.VoiceCommand, " ")+". What that program does with it is its own affair.")
	}
	return lines, nil
}
