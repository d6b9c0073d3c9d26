package gift

import (
	"context"
	"fmt"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Read yields the questions of a GIFT file. It yields a question that cannot be parsed as
// a skip that names its line. Errors are Unreadable for a file that is not text or
// contains no question, and Unsupported for a file larger than source.MaxText.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		text, err := src.Text()
		if err != nil {
			return err
		}
		out.In(src.Scope)
		r := &reader{out: out, deck: stream.DeckOfFile(src.Name)}
		blocks := split(text)
		for i, b := range blocks {
			if i%100 == 0 {
				out.Progress(int64(i), int64(len(blocks)), "questions")
			}
			if err := r.block(b); err != nil {
				return err
			}
		}
		if r.found == 0 {
			return src.Errorf(study.Unreadable, "no question in the GIFT format was found")
		}
		return nil
	})
}

type reader struct {
	out   *stream.Stream
	deck  string
	found int
}

func (r *reader) block(b block) error {
	q, err := parse(b)
	if err != nil {
		return r.out.Skip(place(b.line, q.Stem.Text+" "+b.text), err.Error())
	}
	r.found++
	if q.Kind == category {
		r.deck = deckOf(q.Title, r.deck)
		return nil
	}
	return r.note(q)
}

func (r *reader) note(q question) error {
	it := q.item()
	deck, err := r.out.Deck(study.Deck{Name: r.deck})
	if err != nil {
		return err
	}
	n := study.Note{Item: it, Tags: tags(q.Tags)}
	switch own, ours := stream.OwnNote(q.ID); {
	case ours:
		n.ID = own
	case q.ID != "":
		n.GUID = q.ID
		n.ID = study.DeriveID("note", "gift", stream.CleanDeck(r.deck), "id", q.ID)
	default:
		n.ID = study.DeriveID("note", "gift", stream.CleanDeck(r.deck), q.Title, markup.Text(it.Stem))
		return r.out.NoteOfFile(n, deck)
	}
	return r.out.Note(n, deck)
}

func place(line int, text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 50 {
		text = string(r[:50]) + "…"
	}
	return fmt.Sprintf("line %d: %s", line, text)
}

func tags(list []string) []string {
	var out []string
	for _, t := range list {
		if t = strings.Join(strings.Fields(t), "-"); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// deckOf turns a category path into a deck name. It drops the Moodle context at the start
// of the path ("$course$/top"), which has no meaning elsewhere, and undoubles slashes
// that are part of a name.
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
