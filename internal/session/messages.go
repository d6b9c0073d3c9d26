package session

import (
	"carrel/internal/lang"
	"strconv"
	"strings"
)

// messages are the session's own phrases in one language.
type messages struct{ *lang.Messages }

// messagesFor returns the messages of a language, or the English ones where it has none.
func messagesFor(tag string) *messages {
	if l := lang.Of(tag); l != nil && l.Messages != nil {
		return &messages{l.Messages}
	}
	return &messages{lang.Of("en").Messages}
}

// fill replaces placeholders in a message: fill("a {x}", "x", "b") is "a b".
func fill(s string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// cards returns a number of cards in words.
func (m *messages) cards(n int) string {
	if n == 1 {
		return m.OneCard
	}
	return fill(m.Cards, "n", strconv.Itoa(n))
}

// SpansIn returns the short names of time spans in a language, or in English where it has
// none.
func SpansIn(tag string) lang.Spans { return messagesFor(tag).Spans }
