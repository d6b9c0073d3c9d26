package moodle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const maxXML = 48 << 20

// Read yields the questions of a Moodle XML file. It yields damaged questions and
// questions of unknown types as skips. Errors are Unreadable for a file that is not XML
// or contains no question, and Unsupported for one that is too large.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		b, err := src.ReadAll(maxXML)
		if err != nil {
			return err
		}
		if len(b) > 1 && (b[0] == 0xff || b[0] == 0xfe) { // UTF-16
			if text, ok := source.DecodeText(b); ok {
				b = []byte(text)
			}
		}
		r := &reader{out: out, deck: stream.DeckOfFile(src.Name), media: map[string]string{}}
		x := markup.NewXML(b)
		for found := 0; ; found++ {
			q, err := x.Next("question")
			switch {
			case errors.Is(err, io.EOF) && found > 0:
				return nil
			case errors.Is(err, io.EOF):
				return src.Errorf(study.Unreadable, "no question in Moodle's XML was found")
			case errors.Is(err, markup.ErrDeep), errors.Is(err, markup.ErrLarge):
				return study.Because(err, study.Unsupported, "%s: question %d: %v; it looks like a trap and was left alone", src.Name, found+1, err)
			case err != nil:
				return study.Because(err, study.Unreadable, "%s: the XML is damaged at question %d: %v", src.Name, found+1, err)
			}
			if found%50 == 0 {
				out.Progress(int64(found), 0, "questions")
			}
			if err := r.question(q); err != nil {
				return err
			}
		}
	})
}

type reader struct {
	out   *stream.Stream
	deck  string
	media map[string]string // media names in use, with the hash of the file that has the name
	files map[string]string // files of the current question: file name → media name
}

// words returns the text of a field, unchanged.
func words(n *markup.Node) string {
	if t := n.First("text"); t != nil {
		return strings.TrimSpace(t.Plain())
	}
	return strings.TrimSpace(n.Plain())
}

// rich returns a field as HTML, in which files have their media names.
func (r *reader) rich(n *markup.Node) string {
	if n == nil {
		return ""
	}
	s := words(n)
	if t := n.First("text"); t != nil {
		for _, k := range t.Kids {
			if k.Name != "" { // HTML that was not escaped
				s = t.HTML(nil)
				break
			}
		}
	}
	switch n.Get("format") {
	case "plain_text":
		s = markup.Escape(s)
	case "markdown":
		s = markup.Markdown(s)
	case "html":
	default:
		if !markup.Looks(s) {
			s = markup.Escape(s)
		}
	}
	for name, media := range r.files {
		for _, form := range []string{name, strings.ReplaceAll(name, " ", "%20")} {
			s = strings.ReplaceAll(s, "@@PLUGINFILE@@/"+form, markup.Attribute(media))
		}
	}
	return strings.ReplaceAll(s, "@@PLUGINFILE@@/", "")
}

func (r *reader) question(q *markup.Node) error {
	kind := q.Get("type")
	name := words(q.First("name"))
	if kind == "category" {
		r.deck = deckOf(words(q.First("category")), r.deck)
		return nil
	}
	r.files = map[string]string{}
	for _, f := range q.Find("file") {
		if err := r.file(f); err != nil {
			return err
		}
	}
	it := &study.Item{Title: name, Stem: r.rich(q.First("questiontext")), Feedback: r.rich(q.First("generalfeedback"))}
	place := fmt.Sprintf("question %q, line %d", clip(name), q.Line)
	if why := r.fill(it, q, kind); why != "" {
		return r.out.Skip(place, why)
	}
	if markup.Text(it.Stem) == "" && !strings.Contains(it.Stem, "<img") {
		return r.out.Skip(place, "it has no text")
	}
	deck, err := r.out.Deck(study.Deck{Name: r.deck})
	if err != nil {
		return err
	}
	n := study.Note{Item: it, GUID: words(q.First("idnumber"))}
	for _, t := range q.First("tags").Find("tag") {
		if s := strings.Join(strings.Fields(words(t)), "-"); s != "" {
			n.Tags = append(n.Tags, s)
		}
	}
	key := markup.Text(it.Stem)
	if n.GUID != "" {
		key = "id " + n.GUID
	}
	n.ID = study.DeriveID("note", "moodle", stream.CleanDeck(r.deck), name, key)
	return r.out.Note(n, deck)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}

// deckOf turns a category path into a deck name, without the Moodle context at the start
// of the path.
func deckOf(path, otherwise string) string {
	var levels []string
	for _, l := range strings.Split(strings.ReplaceAll(path, "//", "\x00"), "/") {
		l = strings.TrimSpace(strings.ReplaceAll(l, "\x00", "/"))
		if l == "" || len(levels) == 0 && (l == "top" || strings.HasPrefix(l, "$") && strings.HasSuffix(l, "$")) {
			continue
		}
		levels = append(levels, strings.ReplaceAll(l, "::", ": :"))
	}
	if len(levels) == 0 {
		return otherwise
	}
	return strings.Join(levels, "::")
}
