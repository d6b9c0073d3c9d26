package apkg

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"carrel/internal/interchange/apkg/apkgtest"
	"carrel/internal/interchange/interchangetest"
	"carrel/internal/study"
)

func made(t testing.TB, o apkgtest.Options) []byte {
	t.Helper()
	b, err := apkgtest.Database(o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// dummy returns the collection that newer packages contain for older programs.
func dummy(t testing.TB) []byte {
	return made(t, apkgtest.Options{Notes: 1, Cards: 1, After: []string{
		"UPDATE notes SET guid='dummy', flds='Please update to the latest Anki version, then import again.' || char(31)",
	}})
}

var small = apkgtest.Options{Notes: 5, Cards: 2, Reviews: 3, FSRS: true}

var twoFiles = []apkgtest.Media{
	{Name: "a.mp3", Data: bytes.Repeat([]byte("sound"), 100)},
	{Name: "été.png", Data: []byte("\x89PNG")},
}

func TestConformance(t *testing.T) {
	db := made(t, small)
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{
			"legacy1.apkg":     apkgtest.Legacy1(db, twoFiles...),
			"legacy2.apkg":     apkgtest.Legacy2(db, dummy(t), twoFiles...),
			"latest.apkg":      apkgtest.Latest(db, dummy(t), twoFiles...),
			"collection.anki2": db,
		},
		Attacks: attacks(t, db),
		Write:   writer(Options{}),
	})
}

func writer(o Options) func(context.Context, io.Writer, study.Entries) error {
	return func(ctx context.Context, w io.Writer, entries study.Entries) error {
		_, err := Write(ctx, w, entries, o)
		return err
	}
}

func attacks(t *testing.T, db []byte) []interchangetest.Attack {
	sql := func(after ...string) func() []byte {
		return func() []byte { return made(t, apkgtest.Options{Notes: 2, Cards: 1, Reviews: 1, After: after}) }
	}
	media := func(names ...string) func() []byte {
		return func() []byte {
			var list []apkgtest.Media
			for i, n := range names {
				list = append(list, apkgtest.Media{Name: n, Data: []byte{byte(i)}})
			}
			return apkgtest.Legacy1(db, list...)
		}
	}
	const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS id, 'g'||i AS guid, 1700000000001 AS mid, 0 AS mod, 0 AS usn, '' AS tags, 'x' AS flds, 0 AS sfld, 0 AS csum, 0 AS flags, '' AS data FROM n"
	return []interchangetest.Attack{
		{Name: "notes are an endless view", Want: study.Unreadable, Make: sql("DROP TABLE notes", "CREATE VIEW notes AS "+endless)},
		{Name: "a view beside the tables", Want: study.Unreadable, Make: sql("CREATE VIEW more AS " + endless)},
		{Name: "a trigger", Want: study.Unreadable, Make: sql("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END")},
		{Name: "a computed column", Want: study.Unreadable, Make: sql("ALTER TABLE notes ADD COLUMN x TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL")},
		{Name: "a schema from the future", Want: study.Unsupported, Make: sql("UPDATE col SET ver=19")},
		{Name: "no note types", Make: sql("UPDATE col SET models='{}'"), Skip: "note type"},
		{Name: "note types are no JSON", Want: study.Unreadable, Make: sql("UPDATE col SET models='{\"1\":'")},
		{Name: "sixty thousand note types", Want: study.Unsupported, Make: sql("UPDATE col SET models=(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60000) SELECT '{'||group_concat('\"'||i||'\":{}')||'}' FROM n)")},
		{Name: "a note type with sixty thousand fields", Want: study.Unreadable, Make: sql("UPDATE col SET models=(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60000) SELECT '{\"1\":{\"flds\":['||group_concat('{}')||']}}' FROM n)")},
		{Name: "deep JSON", Want: study.Unreadable, Make: sql("UPDATE col SET models=(SELECT '{\"1\":{\"flds\":'||replace(hex(zeroblob(2000000)),'00','[')||'}}')")},
		{Name: "ten megabyte field", Make: sql("UPDATE notes SET flds=replace(hex(zeroblob(5000000)),'00','ab')||char(31)||'x'")},
		{Name: "a field beyond all bounds", Want: study.Unsupported, Make: sql("UPDATE notes SET flds=hex(zeroblob(17000000)) WHERE id=(SELECT min(id) FROM notes)")},
		{Name: "cards without notes", Make: sql("UPDATE cards SET nid=7"), Skip: "its note is not in the file"},
		{Name: "reviews without cards", Make: sql("UPDATE revlog SET cid=7"), Skip: "its card is no longer in the file"},
		{Name: "cards in no deck", Make: sql("UPDATE cards SET did=99")},
		{Name: "numbers beyond all bounds", Make: sql("UPDATE cards SET due=9223372036854775807, ivl=-9223372036854775807, left=-5, factor=9000000000000, mod=-1", "UPDATE col SET crt=-9223372036854775807, mod=9223372036854775807", "UPDATE revlog SET id=-id, time=9223372036854775807")},
		{Name: "text where numbers belong", Make: sql("UPDATE cards SET due='soon', data=x'ff00ff', factor='x'", "UPDATE revlog SET ease='good'")},
		{Name: "broken card data", Make: sql(`UPDATE cards SET data='{"s":25.}'`)},
		{Name: "notes that are no text", Make: sql("UPDATE notes SET flds=x'fffe1f00fd', tags=x'ff20ff', guid=x'ff'")},
		{Name: "one guid twice", Make: sql("UPDATE notes SET guid='same'")},
		{Name: "one card twice", Make: sql("UPDATE cards SET nid=(SELECT min(id) FROM notes), ord=0"), Skip: "same card twice"},

		{Name: "media with paths", Make: media("../../etc/passwd", "/etc/passwd", `..\x`, "C:\\x", "c:x", "a\x00b", "", "..", strings.Repeat("n", 300)), Skip: "path"},
		{Name: "media alike but for case", Make: media("Same.png", "same.PNG", "e\u0301.png", "\u00e9.png"), Skip: "upper and lower case"},
		{Name: "media not inside", Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "collection.anki2", Data: db}, apkgtest.Entry{Name: "media", Data: []byte(`{"0":"gone.png"}`)})
		}, Skip: "not in the file"},
		{Name: "media list is no JSON", Want: study.Unreadable, Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "collection.anki2", Data: db}, apkgtest.Entry{Name: "media", Data: []byte(`[["0"]`)})
		}},
		{Name: "media bomb", Make: func() []byte {
			return apkgtest.RawZip(
				apkgtest.RawEntry{Name: "collection.anki2", Packed: db, Claim: uint64(len(db))},
				apkgtest.RawEntry{Name: "media", Packed: []byte(`{"0":"big.wav"}`), Claim: 15},
				apkgtest.RawEntry{Name: "0", Packed: apkgtest.Deflate(apkgtest.Zeros(80 << 20)), Method: zip.Deflate, Claim: 80 << 20})
		}, Skip: "trap"},
		{Name: "a thousand media bombs", Want: study.Unsupported, Make: func() []byte {
			bomb := apkgtest.Deflate(apkgtest.Zeros(60 << 20))
			entries := []apkgtest.RawEntry{{Name: "collection.anki2", Packed: db, Claim: uint64(len(db))}}
			for i := range 1000 {
				entries = append(entries, apkgtest.RawEntry{Name: fmt.Sprint(i), Packed: bomb, Method: zip.Deflate, Claim: 60 << 20})
			}
			return apkgtest.RawZip(entries...)
		}},
		{Name: "a thousand zstd media bombs", Want: study.Unsupported, Make: func() []byte {
			bomb := apkgtest.ZstdBomb(60 << 20)
			entries := []apkgtest.Entry{{Name: "meta", Data: []byte{8, 3}}, {Name: "collection.anki21b", Data: apkgtest.Zstd(db)}}
			var list []byte
			for i := range 1000 {
				name := fmt.Sprintf("%03d.wav", i)
				list = append(list, append([]byte{10, 9, 10, 7}, name...)...)
				entries = append(entries, apkgtest.Entry{Name: fmt.Sprint(i), Data: bomb})
			}
			return apkgtest.Zip(append(entries, apkgtest.Entry{Name: "media", Data: apkgtest.Zstd(list)})...)
		}},
		{Name: "truncated media list", Want: study.Unreadable, Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "meta", Data: []byte{8, 3}}, apkgtest.Entry{Name: "collection.anki21b", Data: apkgtest.Zstd(db)},
				apkgtest.Entry{Name: "media", Data: apkgtest.Zstd([]byte{10, 200, 1, 5})})
		}},

		{Name: "collection bomb", Want: study.Unsupported, Make: func() []byte {
			return apkgtest.RawZip(apkgtest.RawEntry{Name: "collection.anki2", Packed: apkgtest.Deflate(apkgtest.Zeros(80 << 20)), Method: zip.Deflate, Claim: 80 << 20})
		}},
		{Name: "collection bomb that lies", Want: study.Unreadable, Make: func() []byte {
			return apkgtest.RawZip(apkgtest.RawEntry{Name: "collection.anki2", Packed: apkgtest.Deflate(apkgtest.Zeros(80 << 20)), Method: zip.Deflate, Claim: 4096})
		}},
		{Name: "collection that claims terabytes", Want: study.Unsupported, Make: func() []byte {
			return apkgtest.RawZip(apkgtest.RawEntry{Name: "collection.anki2", Packed: db, Claim: 1 << 42})
		}},
		{Name: "zstd bomb", Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "meta", Data: []byte{8, 3}}, apkgtest.Entry{Name: "collection.anki21b", Data: apkgtest.ZstdBomb(100 << 20)})
		}, Want: study.Unsupported},
		{Name: "zstd bomb as media list", Want: study.Unsupported, Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "meta", Data: []byte{8, 3}}, apkgtest.Entry{Name: "collection.anki21b", Data: apkgtest.Zstd(db)},
				apkgtest.Entry{Name: "media", Data: apkgtest.ZstdBomb(100 << 20)})
		}},
		{Name: "zip in zip", Want: study.Unreadable, Make: func() []byte {
			inner := apkgtest.Legacy1(db)
			return apkgtest.Zip(apkgtest.Entry{Name: "deck.apkg", Data: inner})
		}},
		{Name: "one name twice", Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "collection.anki2", Data: db}, apkgtest.Entry{Name: "collection.anki2", Data: db}, apkgtest.Entry{Name: "media", Data: []byte("{}")})
		}, Skip: "twice"},
		{Name: "meta from the future", Want: study.Unsupported, Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "meta", Data: []byte{8, 9}}, apkgtest.Entry{Name: "collection.anki2", Data: db})
		}},
		{Name: "only the dummy is left", Want: study.Unreadable, Make: func() []byte {
			return apkgtest.Zip(apkgtest.Entry{Name: "meta", Data: []byte{8, 3}}, apkgtest.Entry{Name: "collection.anki2", Data: dummy(t)})
		}},
		{Name: "a huge directory", Want: study.Unsupported, Make: manyEntries},
	}
}

func manyEntries() []byte {
	entries := make([]apkgtest.RawEntry, 350_000)
	for i := range entries {
		entries[i] = apkgtest.RawEntry{Name: fmt.Sprint(i)}
	}
	return apkgtest.RawZip(entries...)
}

func TestDummyIsNeverImported(t *testing.T) {
	db := made(t, small)
	for name, pack := range map[string][]byte{
		"legacy2": apkgtest.Legacy2(db, dummy(t)),
		"latest":  apkgtest.Latest(db, dummy(t)),
	} {
		for _, n := range mustRead(t, sourceOf(name, pack)).notes {
			if n.GUID == "dummy" {
				t.Errorf("%s: the note that asks to update Anki was imported", name)
			}
		}
	}
}
