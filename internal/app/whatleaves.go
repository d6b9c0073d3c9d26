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
	hears := a.host == "native" && s.Recogniser == "wyoming" && s.WyomingHear != ""
	speaks := a.host == "native" && s.WyomingSpeak != ""
	first := "Nothing is sent to any other computer. There is no account, no telemetry, no update check."
	if hears || speaks {
		first = "Nothing is sent to any other computer but what you set up yourself, below. There is no account, no telemetry, no update check."
	}
	lines := []string{first}
	if a.host == "native" {
		lines = append(lines, "The page talks to this program on 127.0.0.1 alone; other computers cannot reach it.")
	} else {
		lines = append(lines, "The page's own files come from the site you opened; after the first visit not even those are asked for again.")
	}
	if hears {
		lines = append(lines, "What you say while Carrel listens, the sound of each utterance, is sent unencrypted to the recogniser you set up at "+s.WyomingHear+". What that program does with it is its own affair.")
	} else {
		lines = append(lines, "What the microphone hears is recognised in the page and kept nowhere: not sent, not written to disk.")
	}
	taught, err := a.Enrolment(ctx)
	if err != nil {
		return nil, err
	}
	if len(taught.Templates) > 0 {
		lines = append(lines, "How you say the commands you taught is kept on this device as figures: no sound, in no backup, not sent. \"Forget my words\" in the settings erases it.")
	}
	if speaks {
		lines = append(lines, "The text of your cards is sent unencrypted to the voice you set up at "+s.WyomingSpeak+". What that program does with it is its own affair.")
	}
	if s.Recogniser == "browser" {
		lines = append(lines, "The browser's own recogniser is used only where the browser confirms that it works on this device.")
	}
	lines = append(lines,
		"A backup or an export goes where you save it.",
	)
	if len(s.VoiceCommand) > 0 {
		lines = append(lines, "The text of your cards is given to the program you named as a voice: "+strings.Join(s.VoiceCommand, " ")+". What that program does with it is its own affair.")
	}
	return lines, nil
}
