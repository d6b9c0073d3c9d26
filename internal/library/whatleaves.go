package library

import (
	"context"
	"strings"

	"carrel/internal/voice"
)

// WhatLeaves lists everything that can leave this device, and its destination. It
// reports what is running, not what is stored in the settings: the voice that
// would speak, and the recogniser that would be asked. Code that adds a way out
// must add its line here; a golden test shows the list, and another test compares
// it with what is sent.
func (l *Library) WhatLeaves(ctx context.Context) ([]string, error) {
	s, err := l.Settings(ctx)
	if err != nil {
		return nil, err
	}
	live := l.voice.Live()
	native := l.host == Native // in the browser, Carrel opens no connections and runs no programs
	hears := native && s.HearsAt() != ""
	speaks := native && live.Server != ""
	first := "Nothing is sent to any other computer. There is no account, no telemetry, no update check."
	if hears || speaks {
		first = "Nothing is sent to any other computer but what you set up yourself, below. There is no account, no telemetry, no update check."
	}
	lines := []string{first}
	if l.host == Native {
		lines = append(lines, "The page talks to this program on 127.0.0.1 alone; other computers cannot reach it.")
	} else {
		lines = append(lines, "The page's own files come from the site you opened; after the first visit not even those are asked for again.")
	}
	if hears {
		lines = append(lines, "What you say while Carrel listens, the sound of each utterance, is sent unencrypted to the recogniser you set up at "+s.HearsAt()+". What that program does with it is its own affair.")
	} else {
		lines = append(lines, "What the microphone hears is recognised in the page and kept nowhere: not sent, not written to disk.")
	}
	taught, err := l.Enrolment(ctx)
	if err != nil {
		return nil, err
	}
	if len(taught.Templates) > 0 {
		lines = append(lines, "How you say the commands you taught is kept on this device as figures: no sound, in no backup, not sent. \"Forget my words\" in the settings erases it.")
	}
	if speaks {
		lines = append(lines, "The text of your cards is sent unencrypted to the voice you set up at "+live.Server+". What that program does with it is its own affair.")
	}
	if s.Recogniser == voice.BrowserRecogniser {
		lines = append(lines, "The browser's own recogniser is used only where the browser confirms that it works on this device.")
	}
	lines = append(lines,
		"A backup or an export goes where you save it.",
	)
	if native && len(live.Command) > 0 {
		lines = append(lines, "The text of your cards is given to the program you named as a voice: "+strings.Join(live.Command, " ")+". What that program does with it is its own affair.")
	}
	return lines, nil
}
