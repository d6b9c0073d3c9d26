package importing

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// Job is one import: the connection that it writes to, and what it may take.
type Job struct {
	Conn     *db.Conn // not in a transaction
	Files    home.Files
	Plan     *plan.Plan
	Policy   SettingPolicy  // nil takes no settings
	Progress study.Progress // nil for none
	Limits   Limits
	Now      study.Time // the present, if Dated
	Dated    bool
}

// Run adds a stream of entries in one transaction. It returns the result and the plan that holds
// after it. An error leaves everything as it was, media files included.
func (j Job) Run(ctx context.Context, entries study.Entries) (study.ImportResult, *plan.Plan, error) {
	in := &importer{
		ctx: ctx, c: j.Conn, limit: j.Limits, files: j.Files, plan: j.Plan, progress: j.Progress, policy: j.Policy,
		now: j.Now, dated: j.Dated,
		decks: map[study.ID]int64{}, types: map[study.ID]typeRow{}, cards: map[study.ID]int64{},
		ahead: map[int64]bool{}, touched: map[int64]bool{}, updated: map[int64]bool{}, lost: map[study.ID]bool{}, renamed: map[string]string{},
	}
	kept := false
	defer func() {
		if !kept {
			in.removeFiles()
		}
	}()
	err := db.Transaction(ctx, in.c, func(*db.Conn) error {
		notes, err := in.c.Int("SELECT count(*) FROM (SELECT 1 FROM notes LIMIT 1)")
		if err != nil {
			return err
		}
		if err := in.begin(notes == 0); err != nil {
			return err
		}
		if err := in.all(entries); err != nil {
			return err
		}
		if err := in.bulky.putBack(in.c); err != nil {
			return err
		}
		return in.files.Sync()
	})
	if err != nil {
		return study.ImportResult{}, nil, err
	}
	kept = true
	return in.result(), in.plan, nil
}

// importer is one import.
type importer struct {
	ctx      context.Context
	c        *db.Conn
	files    home.Files
	plan     *plan.Plan
	progress study.Progress
	limit    Limits
	res      study.ImportResult
	left     int // skipped entries beyond those listed

	firstNote int64 // notes from this number on are new
	firstType int64
	firstRead int64
	deck      int64   // the last deck of the stream
	noteDecks []int64 // by note, from firstNote: the deck for cards made for it
	noteCards []bool  // by note, from firstNote: whether it has cards

	decks   map[study.ID]int64
	types   map[study.ID]typeRow
	cards   map[study.ID]int64    // cards with another ID in the collection
	touched map[int64]bool        // cards to replay
	ahead   map[int64]bool        // cards with rows dated later than now
	now     study.Time            // valid if dated is true
	dated   bool                  // the present is known
	updated map[int64]bool        // existing notes that changed
	lost    map[study.ID]bool     // notes left out: their cards are left out without a report
	former  map[study.ID]study.ID // notes that exist under their former ID
	changed []int64               // existing readings with a new text

	fresh   fresh
	waiting waiting

	// While first is true, notes, cardNs and slots hold everything that exists.
	first             bool
	slots             map[slot]int64
	identities, bulky indexes // indexes dropped during the import

	notes    numbers // looked up or added
	cardNs   numbers
	created  []string          // media files to remove on an error
	renamed  map[string]string // media names of this import that were taken, with the new names
	settings bool              // a setting was added
	policy   SettingPolicy     // nil takes no settings
	marks    []bookmarkRow     // added when all readings exist
}

// numbers caches the row numbers of IDs. When it reaches its limit it forgets everything;
// looking numbers up again is only slower.
type numbers map[study.ID]int64

func (m *numbers) put(id study.ID, n int64, limit int) {
	if *m == nil || len(*m) >= limit {
		*m = make(numbers)
	}
	(*m)[id] = n
}

type typeRow struct {
	n      int64
	fields int
}

// listed is how many skipped entries a result lists.
const listed = 1000

func (in *importer) skip(why, what string, args ...any) {
	if len(in.res.Skipped) >= listed {
		in.left++
		return
	}
	in.res.Skipped = append(in.res.Skipped, study.Skip{What: fmt.Sprintf(what, args...), Why: why})
}

func (in *importer) result() study.ImportResult {
	if in.left > 0 {
		in.res.Skipped = append(in.res.Skipped, study.Skip{What: fmt.Sprintf("%d more", in.left), Why: "for reasons like these"})
	}
	if in.res.Skipped == nil {
		in.res.Skipped = []study.Skip{}
	}
	return in.res
}

func (in *importer) all(entries study.Entries) error {
	for _, first := range []struct {
		n     *int64
		table string
	}{{&in.firstNote, "notes"}, {&in.firstType, "note_types"}, {&in.firstRead, "readings"}} {
		n, err := in.c.Int("SELECT coalesce(max(n), 0) + 1 FROM " + first.table)
		if err != nil {
			return err
		}
		*first.n = int64(n)
	}
	count := 0
	for e, err := range entries {
		if err != nil {
			return err
		}
		if count++; count%256 == 0 {
			if in.progress != nil {
				in.progress(int64(count), 0, "entries")
			}
			if err := in.ctx.Err(); err != nil {
				return err
			}
		}
		if err := in.entry(&e); err != nil {
			return err
		}
	}
	if in.progress != nil {
		in.progress(int64(count), int64(count), "entries")
	}
	return in.finish()
}

func (in *importer) entry(e *study.Entry) error {
	switch {
	case e.Review != nil:
		return in.addReview(e.Review)
	case e.Card != nil:
		return in.addCard(e.Card)
	case e.Note != nil:
		return in.addNote(e.Note)
	case e.Deck != nil:
		return in.addDeck(e.Deck)
	case e.NoteType != nil:
		return in.addType(e.NoteType)
	case e.Media != nil:
		return in.addMedia(e.Media)
	case e.Reading != nil:
		return in.addReading(e.Reading)
	case e.Setting != nil:
		return in.addSetting(e.Setting)
	case e.Skip != nil:
		in.skip(e.Skip.Why, "%s", e.Skip.What)
	}
	return nil
}

func (in *importer) finish() error {
	if err := in.addBookmarks(); err != nil {
		return err
	}
	stale := false
	if in.settings {
		p, err := plan.Load(in.c)
		if err != nil {
			return err
		}
		in.plan = p
		if stale, err = p.Stale(in.c); err != nil {
			return err
		}
	}
	if err := in.writeReviews(true); err != nil {
		return err
	}
	if err := in.writeCards(len(in.fresh.cards)); err != nil {
		return err
	}
	var err error
	if stale {
		err = plan.ReplayCards(in.ctx, in.c, in.plan, plan.AllCards, in.progress)
	} else {
		err = plan.ReplaySome(in.ctx, in.c, in.plan, slices.Sorted(maps.Keys(in.touched)))
	}
	if err != nil {
		return err
	}
	if err := in.witness(); err != nil {
		return err
	}
	if err := in.makeCards(); err != nil {
		return err
	}
	if err := in.settle(); err != nil {
		return err
	}
	return in.followMedia()
}

// witness adds Seen rows for cards with rows dated later than now.
func (in *importer) witness() error {
	if len(in.ahead) == 0 {
		return nil
	}
	w := plan.NewWitness(in.c, in.plan, in.now)
	if err := w.Look(in.ctx, slices.Sorted(maps.Keys(in.ahead))); err != nil {
		return err
	}
	return w.Note()
}

func (in *importer) addCard(k *study.Card) error {
	k.Origin = validJSON(k.Origin)
	if !(k.Retention >= 0.70 && k.Retention <= 0.99) {
		k.Retention = 0
	}
	k.Position = min(max(k.Position, math.MinInt32), math.MaxInt32)
	k.Ord = min(max(k.Ord, math.MinInt32), math.MaxInt32)
	if k.ID.IsZero() {
		k.ID = study.DeriveID("card", k.Note.String(), fmt.Sprint(k.Ord))
	}
	note, err := in.findNote(k.Note)
	if err != nil {
		return err
	}
	if note == 0 {
		if !in.lost[k.Note] {
			in.skip("its note is missing", "card %s", k.ID)
		}
		return nil
	}
	deck, err := in.findDeck(k.Deck)
	if err != nil {
		return err
	}
	if deck == 0 {
		if deck, err = in.someDeck(); err != nil {
			return err
		}
	}
	return in.insertCard(k, note, deck)
}

// insertCard adds a card, unless its ID or the same card of its note exists.
func (in *importer) insertCard(k *study.Card, note, deck int64) error {
	if in.knowsMuch() {
		if err := in.settle(); err != nil {
			return err
		}
	}
	if in.first {
		added := in.keepCard(k, note, deck)
		if added {
			in.cardAdded(note)
		}
		return nil
	}
	s, err := in.c.Stmt(table.InsertCard)
	if err != nil {
		return err
	}
	p := table.PlaceOf(&study.Card{ID: k.ID, Suspended: k.Suspended, Position: k.Position})
	s.BindBlob(1, k.ID[:])
	s.BindInt64(2, note)
	s.BindInt64(3, deck)
	s.BindInt(4, k.Ord)
	s.BindBool(5, k.Suspended)
	s.BindInt(6, k.Position)
	s.BindFloat(7, k.Retention)
	s.BindInt64(8, int64(k.Modified))
	if k.Origin == nil {
		s.BindNull(9)
	} else {
		s.BindRawText(9, k.Origin)
	}
	s.BindInt64(10, p.Queue)
	s.BindInt64(11, p.Key)
	if err := s.Exec(); err != nil {
		return err
	}
	if in.c.Changes() > 0 {
		in.cardAdded(note)
		n := in.c.LastInsertRowID()
		in.cardNs.put(k.ID, n, in.limit.Known)
		in.fresh.add(k, n, note, deck, in.limit.Known)
		return nil
	}
	same, err := in.c.Int("SELECT n FROM cards WHERE note = ? AND ord = ? AND id <> ?", note, k.Ord, k.ID)
	if err == nil && same != 0 {
		in.cards[k.ID] = int64(same)
	}
	return err
}

func (in *importer) cardAdded(note int64) {
	in.res.Cards++
	if note >= in.firstNote {
		in.noteCards[note-in.firstNote] = true
	}
}

func (in *importer) findNote(id study.ID) (int64, error) {
	if was, ok := in.former[id]; ok {
		id = was
	}
	if n := in.notes[id]; n != 0 {
		return n, nil
	}
	if in.first {
		return 0, nil
	}
	n, err := in.c.Int("SELECT n FROM notes WHERE id = ?", id)
	if n != 0 {
		in.notes.put(id, int64(n), in.limit.Known)
	}
	return int64(n), err
}

func (in *importer) findCard(id study.ID) (int64, error) {
	if n := in.cardNs[id]; n != 0 {
		return n, nil
	}
	if !in.first {
		n, err := in.c.Int("SELECT n FROM cards WHERE id = ?", id)
		if err != nil {
			return 0, err
		}
		if n != 0 {
			in.cardNs.put(id, int64(n), in.limit.Known)
			return int64(n), nil
		}
	}
	return in.cards[id], nil
}

func (in *importer) addReview(r *study.Review) error {
	r.Origin = validJSON(r.Origin)
	if r.ID.IsZero() {
		in.skip("it has no identity", "review of card %s", r.Card)
		return nil
	}
	if err := table.CheckReview(r); err != nil {
		in.skip(err.Error(), "review %s", r.ID)
		return nil
	}
	card, err := in.findCard(r.Card)
	if err != nil {
		return err
	}
	if card == 0 {
		in.skip("its card is missing", "review %s", r.ID)
		return nil
	}
	r.TookMS = min(max(r.TookMS, 0), math.MaxInt32)
	if in.dated && r.At > in.now+plan.Skew {
		in.ahead[card] = true
	}
	in.waiting.add(card, r)
	if in.waiting.full(in.limit.Waiting) {
		return in.writeReviews(false)
	}
	return nil
}

func (in *importer) addReading(r *study.Reading) error {
	if r.ID.IsZero() {
		in.skip("it has no identity", "reading %q", r.Title)
		return nil
	}
	in.ownNotes(r)
	if same, err := in.sameReading(r); err != nil || same {
		return err
	}
	sections, err := json.Marshal(r.Sections)
	if err != nil {
		return err
	}
	if len(sections) > maxText {
		in.skip(fmt.Sprintf("it is longer than %d MB", maxText>>20), "reading %q", r.Title)
		return nil
	}
	if err := in.c.Run("INSERT OR IGNORE INTO readings (id, deck, title, author, lang, sections) VALUES (?, ?, ?, ?, ?, ?)",
		r.ID, r.Deck, r.Title, r.Author, r.Lang, string(sections)); err != nil {
		return err
	}
	if in.c.Changes() > 0 {
		in.res.Readings++
		return nil
	}
	if r.Current {
		return in.updateReading(r, string(sections))
	}
	return in.mendReading(r, string(sections))
}

// validJSON returns nil for JSON that would make an export unreadable.
func validJSON(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 || !json.Valid(raw) {
		return nil
	}
	return raw
}

// cleanTags returns the tags as words without spaces, leaving out empty ones.
func cleanTags(tags []string) []string {
	var clean []string
	for _, tag := range tags {
		if tag = strings.Join(strings.Fields(tag), "_"); tag != "" {
			clean = append(clean, tag)
		}
	}
	return clean
}
