package api

import (
	"net/http"

	"carrel/internal/intent"
	"carrel/internal/listen"
)

// MicCheck holds what the page needs for the microphone check: a few phrases to
// say, and the grammar of all commands with which to recognise them.
type MicCheck struct {
	Say     []MicCheckPhrase `json:"say"`
	Grammar listen.Grammar   `json:"grammar"`
}

// MicCheckPhrase is one phrase to say. The phrase is recognised when a phrase
// with its tag is heard.
type MicCheckPhrase struct {
	Text string `json:"text"`
	Tag  string `json:"tag"`
}

// checked lists the commands to try: those a session needs most.
var checked = []intent.Command{intent.Repeat, intent.Show, intent.Skip, intent.Undo, intent.Stop}

func (a *API) getMicCheck(r *http.Request) (MicCheck, error) {
	s, err := a.lib.Settings(r.Context())
	if err != nil {
		return MicCheck{}, err
	}
	var say []string
	for _, command := range checked {
		say = append(say, intent.Teach(s.Lang, command))
	}
	return commandsToSay(s.Lang, say)
}

// commandsToSay returns the phrases of say that the grammar of all commands contains,
// and that grammar.
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
