package study

import "strings"

// Speech is what is to be said, in order.
type Speech []Segment

// Segment is a stretch of speech in one language, a pause, or a recording.
// Exactly one of Text, PauseMS and Sound is set.
type Segment struct {
	Text    string `json:"text,omitempty"`
	Lang    string `json:"lang,omitempty"`  // BCP 47; "" takes the deck's language
	Voice   string `json:"voice,omitempty"` // voice asked for by {{tts voices=…}}
	PauseMS int    `json:"pause_ms,omitempty"`
	Sound   string `json:"sound,omitempty"` // media name
}

// Say returns the speech of one text in one language.
func Say(text, lang string) Speech {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return Speech{{Text: text, Lang: lang}}
}

// Text returns the words alone, segments joined by a space: what a screen
// shows and what tests compare.
func (s Speech) Text() string {
	var b strings.Builder
	for _, seg := range s {
		if seg.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(seg.Text)
	}
	return b.String()
}
