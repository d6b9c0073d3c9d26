package apkg

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

// Read yields the content of a package or collection in this order: decks, notes with the
// note types they use, cards, reviews, media, and last the skips for what was left out.
// Errors are Unreadable for a damaged file or one that is not Anki's, Unsupported for
// what Carrel does not accept, Unavailable if there is no room to unpack, and ctx's own.
// Progress may be nil.
func Read(ctx context.Context, src source.Source, progress study.Progress) study.Entries {
	if progress == nil {
		progress = func(int64, int64, string) {}
	}
	return func(yield func(study.Entry, error) bool) {
		r := &reader{ctx: ctx, src: src, progress: progress, yield: yield}
		if err := r.read(); err != nil && !errors.Is(err, errStop) {
			yield(study.Entry{}, err)
		}
	}
}

// errStop ends the reading when the consumer stops the iteration.
var errStop = errors.New("stopped")

type reader struct {
	ctx      context.Context
	src      source.Source
	progress study.Progress
	yield    func(study.Entry, error) bool
	skips    skips
	outside  bool // the consumer's code is running

	packed, unpacked int64 // bytes of media so far

	db    *database
	col   *collection
	types map[int64]*noteType
	decks map[int64]*deck
	home  study.ID // deck for cards whose own deck is missing

	notes   map[int64]int32 // Anki's note id → index in noteIDs
	noteIDs []study.ID
	cards   map[int64]int32 // Anki's card id → index in states
	states  []cardState
}

func (r *reader) read() error {
	head, err := r.src.Head(len(sqliteMagic))
	if err != nil {
		return err
	}
	switch {
	case source.IsZip(head):
		err = r.readPackage()
	case string(head) == sqliteMagic:
		err = r.readDatabase(bare{r.src})
	default:
		return r.src.Errorf(study.Unreadable, "this is neither an Anki package nor an Anki collection (it begins with %q); if it was downloaded, fetch it again", clipName(string(head)))
	}
	if err != nil {
		return err
	}
	return r.skips.report(r.emit)
}

func (r *reader) emit(e study.Entry) error {
	r.outside = true
	more := r.yield(e, nil)
	r.outside = false
	if !more {
		return errStop
	}
	return nil
}

// noMemory turns a panic of the SQLite driver on running out of memory into an error.
// Under the heap limit, a hostile file can cause that at any time. It does not stop
// panics of the consumer of the entries.
func (r *reader) noMemory(err *error) {
	p := recover()
	if p == nil {
		return
	}
	if e, ok := p.(error); ok && !r.outside && strings.Contains(e.Error(), "out of memory") {
		*err = r.src.Errorf(study.Unsupported, "the collection inside holds values larger than Carrel takes (%d MB)", maxValue>>20)
		return
	}
	panic(p)
}

type bare struct{ source.Source }

func (b bare) Size() (int64, error) { return b.Source.Size, nil }

// readDatabase yields all entries of a collection database.
func (r *reader) readDatabase(data content) (err error) {
	defer r.noMemory(&err)
	r.db, err = openDatabase(r.ctx, r.src, data)
	if err != nil {
		return err
	}
	defer r.db.close()
	if r.col, err = r.db.readCollection(); err != nil {
		return err
	}
	if r.col.schema < 15 {
		if r.types, err = r.db.noteTypes11(r.col.models); err != nil {
			return err
		}
		r.decks, err = r.db.decks11(r.col)
	} else {
		if r.types, err = r.db.noteTypes15(); err != nil {
			return err
		}
		r.decks, err = r.db.decks15(r.col)
	}
	if err != nil {
		return err
	}
	for _, step := range []func() error{r.readDecks, r.readNotes, r.readCards, r.readReviews, r.sendStates} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// skips collects what was left out. It reports things left out for the same reason
// together: a collection may hold thousands of reviews of deleted cards.
type skips struct {
	order  []string
	reason map[string]*group
}

type group struct {
	one, many, first string
	count            int
}

// add records one thing that was left out. one and many name the thing ("review",
// "reviews"), place identifies it.
func (s *skips) add(one, many, place, why string) {
	key := one + "\x00" + why
	g := s.reason[key]
	if g == nil {
		if s.reason == nil {
			s.reason = map[string]*group{}
		}
		g = &group{one: one, many: many, first: place}
		s.reason[key] = g
		s.order = append(s.order, key)
	}
	g.count++
}

func (s *skips) report(emit func(study.Entry) error) error {
	for _, key := range s.order {
		g := s.reason[key]
		what := fmt.Sprintf("%s %s", g.one, g.first)
		if g.count > 1 {
			what = fmt.Sprintf("%d %s, the first: %s", g.count, g.many, g.first)
		}
		why := key[len(g.one)+1:]
		if err := emit(study.Entry{Skip: &study.Skip{What: what, Why: why}}); err != nil {
			return err
		}
	}
	return nil
}
