package markdown

import (
	"encoding/json"
	"strings"

	"carrel/internal/study"
)

// meta is what Write notes of a question beside its text, in a comment, so
// that it comes back as it was. Everything in it may be missing.
type meta struct {
	ID       study.ID   `json:"id,omitzero"`
	Kind     study.Kind `json:"kind,omitempty"`
	Title    string     `json:"title,omitempty"`
	Also     []string   `json:"also,omitempty"` // other accepted answers
	Feedback string     `json:"feedback,omitempty"`
	Image    string     `json:"image,omitempty"`
	Lang     string     `json:"lang,omitempty"`
	Alang    string     `json:"answer_lang,omitempty"`
	Unspoken string     `json:"unspoken,omitempty"`
	Tags     []string   `json:"tags,omitempty"`
	Deck     string     `json:"deck,omitempty"` // stands alone, for all that follow
	DeckLang string     `json:"deck_lang,omitempty"`
}

func parseMeta(s string) *meta {
	var m meta
	if json.Unmarshal([]byte(strings.TrimSpace(s)), &m) != nil {
		return nil
	}
	return &m
}

func (m *meta) String() string {
	b, err := json.Marshal(m) // escapes < and >, so that no comment ends early
	if err != nil {
		return ""
	}
	return "<!--carrel:" + string(b) + "-->"
}

// apply gives an item what the comment says of it.
func (m *meta) apply(n *study.Note) {
	if m == nil {
		return
	}
	it := n.Item
	if !m.ID.IsZero() {
		n.ID = m.ID
	}
	n.Tags = append(n.Tags, m.Tags...)
	for _, a := range m.Also {
		if it.Kind == study.Short {
			it.Accept = append(it.Accept, study.Accept{Text: a, Weight: 1})
		}
	}
	it.Title, it.Feedback, it.Image, it.Lang, it.Alang, it.Unspoken = m.Title, m.Feedback, m.Image, m.Lang, m.Alang, m.Unspoken
}
