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
	g, err := listen.ForExpect(intent.Expect{Lang: s.Lang, Commands: intent.Commands(), Confirm: true})
	if err != nil {
		return MicCheck{}, err
	}
	c := MicCheck{Grammar: g}
	for _, command := range checked {
		text := intent.Teach(s.Lang, command)
		if p, ok := g.Find(text); ok {
			c.Say = append(c.Say, MicCheckPhrase{Text: text, Tag: p.Tag})
		}
	}
	return c, nil
}
