package app

import (
	"net/http"

	"carrel/internal/intent"
	"carrel/internal/listen"
)

// MicCheck is what the page needs for the check of the microphone: a few
// phrases to say, and the grammar of all commands to hear them in.
type MicCheck struct {
	Say     []MicCheckPhrase `json:"say"`
	Grammar listen.Grammar   `json:"grammar"`
}

// MicCheckPhrase is one phrase to say; whatever has its tag is it.
type MicCheckPhrase struct {
	Text string `json:"text"`
	Tag  string `json:"tag"`
}

// checked are the commands to try: what a session needs most.
var checked = []intent.Command{intent.Repeat, intent.Show, intent.Skip, intent.Undo, intent.Stop}

func (a *App) getMicCheck(r *http.Request) (MicCheck, error) {
	s, err := a.Settings(r.Context())
	if err != nil {
		return MicCheck{}, err
	}
	var say []string
	for _, command := range checked {
		say = append(say, intent.Teach(s.Lang, command))
	}
	return commandsToSay(s.Lang, say)
}

// commandsToSay are some commands, and the grammar of all of them.
func commandsToSay(lang string, say []string) (MicCheck, error) {
	g, err := listen.ForExpect(intent.Expect{Lang: lang, Commands: intent.Commands(), Confirm: true})
	if err != nil {
		return MicCheck{}, err
	}
	c := MicCheck{Grammar: g}
	for _, text := range say {
		if p, ok := g.Find(text); ok {
			c.Say = append(c.Say, MicCheckPhrase{Text: text, Tag: p.Tag})
		}
	}
	return c, nil
}
