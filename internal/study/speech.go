package study

import "strings"

// Speech is the text and sounds to speak, in order.
type Speech []Segment

// Segment is a part of a speech in one language, a pause, or a recording. Exactly one
// of Text, PauseMS and Sound is set.
type Segment struct {
	Text    string `json:"text,omitempty"`
	Lang    string `json:"lang,omitempty"`  // BCP 47; "" means the deck's language
	Voice   string `json:"voice,omitempty"` // voice requested by {{tts voices=…}}
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

// Text returns only the words, with the segments joined by a space, for the screen and
// for comparisons in tests.
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
