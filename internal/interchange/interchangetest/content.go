package interchangetest

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"carrel/internal/study"
)

// Content is everything in a stream of entries.
type Content struct {
	Decks    []study.Deck
	Types    []study.NoteType
	Notes    []study.Note
	Cards    []study.Card
	Reviews  []study.Review
	Media    []study.Media
	Readings []study.Reading
	Skips    []study.Skip
	Err      error
	// Faults are violations of the contract of study.Entry.
	Faults []string
}

// Collect reads a stream to its end and checks it against the contract of study.Entry.
func Collect(entries study.Entries) Content {
	c := collector{seen: map[study.ID]string{}}
	for e, err := range entries {
		if c.Err != nil {
			c.fault("something followed the error")
			break
		}
		if err != nil {
			c.Err = err
			continue
		}
		c.add(e)
	}
	return c.Content
}

// collector is the state of Collect.
type collector struct {
	Content
	seen map[study.ID]string
}

func (c *collector) add(e study.Entry) {
	if n := e.Objects(); n != 1 {
		c.fault("an entry with %d things in it", n)
	}
	switch {
	case e.Deck != nil:
		c.Decks = append(c.Decks, *e.Deck)
		c.id(e.Deck.ID, "deck")
		c.text("deck name", e.Deck.Name, e.Deck.About)
	case e.NoteType != nil:
		c.Types = append(c.Types, *e.NoteType)
		c.id(e.NoteType.ID, "note type")
		c.text("note type", e.NoteType.Name, e.NoteType.CSS)
	case e.Note != nil:
		c.note(e.Note)
	case e.Card != nil:
		c.Cards = append(c.Cards, *e.Card)
		c.id(e.Card.ID, "card")
		c.known(e.Card.Note, "note", "a card")
		c.known(e.Card.Deck, "deck", "a card")
	case e.Review != nil:
		c.Reviews = append(c.Reviews, *e.Review)
		c.id(e.Review.ID, "review")
		c.known(e.Review.Card, "card", "a review")
	case e.Media != nil:
		c.Media = append(c.Media, *e.Media)
		c.open(e.Media)
	case e.Reading != nil:
		c.Readings = append(c.Readings, *e.Reading)
		c.id(e.Reading.ID, "reading")
	case e.Skip != nil:
		c.Skips = append(c.Skips, *e.Skip)
		if e.Skip.What == "" || e.Skip.Why == "" {
			c.fault("a skip without what or why: %+v", *e.Skip)
		}
	}
}

func (c *collector) note(n *study.Note) {
	c.Notes = append(c.Notes, *n)
	c.id(n.ID, "note")
	if (n.Item == nil) == n.Type.IsZero() {
		c.fault("note %s has neither or both of item and note type", n.ID)
	}
	if n.Item == nil {
		c.known(n.Type, "note type", "a note")
	}
	c.text("note", n.Fields...)
	c.text("tag", n.Tags...)
}

// known checks that the stream has already brought an object that an entry names.
func (c *collector) known(id study.ID, what, of string) {
	if c.seen[id] != what {
		c.fault("%s names a %s that did not come before it", of, what)
	}
}

func (c *Content) fault(format string, args ...any) {
	if len(c.Faults) < 20 {
		c.Faults = append(c.Faults, fmt.Sprintf(format, args...))
	}
}

func (c *collector) id(id study.ID, what string) {
	if id.IsZero() {
		c.fault("a %s without identity", what)
	}
	if old, twice := c.seen[id]; twice {
		c.fault("a %s has the identity %s of an earlier %s", what, id, old)
	}
	c.seen[id] = what
}

func (c *Content) text(what string, texts ...string) {
	for _, s := range texts {
		if !utf8.ValidString(s) {
			c.fault("%s is not UTF-8: %q", what, s)
		}
	}
}

func (c *Content) open(m *study.Media) {
	if m.Name == "" || strings.ContainsAny(m.Name, "/\\\x00") {
		c.fault("media with the unsafe name %q", m.Name)
	}
	if m.Open == nil {
		c.fault("media %q cannot be opened", m.Name)
		return
	}
	r, err := m.Open()
	if err != nil {
		c.fault("media %q: %v", m.Name, err)
		return
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, r)
	if err != nil || n != m.Size {
		c.fault("media %q: read %d of %d bytes, %v", m.Name, n, m.Size, err)
	}
}

func (c Content) skipped(text string) bool {
	for _, s := range c.Skips {
		if strings.Contains(s.What+" "+s.Why, text) {
			return true
		}
	}
	return false
}

// Text returns the content, one thing per line, in an order that does not depend on the
// order of the stream, for comparing and printing. Skips are left out, because what an
// export skips is no longer there in a second import.
func (c Content) Text() string {
	var lines []string
	add := func(kind string, v any) {
		b, err := json.Marshal(v)
		if err != nil {
			b = []byte(err.Error())
		}
		lines = append(lines, kind+" "+string(b))
	}
	for i := range c.Decks {
		add("deck", c.Decks[i])
	}
	for i := range c.Types {
		add("notetype", c.Types[i])
	}
	for i := range c.Notes {
		add("note", c.Notes[i])
	}
	for i := range c.Cards {
		add("card", c.Cards[i])
	}
	for i := range c.Reviews {
		add("review", c.Reviews[i])
	}
	for i := range c.Media {
		add("media", c.Media[i])
	}
	for i := range c.Readings {
		add("reading", c.Readings[i])
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

// Diff returns the lines that only one of the two texts contains.
func Diff(a, b string) string {
	var out strings.Builder
	in := func(list []string) map[string]bool {
		m := map[string]bool{}
		for _, l := range list {
			m[l] = true
		}
		return m
	}
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	inA, inB := in(as), in(bs)
	show := func(sign string, list []string, other map[string]bool) {
		shown := 0
		for _, l := range list {
			if !other[l] && shown < 8 {
				shown++
				fmt.Fprintf(&out, "%s %.1500s\n", sign, l)
			}
		}
	}
	show("-", as, inB)
	show("+", bs, inA)
	return out.String()
}
