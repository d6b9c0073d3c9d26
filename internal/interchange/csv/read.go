package csv

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/source"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Read yields the questions or notes of a table. It yields unusable rows as skips that
// name their line. Errors are Unreadable for a file that is not text or contains no
// table, and Unsupported for a file larger than source.MaxText.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	return stream.Of(ctx, progress, func(out *stream.Stream) error {
		text, err := src.Text()
		if err != nil {
			return err
		}
		t := &table{src: src, out: out}
		return t.read(text)
	})
}

// maxRows is the largest number of rows in a table.
const maxRows = 1_000_000

type table struct {
	src source.Source
	out *stream.Stream
	header
	layout
	deckID   study.ID
	rows     map[uint64]uint32 // hashes of the rows seen, with their lines
	hash     hash.Hash
	lastDeck string // the deck requested last
	lastName string
	typesBy  map[string]*fieldType
}

func (t *table) read(text string) error {
	h, rest, line := parseHeader(text)
	t.header = h
	if !h.htmlSet {
		t.html = guessHTML(rest)
	}
	sc := scanner{text: rest, sep: h.sep, line: line, comment: true}
	first, ok := sc.next()
	if !ok {
		return t.src.Errorf(study.Unreadable, "the table is empty")
	}
	if isReviewLog(first.fields) {
		return t.src.Errorf(study.Unsupported, "it is a log of reviews, without questions: carrel fit --log fits memory parameters to it")
	}
	t.layout = h.layOut(first)
	if !t.items && len(t.fieldNames(maxColumns)) == 0 {
		return t.src.Errorf(study.Unreadable, "line %d has no column for the notes themselves, only for things about them", first.line)
	}
	if len(t.roles) < 2 && h.noteType == "" {
		return t.src.Errorf(study.Unreadable, "line %d has only one column; a table of questions has at least a question and an answer, separated by a tab or a comma", first.line)
	}
	if t.deck == "" {
		t.deck = stream.DeckOfFile(t.src.Name)
	}
	if !t.hasHead {
		sc = scanner{text: rest, sep: h.sep, line: line, comment: true}
	}
	if strings.Count(rest, "\n") > maxRows {
		// Refuse the table now, before a million rows have been imported.
		count := sc
		for n := 2; ; n++ {
			r, ok := count.next()
			if !ok {
				break
			}
			if n > maxRows {
				return t.src.Errorf(study.Unsupported, "line %d: the table has more than %d rows; split it into several", r.line, maxRows)
			}
		}
	}
	t.rows, t.hash = map[uint64]uint32{}, sha256.New()
	if t.items {
		return t.each(&sc, len(rest), t.item)
	}
	return t.fields(&sc, len(rest))
}

func (t *table) each(sc *scanner, total int, f func(record) error) error {
	for n := 0; ; n++ {
		r, ok := sc.next()
		if !ok {
			break
		}
		if n%500 == 0 {
			t.out.Progress(int64(sc.at), int64(total), "bytes")
		}
		if t.blank(r) {
			continue
		}
		if extra := t.surplus(r); extra != "" {
			if err := t.out.Skip(fmt.Sprintf("line %d: %s", r.line, clip(extra)), "the row has more columns than the table"); err != nil {
				return err
			}
		}
		if err := f(r); err != nil {
			return err
		}
	}
	if sc.lost > 0 {
		return t.out.Skip(fmt.Sprintf("line %d: a quotation mark", sc.lost), "it is never closed; it was taken as an ordinary character")
	}
	return nil
}

func (t *table) blank(r record) bool {
	for _, f := range r.fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

// surplus returns the fields of a row that exceed the table's columns.
func (t *table) surplus(r record) string {
	if len(r.fields) <= len(t.roles) {
		return ""
	}
	return strings.TrimSpace(strings.Join(r.fields[len(t.roles):], " "))
}

// get returns the first field of a role, unchanged.
func (t *table) get(r record, want role) string {
	for i, have := range t.roles {
		if have == want && i < len(r.fields) {
			return strings.TrimSpace(r.fields[i])
		}
	}
	return ""
}

// rich returns a field as HTML.
func (t *table) rich(s string) string {
	s = strings.TrimSpace(s)
	if t.html {
		return s
	}
	return markup.Escape(s)
}

// inDeck returns the deck of a row.
func (t *table) inDeck(r record) (study.ID, string, error) {
	name := t.get(r, deckName)
	if name == "" {
		name = t.deck
	}
	if t.deckID.IsZero() || name != t.lastDeck {
		id, err := t.out.Deck(study.Deck{Name: name, Lang: t.lang})
		if err != nil {
			return id, "", err
		}
		t.deckID, t.lastDeck, t.lastName = id, name, stream.CleanDeck(name)
	}
	return t.deckID, t.lastName, nil
}

// tagList returns the tags of a row and of the whole file.
func (t *table) tagList(r record) []string {
	list := append([]string(nil), t.tags...)
	return append(list, strings.FieldsFunc(t.get(r, tags), func(r rune) bool {
		return r == ' ' || r == ',' || r == ';' || r == '\n' || r == '\t'
	})...)
}

// repeated reports whether a row occurred before in the file. It yields a skip if so.
func (t *table) repeated(r record) (bool, error) {
	t.hash.Reset()
	for _, f := range r.fields {
		io.WriteString(t.hash, f)
		t.hash.Write([]byte{0x1f})
	}
	var sum [sha256.Size]byte
	// Eight bytes of the hash are enough: among a million rows, two different rows
	// collide in one of about forty million files.
	key := binary.LittleEndian.Uint64(t.hash.Sum(sum[:0]))
	if line, twice := t.rows[key]; twice {
		return true, t.out.Skip(fmt.Sprintf("line %d: %s", r.line, clip(r.fields[0])), fmt.Sprintf("the same row stands in line %d", line))
	}
	t.rows[key] = uint32(r.line)
	return false, nil
}

// place names a row in a skip.
func (t *table) place(r record) string {
	return fmt.Sprintf("line %d: %s", r.line, clip(strings.Join(r.fields, " ")))
}

func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 50 {
		return string(r[:50]) + "…"
	}
	return s
}
