package api

import (
	"context"

	"carrel/internal/conversation"
	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/session"
)

// Turn is what the page shows and does now: speech as clips, and expected answers as a
// grammar.
type Turn struct {
	Turn    int           `json:"turn"`
	Effects []Effect      `json:"effects"`
	View    *session.View `json:"view"`              // null if there is no session
	Preload []string      `json:"preload,omitempty"` // addresses of clips that will be played soon
}

// Clip is one sound to play: a rendered clip, or a recording of the deck. A clip
// without URL has text that no voice here can speak: the page uses a local voice
// of the browser for Lang, or shows the text.
type Clip struct {
	URL   string `json:"url,omitempty"`
	Text  string `json:"text,omitempty"`
	Lang  string `json:"lang,omitempty"`
	Sound string `json:"sound,omitempty"`
}

// turn makes a turn ready to play and starts rendering the clips that come
// next.
func (a *API) turn(ctx context.Context, t conversation.Turn) (Turn, error) {
	a.lib.Voice().Warm()
	out := Turn{Turn: t.Turn, Effects: []Effect{}, View: &t.View}
	rate := t.View.Rate
	for _, e := range t.Effects {
		if p := a.effect(e, rate); p != nil {
			out.Effects = append(out.Effects, p)
		}
	}
	for _, key := range a.lib.Voice().Prefetch(a.conv.Ahead(ctx), rate) {
		out.Preload = append(out.Preload, clipURL(key))
	}
	return out, nil
}

// grammarOf returns the grammar to recognise; nil if no speech is expected or
// there is no recogniser for the language, in which case only the timer runs.
func grammarOf(e intent.Expect) *listen.Grammar {
	if len(e.Commands) == 0 && !e.Confirm && len(e.Answers) == 0 && len(e.Options) == 0 && !e.TrueFalse && !e.Numbers {
		return nil
	}
	g, err := listen.ForExpect(e)
	if err != nil {
		return nil
	}
	return &g
}
