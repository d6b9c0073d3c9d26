package apkg

import (
	"bytes"
	"encoding/json"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func noFaults(t *testing.T, name string, b []byte) interchangetest.Content {
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes(name, b), nil))
	if len(c.Faults) > 0 {
		t.Error(c.Faults)
	}
	if k := study.KindOf(c.Err); k == study.Internal && t.Context().Err() == nil {
		t.Errorf("an error that is not plain: %v", c.Err)
	}
	return c
}

func FuzzPackage(f *testing.F) {
	db := made(f, apkgtest.Options{Notes: 1, Cards: 1, Reviews: 1})
	media := apkgtest.Media{Name: "a.mp3", Data: []byte("x")}
	f.Add(apkgtest.Legacy1(db, media))
	f.Add(apkgtest.Legacy2(db, db, media))
	f.Add(apkgtest.Latest(db, db, media))
	f.Fuzz(func(t *testing.T, b []byte) { noFaults(t, "fuzz", b) })
}

func FuzzCollection(f *testing.F) {
	f.Add(made(f, apkgtest.Options{Notes: 2, Cards: 2, Reviews: 1, FSRS: true}))
	f.Fuzz(func(t *testing.T, b []byte) { noFaults(t, "fuzz", b) })
}

// FuzzSettings puts arbitrary data into the JSON of a collection.
func FuzzSettings(f *testing.F) {
	f.Add(`{"1":{"id":"1","flds":[{"name":"F"}],"tmpls":[{"qfmt":"{{F}}"}],"type":1}}`, `{"1":{"name":"D","conf":"1","dyn":true}}`, `{"schedVer":"2"}`)
	f.Fuzz(func(t *testing.T, models, decks, conf string) {
		db := &database{src: source.FromBytes("fuzz", nil)}
		_, err := db.noteTypes11([]byte(models))
		if k := study.KindOf(err); k == study.Internal {
			t.Error(err)
		}
		if _, err := db.decks11(&collection{decks: []byte(decks), dconf: []byte(conf)}); study.KindOf(err) == study.Internal {
			t.Error(err)
		}
	})
}

// FuzzProtobuf puts arbitrary data into the settings of the newest generation.
func FuzzProtobuf(f *testing.F) {
	f.Add([]byte("\x08\x01\x1a\x05.card\x42\x05\x10\x02\x1a\x01\x00\xfa\x0f\x02{}"))
	f.Add([]byte("\x1a\x05Arial \x14\xfa\x0f\x0c{\"media\":[]}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		nt := &noteType{}
		m := members{}
		_ = nt.config(b, m)
		if !json.Valid(m.origin()) && m.origin() != nil {
			t.Errorf("no JSON: %s", m.origin())
		}
		if fd, err := parseField("f", b); err == nil && fd.Origin != nil && !json.Valid(fd.Origin) {
			t.Errorf("no JSON: %s", fd.Origin)
		}
		if tp, err := parseTemplate("t", b); err == nil && tp.Origin != nil && !json.Valid(tp.Origin) {
			t.Errorf("no JSON: %s", tp.Origin)
		}
		_, _ = new(deck).parseKind(b)
		parseOptions15(1, "o", 0, b)
	})
}

// FuzzColumns checks that foreign columns are restored unchanged from their JSON.
func FuzzColumns(f *testing.F) {
	f.Add(int64(1), int64(-1), []byte(`{"s":25.}`))
	f.Add(int64(-9223372036854775808), int64(0), []byte("\xff\"\\\x00\u2028"))
	f.Fuzz(func(t *testing.T, id, due int64, data []byte) {
		var o origin
		raw := o.reset().int("id", id).int("due", due).str("data", data).done()
		c, had := columnsOf(raw)
		if had != (id != 0 || due != 0 || len(data) > 0) || c.ID != id || c.Due != due || c.Data != string(bytes.ToValidUTF8(data, []byte("�"))) && c.Data != string([]rune(string(data))) {
			t.Errorf("%s gave %+v", raw, c)
		}
	})
}
