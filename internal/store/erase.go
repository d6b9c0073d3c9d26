package store

import (
	"context"
	"path/filepath"
	"regexp"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// EraseNote removes a note, its cards, their reviews and the media that only it used.
// Nothing of them stays on the disk: freed pages are overwritten with zeros, the database
// is rewritten and its write-ahead log truncated. The cache of spoken clips is removed
// too, since some may be of the note; clips are made again when needed. The error is
// NotFound where there is no such note.
func (s *Store) EraseNote(ctx context.Context, note study.ID) error {
	return s.erase(ctx, func(c *db.Conn, x *erasure) error {
		n, err := c.Int("SELECT n FROM notes WHERE id = ?", note)
		if err != nil {
			return err
		}
		if n == 0 {
			return study.Errorf(study.NotFound, "there is no note %s in this collection", note)
		}
		return x.fill("SELECT n FROM cards WHERE note = ?", "SELECT ?", n)
	})
}

// EraseDeck is EraseNote for all cards of a deck and the decks below it. It also removes
// these decks and their readings. Notes with a card in another deck stay.
func (s *Store) EraseDeck(ctx context.Context, deck study.ID) error {
	return s.erase(ctx, func(c *db.Conn, x *erasure) error {
		decks, err := deckNumbers(c, []study.ID{deck})
		if err != nil {
			return err
		}
		x.decks = (&exporter{decks: decks}).in("n")
		x.readings = "deck IN (SELECT id FROM decks WHERE " + x.decks + ")"
		in := (&exporter{decks: decks}).in("deck")
		return x.fill("SELECT n FROM cards WHERE "+in, "SELECT note FROM cards WHERE "+in+" AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.note = cards.note AND NOT k."+in+")")
	})
}

// erasure is the subject of one erasing transaction. The temporary tables gone_cards and
// gone_notes hold the numbers of what is erased.
type erasure struct {
	c        *db.Conn
	decks    string // condition on the decks to erase, "" for none
	readings string // condition on the readings to erase, "" for none
}

func (x *erasure) fill(cards, notes string, args ...any) error {
	if err := x.c.Run("INSERT OR IGNORE INTO gone_cards "+cards, args...); err != nil {
		return err
	}
	return x.c.Run("INSERT OR IGNORE INTO gone_notes "+notes, args...)
}

func (s *Store) erase(ctx context.Context, choose func(c *db.Conn, x *erasure) error) error {
	defer s.ahead.drop()
	unlock, err := s.lockErasing(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	var unused []string
	earlier := false
	err = s.write(ctx, func(c *db.Conn) error {
		for _, table := range []string{"gone_cards", "gone_notes"} {
			if err := c.Run("CREATE TEMP TABLE IF NOT EXISTS " + table + " (n INTEGER PRIMARY KEY)"); err != nil {
				return err
			}
			if err := c.Run("DELETE FROM " + table); err != nil {
				return err
			}
		}
		x := &erasure{c: c}
		if err := choose(c, x); err != nil {
			return err
		}
		// Erased content must not be recognisable by its digest.
		if err := c.Run("UPDATE imported SET digest = x''"); err != nil {
			return err
		}
		var err error
		if unused, err = x.run(); err != nil {
			return err
		}
		earlier, err = beginErase(c)
		return err
	})
	if err != nil {
		return err
	}
	return s.finishErase(ctx, unused, earlier)
}

// run deletes the rows and returns the hashes of media that nothing refers to any more.
func (x *erasure) run() ([]string, error) {
	candidates := map[string]bool{}
	note := func(name string) { candidates[name] = true }
	if err := x.c.Each("SELECT fields, item FROM notes WHERE n IN gone_notes", func(r *sqlite3.Stmt) error {
		namesIn(r.ColumnText(0), note)
		namesIn(r.ColumnText(1), note)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := x.dropSession(); err != nil {
		return nil, err
	}
	var types []int64
	if err := x.c.Each("SELECT DISTINCT type FROM notes WHERE n IN gone_notes AND type IS NOT NULL", func(r *sqlite3.Stmt) error {
		types = append(types, r.ColumnInt64(0))
		return nil
	}); err != nil {
		return nil, err
	}
	if err := x.dropRows(); err != nil {
		return nil, err
	}
	var statements []string
	if x.readings != "" {
		if err := x.c.Each("SELECT sections FROM readings WHERE "+x.readings, func(r *sqlite3.Stmt) error {
			namesIn(r.ColumnText(0), note)
			return nil
		}); err != nil {
			return nil, err
		}
		statements = append(statements,
			"DELETE FROM settings WHERE key IN (SELECT '"+table.BookmarkKey+"' || lower(hex(id)) FROM readings WHERE "+x.readings+")",
			"DELETE FROM readings WHERE "+x.readings)
	}
	if x.decks != "" {
		statements = append(statements, "DELETE FROM decks WHERE "+x.decks)
	}
	statements = append(statements, "DELETE FROM gone_cards", "DELETE FROM gone_notes")
	for _, sql := range statements {
		if err := x.c.Run(sql); err != nil {
			return nil, err
		}
	}
	// An unused note type reveals something about its notes too.
	for _, n := range types {
		if err := x.c.Run("DELETE FROM note_types WHERE n = ? AND NOT EXISTS (SELECT 1 FROM notes WHERE type = note_types.n)", n); err != nil {
			return nil, err
		}
	}
	return x.dropMedia(candidates)
}

// dropRows deletes reviews, cards and notes in small batches, because SQLite keeps the
// changes of a statement in memory until it ends.
func (x *erasure) dropRows() error {
	if err := x.c.Run("INSERT OR IGNORE INTO erasing VALUES (1)"); err != nil {
		return err
	}
	for _, step := range []struct{ table, column, gone string }{
		{"reviews", "card", "gone_cards"}, {"cards", "n", "gone_cards"}, {"notes", "n", "gone_notes"},
	} {
		for from := 0; ; {
			to, err := x.c.Int("SELECT max(n) FROM (SELECT n FROM "+step.gone+" WHERE n > ? ORDER BY n LIMIT ?)", from, plan.Chunk)
			if err != nil {
				return err
			}
			if to == 0 {
				break
			}
			if err := x.c.Run("DELETE FROM "+step.table+" WHERE "+step.column+" IN (SELECT n FROM "+step.gone+" WHERE n > ? AND n <= ?)", from, to); err != nil {
				return err
			}
			from = to
		}
	}
	return x.c.Run("DELETE FROM erasing")
}

var identity = regexp.MustCompile(`[0-9a-f]{32}`)

// dropSession removes the saved session if it refers to an erased card or reading, since
// it may hold their text.
func (x *erasure) dropSession() error {
	state := ""
	if _, err := x.c.One("SELECT state FROM session", func(r *sqlite3.Stmt) error {
		state = r.ColumnText(0)
		return nil
	}); err != nil {
		return err
	}
	for _, digits := range identity.FindAllString(state, -1) {
		id, err := study.ParseID(digits)
		if err != nil {
			return err
		}
		n, err := x.c.Int("SELECT count(*) FROM cards WHERE id = ? AND n IN gone_cards", id)
		if err != nil {
			return err
		}
		if n == 0 && x.readings != "" {
			if n, err = x.c.Int("SELECT count(*) FROM readings WHERE id = ? AND "+x.readings, id); err != nil {
				return err
			}
		}
		if n > 0 {
			return x.c.Run("DELETE FROM session")
		}
	}
	return nil
}

// dropMedia removes the rows of those media that nothing refers to any more.
func (x *erasure) dropMedia(names map[string]bool) ([]string, error) {
	for name := range names {
		n, err := x.c.Int("SELECT count(*) FROM media WHERE name = ?", name)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			delete(names, name)
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	keep := func(name string) { delete(names, name) }
	for _, query := range []string{"SELECT fields, item FROM notes", "SELECT templates, css FROM note_types", "SELECT sections, '' FROM readings"} {
		if err := x.c.Each(query, func(r *sqlite3.Stmt) error {
			namesIn(r.ColumnText(0), keep)
			namesIn(r.ColumnText(1), keep)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	var unused []string
	for name := range names {
		hash := ""
		if _, err := x.c.One("SELECT hash FROM media WHERE name = ?", func(r *sqlite3.Stmt) error {
			hash = r.ColumnText(0)
			return nil
		}, name); err != nil {
			return nil, err
		}
		if err := x.c.Run("DELETE FROM media WHERE name = ?", name); err != nil {
			return nil, err
		}
		n, err := x.c.Int("SELECT count(*) FROM media WHERE hash = ?", hash)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			unused = append(unused, hash)
		}
	}
	return unused, nil
}

// EraseAll removes everything that the learner imported or did: rows, with the pages and
// the log that held them, media, clips, settings, and the session. The collection is then
// as new.
func (s *Store) EraseAll(ctx context.Context) error {
	unlock, err := s.lockErasing(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.eraseRows(ctx); err != nil {
		return err
	}
	return s.finishErase(ctx, nil, true)
}

// eraseRows drops all tables and creates them again.
func (s *Store) eraseRows(ctx context.Context) error {
	defer s.ahead.drop()
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return err
	}
	defer func() { s.writing <- c }()
	if err := c.Exec("PRAGMA foreign_keys = OFF"); err != nil {
		return s.plain(ctx, err)
	}
	defer c.Exec("PRAGMA foreign_keys = ON")
	var p *plan.Plan
	err = db.Transaction(ctx, c, func(c *db.Conn) error {
		// Drop triggers first, since one of them protects the reviews.
		for _, kind := range []string{"trigger", "table"} {
			var names []string
			if err := c.Each("SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite_%'", func(r *sqlite3.Stmt) error {
				names = append(names, r.ColumnText(0))
				return nil
			}, kind); err != nil {
				return err
			}
			for _, name := range names {
				if err := c.Exec("DROP " + kind + " " + sqlite3.QuoteIdentifier(name)); err != nil {
					return err
				}
			}
		}
		for _, step := range migrations() {
			if err := c.Exec(step); err != nil {
				return err
			}
		}
		if err := table.PutMeta(c, table.ZoneKey, s.opt.Zone); err != nil {
			return err
		}
		var err error
		if p, err = plan.Load(c); err != nil {
			return err
		}
		if _, err := beginErase(c); err != nil {
			return err
		}
		return p.Sign(c)
	})
	if err != nil {
		return s.plain(ctx, err)
	}
	s.sched.Store(p)
	return nil
}

func (s *Store) onDisk() bool { return s.opt.Home != "" && s.opt.VFS == "" }

func (s *Store) clearCache(r *home.Removal) {
	if s.onDisk() {
		r.Folder(filepath.Join(s.opt.Home, home.CacheFolder))
	}
}

// scrub removes all deleted content from the database's files: it rewrites the pages, so
// that no stale bytes remain within them, and truncates the log. It waits for all readers
// to finish, since a reader may still need the log.
func (s *Store) scrub(ctx context.Context) (err error) {
	release, err := s.withoutReaders(ctx)
	if err != nil {
		return err
	}
	defer release()
	c, err := s.take(ctx, s.writing)
	if err != nil {
		return err
	}
	defer func() { s.writing <- c }()
	s.copying.Lock()
	defer s.copying.Unlock()
	if err := s.apart.withdraw(); err != nil {
		return s.plain(ctx, err)
	}
	defer db.RecoverNoMemory(&err)
	work, place := c, "MEMORY"
	if s.shared {
		// The copy may be large, so it goes into a temporary file, which the operating system
		// deletes at once.
		if work, err = s.connect(ctx, true); err != nil {
			return s.plain(ctx, err)
		}
		defer work.Close()
		place = "FILE"
	}
	return s.plain(ctx, scrub(work, place))
}

// scrub rewrites the database from a copy that holds only the remaining rows, and
// truncates the log.
func scrub(c *db.Conn, place string) error {
	if err := c.Exec("PRAGMA temp_store = " + place); err != nil {
		return err
	}
	if err := c.Exec("VACUUM"); err != nil {
		return err
	}
	_, _, err := c.WALCheckpoint("", sqlite3.CHECKPOINT_TRUNCATE)
	return err
}
