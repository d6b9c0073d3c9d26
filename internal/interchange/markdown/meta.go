package markdown

import (
	"encoding/json"
	"strings"

	"carrel/internal/study"
)

// meta is the JSON that Write adds to a question in a comment, so that Read restores what
// Markdown cannot express. Every member is optional.
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
	Deck     string     `json:"deck,omitempty"` // stands alone; holds for what follows
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
	b, err := json.Marshal(m) // escapes < and >, so that the comment does not end early
	if err != nil {
		return ""
	}
	return "<!--carrel:" + string(b) + "-->"
}

// apply sets what the comment says about a note.
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
