package apkg

import (
	"encoding/json"
	"strconv"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

const (
	oldestSchema = 11
	newestSchema = 18
	daySeconds   = 86400
	maxParts     = 10_000 // fields, templates or settings of one note type or deck
	maxThings    = 50_000 // note types or decks of one collection
)

// collection holds the properties of the collection as a whole.
type collection struct {
	schema   int64
	created  int64 // Unix seconds of the rollover on the first day
	modified int64 // Unix milliseconds
	offset   int64 // minutes west of UTC, if recorded
	known    bool  // offset was recorded
	oldSched bool  // first scheduler: three answer buttons while learning
	fsrs     bool
	models   []byte // JSON, schema 11
	decks    []byte
	dconf    []byte
}

// firstDay returns the civil day (days since 1970-01-01) from which Anki counts due days.
// A day starts at the rollover hour, 4 o'clock local time when the collection was made.
// Old collections do not record their time zone; firstDay then assumes the zone in which
// that instant was 4 o'clock.
func (c *collection) firstDay() int64 {
	if c.known {
		return floorDiv(c.created-c.offset*60, daySeconds)
	}
	return floorDiv(c.created+8*3600, daySeconds)
}

// dayOf returns the civil day of an instant in milliseconds, by Anki's day boundaries.
func (c *collection) dayOf(ms int64) int64 {
	return c.firstDay() + floorDiv(floorDiv(ms, 1000)-c.created, daySeconds)
}

// startOf returns the instant, in milliseconds, at which a day begins. The day is counted
// from the first day.
func (c *collection) startOf(day int64) int64 { return (c.created + day*daySeconds) * 1000 }

// habits are the settings of a collection without which its numbers cannot be
// interpreted.
type habits struct {
	Created  int64  `json:"crt"`
	Offset   *int64 `json:"creationOffset,omitempty"`
	OldSched bool   `json:"oldScheduler,omitempty"`
	FSRS     bool   `json:"fsrs,omitempty"`
}

func (c *collection) habits() habits {
	h := habits{Created: c.created, OldSched: c.oldSched, FSRS: c.fsrs}
	if c.known {
		h.Offset = &c.offset
	}
	return h
}

func (h habits) collection() *collection {
	c := &collection{created: h.Created, oldSched: h.OldSched, fsrs: h.FSRS}
	if h.Offset != nil {
		c.offset, c.known = *h.Offset, true
	}
	return c
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func (db *database) readCollection() (*collection, error) {
	if err := db.need("col", "crt", "mod", "ver", "conf", "models", "decks", "dconf"); err != nil {
		return nil, err
	}
	var c *collection
	var conf []byte
	err := db.each("SELECT ver, crt, mod, conf, models, decks, dconf FROM col NOT INDEXED LIMIT 1", "table col", func(s *sqlite3.Stmt) error {
		c = &collection{schema: s.ColumnInt64(0), created: s.ColumnInt64(1), modified: s.ColumnInt64(2)}
		conf = s.ColumnBlob(3, nil)
		if c.schema < 15 {
			c.models, c.decks, c.dconf = s.ColumnBlob(4, nil), s.ColumnBlob(5, nil), s.ColumnBlob(6, nil)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case c == nil:
		return nil, db.src.Errorf(study.Unreadable, "the collection inside is empty: table col has no row; export it again")
	case c.schema > newestSchema:
		return nil, db.src.Errorf(study.Unsupported, "it was made by a newer version of Anki (schema %d, Carrel knows up to %d); export it with the option to support older versions", c.schema, newestSchema)
	case c.schema < oldestSchema:
		return nil, db.src.Errorf(study.Unsupported, "it was made by a very old version of Anki (schema %d, Carrel knows %d to %d); open it once in a current Anki and export it from there", c.schema, oldestSchema, newestSchema)
	}
	const limit = 1 << 40
	c.created = min(max(c.created, 0), limit)
	c.modified = min(max(c.modified, 0), limit*1000)
	settings := map[string]json.RawMessage{}
	if db.tables["config"] {
		settings, err = db.readConfig()
	} else if len(conf) > 0 {
		settings, err = object(conf)
		if err != nil {
			settings, err = nil, nil // Anki falls back to its defaults too
		}
	}
	if err != nil {
		return nil, err
	}
	if raw, ok := settings["creationOffset"]; ok {
		if off := integer(raw); off >= -18*60 && off <= 18*60 {
			c.offset, c.known = off, true
		}
	}
	c.oldSched = integer(settings["schedVer"]) < 2
	c.fsrs = number(settings["fsrs"]) != 0
	return c, nil
}

func (db *database) readConfig() (map[string]json.RawMessage, error) {
	if err := db.need("config", "key", "val"); err != nil {
		return nil, err
	}
	m := map[string]json.RawMessage{}
	err := db.each("SELECT key, val FROM config NOT INDEXED WHERE key IN ('creationOffset','schedVer','fsrs')", "table config", func(s *sqlite3.Stmt) error {
		if len(m) < maxParts {
			m[s.ColumnText(0)] = s.ColumnBlob(1, nil)
		}
		return nil
	})
	return m, err
}

func (db *database) tooMany(what string, most int) error {
	return db.src.Errorf(study.Unsupported, "it holds more than %d %s, more than Carrel takes from one file; export it in parts", most, what)
}

func (db *database) damaged(err error, place string) error {
	return study.Because(err, study.Unreadable, "%s: the collection inside is damaged at %s; in Anki use Tools, Check Database and export it again", db.src.Name, place)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
