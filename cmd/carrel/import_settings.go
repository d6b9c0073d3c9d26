package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"carrel/internal/library"
	"carrel/internal/study"
)

// settingsQuestion asks about the settings of a file that only the learner may
// choose. The zero value accepts none.
type settingsQuestion struct {
	wanted, yes bool
	answers     *bufio.Reader
}

// whatSettingsDo says in a few words what each setting decides, by key.
var whatSettingsDo = map[string]string{
	"voice_command": "runs this program to speak your cards",
	"recogniser":    "chooses what recognises your speech",
	"wyoming_hear":  "sends what you say to this address",
	"wyoming_speak": "sends the text of your cards to this address",
	"listening":     "turns the microphone on while you study",
	"headphones":    "says whether you wear headphones",
	"control_words": "lets the microphone listen for spoken commands",
	"push_to_talk":  "says whether the microphone waits for a button",
}

// about shows the settings that a file would change and asks about them. It
// returns those the learner accepted.
func (q *settingsQuestion) about(ctx context.Context, t *terminal, lib *library.Library, u library.Upload) (map[string]string, error) {
	if !q.wanted {
		return nil, nil
	}
	ask, err := lib.SettingsToAsk(ctx, u)
	if err != nil || len(ask) == 0 {
		return nil, err
	}
	fmt.Fprintf(t.err, "%s holds settings that an import leaves unless you say yes:\n", u.Name)
	accepted := map[string]string{}
	for _, s := range ask {
		fmt.Fprintf(t.err, "  %s: %s (%s)\n", s.Key, printable(s.Value), whatSettingsDo[s.Key])
		accepted[s.Key] = s.Value
	}
	if q.yes {
		return accepted, nil
	}
	fmt.Fprint(t.err, "They replace the ones you have. Type yes to take them: ")
	line, err := q.answers.ReadString('\n')
	if err != nil && err != io.EOF {
		return nil, study.Because(err, study.Unavailable, "the answer could not be read: %v", err)
	}
	if strings.TrimSpace(strings.ToLower(line)) != "yes" {
		return nil, study.Errorf(study.Conflict, "%s was not imported, since the answer was not yes; without --with-settings it comes in without these settings", u.Name)
	}
	return accepted, nil
}

// printable escapes a text from a file so that it cannot control the terminal.
func printable(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strconv.IsPrint(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// printSettings prints which settings of a file were imported and which were left
// out, with one reason a line.
func printSettings(t *terminal, r study.ImportResult) {
	if len(r.SettingsTaken) > 0 {
		fmt.Fprintf(t.out, "  settings taken: %s\n", strings.Join(r.SettingsTaken, ", "))
	}
	var whys []string
	keys := map[string][]string{}
	for _, s := range r.SettingsLeft {
		if keys[s.Why] == nil {
			whys = append(whys, s.Why)
		}
		keys[s.Why] = append(keys[s.Why], printable(s.Key))
	}
	for _, why := range whys {
		fmt.Fprintf(t.out, "  settings left: %s — %s\n", strings.Join(keys[why], ", "), why)
	}
	for _, s := range r.SettingsLeft {
		if s.Ask {
			fmt.Fprintln(t.out, "  To take settings of a file that you trust as well: carrel import --with-settings FILE")
			return
		}
	}
}
