package apkg

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/study"
)

// deck is a deck of the file. Filtered decks borrow cards from other decks: Read does not
// yield them, and puts their cards back into their home decks.
type deck struct {
	study.Deck
	filtered bool
	steps    [2]int // number of learning and relearning steps in its options
}

const maxOptions = 64 << 10 // bytes

// deckOptions is the part of a group of deck options that Carrel uses.
type deckOptions struct {
	steps     [2]int
	retention float64
	raw       json.RawMessage
}

func (d *deck) finish(c *collection, id int64, name string, o *deckOptions, m members) {
	name = strings.TrimSpace(validText([]byte(name)))
	if name == "" {
		name = "Unnamed"
	}
	d.Name = name
	d.ID = study.DeriveID("deck", name)
	d.steps = [2]int{2, 1}
	if o != nil {
		d.steps = o.steps
		if c.fsrs && o.retention >= .7 && o.retention <= .99 {
			d.Retention = o.retention
		}
		// Every deck that uses these options gets its own copy.
		if o.raw != nil && len(o.raw) <= maxOptions {
			m["options"] = o.raw
		}
	}
	m.set("id", id)
	// Settings of the whole collection are stored with each of its decks, so that Write
	// can restore them.
	m.set("collection", c.habits())
	d.Origin = rest(m, "name", "desc", "mod")
}

func (db *database) decks11(c *collection) (map[int64]*deck, error) {
	options := map[int64]*deckOptions{}
	if len(c.dconf) > 0 {
		_ = eachMember(c.dconf, func(key string, raw json.RawMessage) error {
			if len(options) >= maxThings {
				return errTooMany
			}
			options[integer(json.RawMessage(key))] = parseOptions11(raw)
			return nil
		}) // if the options are unreadable, the defaults apply
	}
	decks := map[int64]*deck{}
	if len(c.decks) == 0 {
		return decks, nil
	}
	err := eachMember(c.decks, func(key string, raw json.RawMessage) error {
		if len(decks) >= maxThings {
			return errTooMany
		}
		m, err := object(raw)
		if err != nil {
			return err
		}
		id := integer(m["id"])
		if id == 0 {
			id = integer(json.RawMessage(key))
		}
		d := &deck{filtered: number(m["dyn"]) != 0}
		d.About = text(m["desc"])
		d.Modified = study.Time(clampMS(integer(m["mod"]) * 1000))
		d.finish(c, id, text(m["name"]), options[integer(m["conf"])], m)
		decks[id] = d
		return nil
	})
	switch {
	case err == errTooMany:
		return nil, db.tooMany("decks", maxThings)
	case err != nil:
		return nil, db.damaged(err, "the decks")
	}
	return decks, nil
}

func parseOptions11(raw json.RawMessage) *deckOptions {
	o := &deckOptions{steps: [2]int{2, 1}}
	m, err := object(raw)
	if err != nil {
		return o
	}
	o.raw = raw
	o.retention = number(m["desiredRetention"])
	for i, k := range []string{"new", "lapse"} {
		part, err := object(m[k])
		if err != nil {
			continue
		}
		if delays, err := array(part["delays"], maxParts); err == nil {
			o.steps[i] = len(delays)
		}
	}
	return o
}

func (db *database) decks15(c *collection) (map[int64]*deck, error) {
	if err := db.need("decks", "id", "name", "mtime_secs", "usn", "common", "kind"); err != nil {
		return nil, err
	}
	options := map[int64]*deckOptions{}
	if db.tables["deck_config"] {
		if err := db.need("deck_config", "id", "name", "mtime_secs", "usn", "config"); err != nil {
			return nil, err
		}
		err := db.each("SELECT id, name, mtime_secs, config FROM deck_config NOT INDEXED", "table deck_config", func(s *sqlite3.Stmt) error {
			if len(options) >= maxThings {
				return db.tooMany("groups of deck options", maxThings)
			}
			options[s.ColumnInt64(0)] = parseOptions15(s.ColumnInt64(0), s.ColumnText(1), s.ColumnInt64(2), s.ColumnRawBlob(3))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	decks := map[int64]*deck{}
	err := db.each("SELECT id, name, mtime_secs, usn, common, kind FROM decks NOT INDEXED", "table decks", func(s *sqlite3.Stmt) error {
		if len(decks) >= maxThings {
			return db.tooMany("decks", maxThings)
		}
		id, d, m := s.ColumnInt64(0), &deck{}, members{}
		d.Modified = study.Time(clampMS(s.ColumnInt64(2) * 1000))
		m.set("usn", s.ColumnInt64(3))
		m.set("common", s.ColumnRawBlob(4))
		m.set("kind", s.ColumnRawBlob(5))
		conf, err := d.parseKind(s.ColumnRawBlob(5))
		name := strings.ReplaceAll(s.ColumnText(1), "\x1f", "::")
		if err != nil {
			return db.damaged(err, "deck "+clipName(name))
		}
		m.set("conf", conf)
		d.finish(c, id, name, options[conf], m)
		decks[id] = d
		return nil
	})
	return decks, err
}

// parseKind reads the kind of the deck, ordinary or filtered, into d.filtered and returns
// the id of the deck's options.
func (d *deck) parseKind(b []byte) (conf int64, err error) {
	err = eachField(b, func(f field) error {
		switch f.num {
		case 1:
			return eachField(f.bytes, func(f field) error {
				switch f.num {
				case 1:
					conf = int64(f.value)
				case 4:
					d.About = validText(f.bytes)
				}
				return nil
			})
		case 2:
			d.filtered = true
		}
		return nil
	})
	return conf, err
}

func parseOptions15(id int64, name string, mod int64, b []byte) *deckOptions {
	o := &deckOptions{}
	m := members{}
	m.set("id", id)
	m.set("name", name)
	m.set("mod", mod)
	m.set("config", b)
	if raw, err := json.Marshal(m); err == nil {
		o.raw = raw
	}
	_ = eachField(b, func(f field) error {
		switch f.num {
		case 1:
			o.steps[0] = len(f.bytes) / 4
		case 2:
			o.steps[1] = len(f.bytes) / 4
		case 37:
			o.retention = math.Round(f.float32()*1e4) / 1e4
		}
		return nil
	}) // if the options are unreadable, the defaults apply
	return o
}
