// Package stream owns what the formats for plain questions have in common: turning
// questions into a stream of entries in the right order and with stable identities, and
// collecting a stream for a writer.
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

// Stream receives what a reader finds. When the consumer has stopped, every method
// returns an error, which the reader must return.
type Stream struct {
	ctx      context.Context
	progress study.Progress
	yield    func(study.Entry, error) bool
	sent     map[study.ID]bool   // decks and note types
	seen     map[uint64]struct{} // notes, by part of their identity, because there may be a million
	again    map[study.ID]int    // number of repetitions of each repeated note
	scope    study.ID
	decks    int
	count    int64
	skips    int
}

var errStop = errors.New("stopped")

// maxSkips is the number of skips that are reported individually.
const maxSkips = 2000

// The largest numbers of notes and decks in one file. A small file can name very many,
// and all are remembered until the file has been read.
var (
	maxNotes = 1_000_000
	maxDecks = 20_000
)

// Of returns the entries that f puts into a stream. If f returns an error, except the
// stream's own, the error ends the entries. Progress may be nil.
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

// Emit yields one entry unchanged.
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

// Progress reports how far the reader is.
func (s *Stream) Progress(done, total int64, what string) { s.progress(done, total, what) }

// Deck yields a deck, but only the first time, and returns its identity, which is derived
// from its name.
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

// NoteType yields a note type, but only the first time. Its identity must be set.
func (s *Stream) NoteType(t study.NoteType) error {
	if s.sent[t.ID] {
		return nil
	}
	s.sent[t.ID] = true
	return s.Emit(study.Entry{NoteType: &t})
}

// Note yields a note and its cards in a deck: as many cards as its item makes or, for a
// note with fields, the given ordinals. A second note with the same identity in one
// stream gets a new identity.
func (s *Stream) Note(n study.Note, deck study.ID, ords ...int) error {
	_, err := s.Place(n, deck, ords...)
	return err
}

// In sets the scope that distinguishes identities derived from the file's name; see
// source.Source.
func (s *Stream) In(scope study.ID) { s.scope = scope }

// Place is Note and also returns the identity that the note got.
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

// Reading yields a reading, which replaces an older version of itself. named says that
// its identity is derived from the file's name.
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

// stood reports whether a note came before, and records it. Identities are digests, so
// eight bytes of one distinguish it from a million others.
func (s *Stream) stood(id study.ID) bool {
	key := binary.LittleEndian.Uint64(id[:8])
	if _, before := s.seen[key]; before {
		return true
	}
	s.seen[key] = struct{}{}
	return false
}

// Skip reports a part that was left out.
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

// DeckID returns the identity of the deck with that name.
func DeckID(name string) study.ID { return study.DeriveID("deck", name) }

// CleanDeck normalises a deck name to the form "A::B", without empty levels and invisible
// characters.
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

// DeckOfFile returns the deck name for a file that names no deck: the file's name without
// folder and extension.
func DeckOfFile(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return CleanDeck(strings.ReplaceAll(name, "_", " "))
}
