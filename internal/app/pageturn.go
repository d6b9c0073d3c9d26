package app

import (
	"context"

	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/session"
	"carrel/internal/study"
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
func (a *App) pageTurn(ctx context.Context, t Turn) (PageTurn, error) {
	if a.warmed.CompareAndSwap(false, true) {
		a.voice.warm()
	}
	out := PageTurn{Turn: t.Turn, Effects: []PageEffect{}, View: t.View}
	rate := t.View.Rate
	for _, e := range t.Effects {
		p := PageEffect{Effect: e.Effect, Role: e.Role, Text: e.Text, Name: e.Name, TimeoutMS: e.TimeoutMS, During: e.During, Reason: e.Reason, Summary: e.Summary}
		switch e.Effect {
		case session.Say:
			p.Clips = a.voice.clips(e.Role, e.Speech, rate)
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
	out.Preload = a.preload(ctx, rate)
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

// ahead is the number of following cards whose clips are rendered in advance.
const ahead = 2

// preload starts rendering the clips of the present card's answer and of the next
// cards in the background, and returns their names.
func (a *App) preload(ctx context.Context, rate float64) []string {
	a.sessionMu.Lock()
	c := a.conversation
	a.sessionMu.Unlock()
	if c != nil && c.State.Phase == session.Reading {
		return a.voice.prefetch(a.lessonAhead(ctx, c), rate)
	}
	if c == nil || c.State.Phase == session.Finished || c.State.Question == nil {
		return nil
	}
	var speeches []study.Speech
	speeches = append(speeches, session.Ahead(c.State, *c.State.Question)...)
	copied := *c
	exclude := append(append([]study.ID{}, c.State.Passed...), c.State.Question.Card)
	ids, _, err := a.upcoming(ctx, &copied, exclude, ahead)
	if err != nil {
		return nil // they will be rendered when they are needed
	}
	for _, id := range ids {
		q, err := a.question(ctx, id, c.State.Seed)
		if err != nil {
			continue
		}
		speeches = append(speeches, session.Ahead(c.State, *q)...)
	}
	return a.voice.prefetch(speeches, rate)
}
