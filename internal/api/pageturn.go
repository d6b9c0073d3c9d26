package api

import (
	"context"

	"carrel/internal/conversation"
	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/session"
)

// PageTurn is a Turn in the form the page plays: speech as clips, and expected
// answers as a grammar.
type PageTurn struct {
	Turn    int          `json:"turn"`
	Effects []PageEffect `json:"effects"`
	View    session.View `json:"view"`
	Preload []string     `json:"preload,omitempty"`
}

// PageEffect is one effect for the page to carry out.
type PageEffect struct {
	Effect    session.EffectKind `json:"effect"`
	Role      string             `json:"role,omitempty"`
	Text      string             `json:"text,omitempty"`
	Clips     []Clip             `json:"clips,omitempty"`
	Name      string             `json:"name,omitempty"`
	URL       string             `json:"url,omitempty"`
	Grammar   *listen.Grammar    `json:"grammar,omitempty"`
	TimeoutMS int                `json:"timeout_ms,omitempty"`
	During    bool               `json:"during,omitempty"`
	Reason    string             `json:"reason,omitempty"`
	Summary   *session.Summary   `json:"summary,omitempty"`
	StartMS   int64              `json:"start_ms,omitempty"` // play
	EndMS     int64              `json:"end_ms,omitempty"`   // play; 0 for the end of the file
	FromMS    int64              `json:"from_ms,omitempty"`  // play: where the section begins
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

// pageTurn makes a turn ready to play and starts rendering the clips that come
// next.
func (a *API) pageTurn(ctx context.Context, t conversation.Turn) (PageTurn, error) {
	a.lib.Voice().Warm()
	out := PageTurn{Turn: t.Turn, Effects: []PageEffect{}, View: t.View}
	rate := t.View.Rate
	for _, e := range t.Effects {
		p := PageEffect{Effect: e.Effect, Role: e.Role, Text: e.Text, Name: e.Name, TimeoutMS: e.TimeoutMS, During: e.During, Reason: e.Reason, Summary: e.Summary}
		switch e.Effect {
		case session.Say:
			p.Clips = a.clips(e.Role, e.Speech, rate)
		case session.Earcon:
			p.URL = "api/earcon/" + e.Name + ".wav"
		case session.Listen:
			p.Grammar = grammarOf(e.Expect)
		case session.Play:
			p.URL, p.StartMS, p.EndMS, p.FromMS = mediaURL(e.Media), e.StartMS, e.EndMS, e.FromMS
		case session.Finish:
		default:
			continue // carried out already, or nothing to play
		}
		out.Effects = append(out.Effects, p)
	}
	for _, key := range a.lib.Voice().Prefetch(a.conv.Ahead(ctx), rate) {
		out.Preload = append(out.Preload, clipURL(key))
	}
	return out, nil
}

// grammarOf returns the grammar to recognise; nil if no speech is expected or
// there is no recogniser for the language, in which case only the timer runs.
func grammarOf(e *intent.Expect) *listen.Grammar {
	if e == nil || (len(e.Commands) == 0 && !e.Confirm && len(e.Answers) == 0 && len(e.Options) == 0 && !e.TrueFalse && !e.Numbers) {
		return nil
	}
	g, err := listen.ForExpect(*e)
	if err != nil {
		return nil
	}
	return &g
}
