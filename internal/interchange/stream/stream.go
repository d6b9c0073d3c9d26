// Package stream owns what formats that hold plain questions have in common:
// turning questions into a stream of entries in the right order with stable
// identities, and gathering a stream again for writing.
package stream

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"carrel/internal/study"
)

// Stream is where a reader puts what it finds. Once the taker has had enough,
// every method returns an error, which the reader must return.
type Stream struct {
	ctx      context.Context
	progress study.Progress
	yield    func(study.Entry, error) bool
	sent     map[study.ID]bool   // decks and note types
	seen     map[uint64]struct{} // notes, by a part of their identity: there may be a million
	again    map[study.ID]int    // notes that came more than once, with how often after the first
	scope    study.ID
	decks    int
	count    int64
	skips    int
}

var errStop = errors.New("stopped")

// maxSkips is how many skips are reported one by one.
const maxSkips = 2000

// How many notes and decks one file may bring. A small file can name a great
// many, and every one is remembered until the file has been read.
var (
	maxNotes = 1_000_000
	maxDecks = 20_000
)

// Of returns the entries that f puts into a stream. An error of f, other than
// the stream's own, ends them. Progress may be nil.
func Of(ctx context.Context, progress study.Progress, f func(*Stream) error) study.Entries {
	if progress == nil {
		progress = func(int64, int64, string) {}
	}
	return func(yield func(study.Entry, error) bool) {
		s := &Stream{ctx: ctx, progress: progress, yield: yield, sent: map[study.ID]bool{}, seen: map[uint64]struct{}{}, again: map[study.ID]int{}}
		err := f(s)
		if err == nil && s.skips > maxSkips {
			err = s.Emit(study.Entry{Skip: &study.Skip{
				What: fmt.Sprintf("%d more parts", s.skips-maxSkips),
				Why:  "they are like those above",
			}})
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(study.Entry{}, err)
		}
	}
}

// Emit puts one entry as it is.
func (s *Stream) Emit(e study.Entry) error {
	if s.count++; s.count%64 == 0 {
		if err := s.ctx.Err(); err != nil {
			return err
		}
	}
	if !s.yield(e, nil) {
		return errStop
	}
	return nil
}

// Progress tells how far the reader is.
func (s *Stream) Progress(done, total int64, what string) { s.progress(done, total, what) }

// Deck puts a deck, once however often it is asked for, and returns its
// identity, which comes from its name alone.
func (s *Stream) Deck(d study.Deck) (study.ID, error) {
	d.Name = CleanDeck(d.Name)
	d.ID = DeckID(d.Name)
	if s.sent[d.ID] {
		return d.ID, nil
	}
	if s.decks++; s.decks > maxDecks {
		return d.ID, study.Errorf(study.Unsupported, "the file names more than %d decks; split it into several", maxDecks)
	}
	s.sent[d.ID] = true
	return d.ID, s.Emit(study.Entry{Deck: &d})
}

// NoteType puts a note type, once. Its identity must be set.
func (s *Stream) NoteType(t study.NoteType) error {
	if s.sent[t.ID] {
		return nil
	}
	s.sent[t.ID] = true
	return s.Emit(study.Entry{NoteType: &t})
}

// Note puts a note into a deck with its cards: as many as its item makes, or
// those of the given ordinals for a note with fields. A second note with the
// same identity in one stream gets one of its own.
func (s *Stream) Note(n study.Note, deck study.ID, ords ...int) error {
	_, err := s.Place(n, deck, ords...)
	return err
}

// In says what sets identities that are derived from the file's name apart: see
// source.Source.
func (s *Stream) In(scope study.ID) { s.scope = scope }

// Place is Note, and returns the identity the note got.
func (s *Stream) Place(n study.Note, deck study.ID, ords ...int) (study.ID, error) {
	return s.place(n, deck, study.ID{}, ords)
}

// PlaceOfFile is Place for a note whose identity is derived from the file's name.
func (s *Stream) PlaceOfFile(n study.Note, deck study.ID, ords ...int) (study.ID, error) {
	return s.place(n, deck, s.scope, ords)
}

// NoteOfFile is Note for a note whose identity is derived from the file's name.
func (s *Stream) NoteOfFile(n study.Note, deck study.ID, ords ...int) error {
	_, err := s.PlaceOfFile(n, deck, ords...)
	return err
}

// Reading puts a reading, which takes the place of an older state of it. named
// says that its identity is derived from the file's name.
func (s *Stream) Reading(r *study.Reading, named bool) error {
	if r.Current = true; named && !s.scope.IsZero() {
		r.Former, r.ID = r.ID, study.DeriveID("reading", r.ID.String(), s.scope.String())
	}
	return s.Emit(study.Entry{Reading: r})
}

func (s *Stream) place(n study.Note, deck, scope study.ID, ords []int) (study.ID, error) {
	if len(s.seen) >= maxNotes {
		return n.ID, study.Errorf(study.Unsupported, "the file holds more than %d questions; split it into several", maxNotes)
	}
	if s.stood(n.ID) {
		s.again[n.ID]++
		n.ID = study.DeriveID("note", n.ID.String(), strconv.Itoa(s.again[n.ID]+1))
		s.stood(n.ID)
	}
	if !scope.IsZero() {
		n.Former, n.ID = n.ID, study.DeriveID("note", n.ID.String(), scope.String())
	}
	if n.Item != nil {
		ords = make([]int, n.Item.Cards())
		for i := range ords {
			ords[i] = i
		}
	}
	if err := s.Emit(study.Entry{Note: &n}); err != nil {
		return n.ID, err
	}
	for _, ord := range ords {
		c := study.Card{ID: CardID(n.ID, ord), Note: n.ID, Deck: deck, Ord: ord}
		if err := s.Emit(study.Entry{Card: &c}); err != nil {
			return n.ID, err
		}
	}
	return n.ID, nil
}

// stood reports whether a note came before, and notes that it came. Identities
// are digests, so that eight bytes of one tell it from a million others.
func (s *Stream) stood(id study.ID) bool {
	key := binary.LittleEndian.Uint64(id[:8])
	if _, before := s.seen[key]; before {
		return true
	}
	s.seen[key] = struct{}{}
	return false
}

// Skip reports a part left out.
func (s *Stream) Skip(what, why string) error {
	if s.skips++; s.skips > maxSkips {
		return nil
	}
	return s.Emit(study.Entry{Skip: &study.Skip{What: what, Why: why}})
}

// CardID returns the identity of a note's card.
func CardID(note study.ID, ord int) study.ID {
	return study.DeriveID("card", note.String(), strconv.Itoa(ord))
}

// DeckID returns the identity of the deck of that name.
func DeckID(name string) study.ID { return study.DeriveID("deck", name) }

// CleanDeck brings a deck name into the form "A::B", without empty levels and
// without characters that do not show.
func CleanDeck(name string) string {
	var levels []string
	for _, level := range strings.Split(name, "::") {
		level = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if r < 0x20 || r == 0x7f {
				return ' '
			}
			return r
		}, strings.ToValidUTF8(level, "�"))), " ")
		if level != "" {
			levels = append(levels, level)
		}
	}
	if len(levels) == 0 {
		return "Imported"
	}
	return strings.Join(levels, "::")
}

// DeckOfFile returns the deck name for what comes from a file without naming
// one: the file's name without folder and ending.
func DeckOfFile(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return CleanDeck(strings.ReplaceAll(name, "_", " "))
}
