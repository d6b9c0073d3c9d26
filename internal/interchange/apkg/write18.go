package apkg

import (
	"encoding/json"
	"math"
	"strings"

	"carrel/internal/study"
)

// writeSchema18 writes note types, decks, settings and tags into tables of their own.
func (x *export) writeSchema18(col *collection) error {
	if err := x.conn.Exec(schema18); err != nil {
		return err
	}
	for _, step := range []func() error{x.types18, x.decks18, x.tags18, func() error { return x.config18(col) }} {
		if err := step(); err != nil {
			return err
		}
	}
	return x.insertCol(col, newestSchema, [5]string{})
}

// rows prepares a statement, hands it to f and closes it.
func (x *export) rows(sql string, f func(add func(...any) error) error) error {
	stmt, _, err := x.conn.Prepare(sql)
	if err != nil {
		return err
	}
	defer stmt.Close()
	return f(func(args ...any) error { return insert(stmt, args...) })
}

func (x *export) types18() error {
	names := map[string]bool{}
	return x.rows("INSERT INTO notetypes VALUES(?,?,?,?,?)", func(add func(...any) error) error {
		for _, t := range x.types {
			name := uniqueName(names, t.Name)
			if err := add(t.anki, name, int64(t.Modified)/1000, integerOr(t.kept["usn"], -1), t.config18()); err != nil {
				return err
			}
			if err := x.parts18(t); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *export) parts18(t *outType) error {
	err := x.rows("INSERT INTO fields VALUES(?,?,?,?)", func(add func(...any) error) error {
		names := map[string]bool{}
		for i, f := range t.Fields {
			if err := add(t.anki, i, uniqueName(names, f.Name), field18(keptOf(f.Origin))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return x.rows("INSERT INTO templates VALUES(?,?,?,0,0,?)", func(add func(...any) error) error {
		names := map[string]bool{}
		for i, m := range t.Templates {
			if err := add(t.anki, i, uniqueName(names, m.Name), template18(m)); err != nil {
				return err
			}
		}
		return nil
	})
}

// uniqueName makes a name unique regardless of case, as the tables require.
func uniqueName(taken map[string]bool, name string) string {
	for taken[strings.ToLower(name)] {
		name += "+"
	}
	taken[strings.ToLower(name)] = true
	return name
}

func integerOr(raw json.RawMessage, otherwise int64) int64 {
	if raw == nil {
		return otherwise
	}
	return integer(raw)
}

// takeAll encodes the members that have no field of their own as JSON, which is how Anki
// keeps settings it does not know.
func takeAll(b []byte, k kept, known ...string) []byte {
	other := map[string]json.RawMessage{}
	for key, v := range k {
		other[key] = v
	}
	for _, key := range known {
		delete(other, key)
	}
	if len(other) == 0 {
		return b
	}
	j, err := json.Marshal(other)
	if err != nil {
		return b
	}
	return putBytes(b, 255, j)
}

func flag(raw json.RawMessage) uint64 {
	if number(raw) != 0 {
		return 1
	}
	return 0
}

func (t *outType) config18() []byte {
	k := t.kept
	b := putVarint(nil, 1, uint64(kindNumber(t.Kind)))
	b = putVarint(b, 2, uint64(integer(k["sortf"])))
	b = putBytes(b, 3, []byte(t.CSS))
	b = putVarint(b, 4, uint64(integer(k["did"])))
	b = putBytes(b, 5, []byte(text(k["latexPre"])))
	b = putBytes(b, 6, []byte(text(k["latexPost"])))
	b = putVarint(b, 7, flag(k["latexsvg"]))
	reqs, err := array(k["req"], maxParts)
	if err == nil {
		for _, r := range reqs {
			b = putBytes(b, 8, requirement18(r))
		}
	}
	b = putVarint(b, 9, uint64(integer(k["originalStockKind"])))
	b = putVarint(b, 10, uint64(integer(k["originalId"])))
	return takeAll(b, k, "id", "type", "usn", "sortf", "did", "latexPre", "latexPost", "latexsvg", "req", "originalStockKind", "originalId")
}

func requirement18(raw json.RawMessage) []byte {
	parts, err := array(raw, 3)
	if err != nil || len(parts) < 3 {
		return nil
	}
	b := putVarint(nil, 1, uint64(integer(parts[0])))
	b = putVarint(b, 2, map[string]uint64{"any": 1, "all": 2}[text(parts[1])])
	ords, err := array(parts[2], maxParts)
	if err != nil {
		return b
	}
	var packed []byte
	for _, o := range ords {
		packed = appendVarint(packed, uint64(integer(o)))
	}
	return putBytes(b, 3, packed)
}

func field18(k kept) []byte {
	if k == nil {
		return putVarint(putBytes(nil, 3, []byte("Arial")), 4, 20)
	}
	b := putVarint(nil, 1, flag(k["sticky"]))
	b = putVarint(b, 2, flag(k["rtl"]))
	b = putBytes(b, 3, []byte(text(k["font"])))
	b = putVarint(b, 4, uint64(integer(k["size"])))
	b = putBytes(b, 5, []byte(text(k["description"])))
	b = putVarint(b, 6, flag(k["plainText"]))
	b = putVarint(b, 7, flag(k["collapsed"]))
	b = putVarint(b, 8, flag(k["excludeFromSearch"]))
	b = putVarint(b, 9, uint64(integer(k["id"])))
	if raw := k["tag"]; raw != nil && string(raw) != "null" {
		b = appendVarint(appendVarint(b, 10<<3), uint64(integer(raw))) // 0 has a meaning here
	}
	b = putVarint(b, 11, flag(k["preventDeletion"]))
	return takeAll(b, k, "sticky", "rtl", "font", "size", "description", "plainText", "collapsed", "excludeFromSearch", "id", "tag", "preventDeletion")
}

func template18(m study.Template) []byte {
	k := keptOf(m.Origin)
	b := putBytes(nil, 1, []byte(m.Front))
	b = putBytes(b, 2, []byte(m.Back))
	b = putBytes(b, 3, []byte(text(k["bqfmt"])))
	b = putBytes(b, 4, []byte(text(k["bafmt"])))
	b = putVarint(b, 5, uint64(integer(k["did"])))
	b = putBytes(b, 6, []byte(text(k["bfont"])))
	b = putVarint(b, 7, uint64(integer(k["bsize"])))
	b = putVarint(b, 8, uint64(integer(k["id"])))
	return takeAll(b, k, "bqfmt", "bafmt", "did", "bfont", "bsize", "id")
}

func (x *export) decks18() error {
	names := map[string]bool{}
	options := map[int64]bool{}
	err := x.rows("INSERT INTO decks VALUES(?,?,?,?,?,?)", func(add func(...any) error) error {
		used := false
		for _, d := range x.decks {
			used = used || d.anki == defaultDeck
			common, kind := blob(d.kept["common"]), blob(d.kept["kind"])
			if kind == nil {
				normal := putBytes(putVarint(nil, 1, 1), 4, []byte(d.About))
				kind = putBytes(nil, 1, normal)
			}
			name := uniqueName(names, strings.ReplaceAll(d.Name, "::", "\x1f"))
			if err := add(d.anki, name, int64(d.Modified)/1000, integerOr(d.kept["usn"], -1), common, kind); err != nil {
				return err
			}
		}
		if used {
			return nil
		}
		return add(defaultDeck, uniqueName(names, "Default"), 0, 0, []byte{8, 1, 16, 1}, []byte{10, 2, 8, 1})
	})
	if err != nil {
		return err
	}
	return x.rows("INSERT INTO deck_config VALUES(?,?,?,0,?)", func(add func(...any) error) error {
		for _, d := range x.decks {
			o, err := object(d.kept["options"])
			id, config := integer(o["id"]), blob(o["config"])
			if err != nil || config == nil || options[id] {
				continue
			}
			options[id] = true
			if err := add(id, text(o["name"]), integer(o["mod"]), config); err != nil {
				return err
			}
		}
		if options[1] {
			return nil
		}
		return add(1, "Default", 0, defaultOptions18())
	})
}

// blob decodes bytes that are base64 in JSON.
func blob(raw json.RawMessage) []byte {
	var b []byte
	if len(raw) == 0 || json.Unmarshal(raw, &b) != nil {
		return nil
	}
	return b
}

func defaultOptions18() []byte {
	float := func(b []byte, num int, v float32) []byte { return putFloat(b, num, math.Float32bits(v)) }
	b := putBytes(nil, 1, []byte{0, 0, 0x80, 0x3f, 0, 0, 0x20, 0x41}) // learning steps of 1 and 10 minutes
	b = putBytes(b, 2, []byte{0, 0, 0x20, 0x41})                      // one relearning step of 10
	b = putVarint(b, 9, newPerDay)
	b = putVarint(b, 10, reviewsPerDay)
	b = float(b, 11, 2.5) // initial ease
	b = float(b, 12, 1.3) // easy bonus
	b = float(b, 13, 1.2) // hard multiplier
	b = float(b, 15, 1)   // interval modifier
	b = putVarint(b, 16, 36500)
	b = putVarint(b, 17, 1)
	b = putVarint(b, 18, 1)
	b = putVarint(b, 19, 4)
	b = putVarint(b, 22, 8)
	b = putVarint(b, 24, 60)
	return float(b, 37, 0.9)
}

func (x *export) tags18() error {
	names := map[string]bool{}
	return x.rows("INSERT INTO tags VALUES(?,-1,0,NULL)", func(add func(...any) error) error {
		for t := range x.tags {
			if names[strings.ToLower(t)] {
				continue
			}
			names[strings.ToLower(t)] = true
			if err := add(t); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *export) config18(col *collection) error {
	return x.rows("INSERT INTO config VALUES(?,0,0,?)", func(add func(...any) error) error {
		for key, v := range x.conf(col) {
			b, err := json.Marshal(v)
			if err == nil {
				err = add(key, b)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
