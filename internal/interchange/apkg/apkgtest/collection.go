// Package apkgtest makes Anki collections and packages for tests: large, unusual and
// hostile ones. It writes them with plain SQL and a plain zip writer, and deliberately
// not with package apkg, so that the two check each other.
package apkgtest

import (
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/serdes"
)

// Options describe a generated collection.
type Options struct {
	Notes   int
	Cards   int // per note; at most 2
	Reviews int // per card
	FSRS    bool
	// Before and After are SQL statements that run before and after the rows are written.
	Before, After []string
}

// Created is the Unix time from which every generated collection counts its days:
// 2024-01-01 04:00 in the time zone UTC+1.
const Created = 1704078000

// Schema11 is the SQL of an empty collection of schema 11.
const Schema11 = `
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null,
  conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
  left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_csum on notes (csum);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);`

const model = `{"1700000000001":{"id":1700000000001,"name":"Basic (and reversed card)","type":0,"mod":1700000000,"usn":0,"sortf":0,"did":null,` +
	`"flds":[{"name":"Front","ord":0,"sticky":false,"rtl":false,"font":"Arial","size":20},{"name":"Back","ord":1,"sticky":false,"rtl":false,"font":"Arial","size":20}],` +
	`"tmpls":[{"name":"Card 1","ord":0,"qfmt":"{{Front}}","afmt":"{{FrontSide}}<hr id=answer>{{Back}}","bqfmt":"","bafmt":"","did":null},` +
	`{"name":"Card 2","ord":1,"qfmt":"{{Back}}","afmt":"{{FrontSide}}<hr id=answer>{{Front}}","bqfmt":"","bafmt":"","did":null}],` +
	`"css":".card{}","latexPre":"","latexPost":"","req":[[0,"any",[0]],[1,"any",[1]]]}}`

const decks = `{"1":{"id":1,"mod":0,"name":"Default","usn":0,"desc":"","dyn":0,"conf":1,"collapsed":false},` +
	`"1700000000002":{"id":1700000000002,"mod":0,"name":"Made::Up","usn":0,"desc":"Words nobody needs","dyn":0,"conf":1,"collapsed":false}}`

const dconf = `{"1":{"id":1,"name":"Default","new":{"delays":[1,10]},"lapse":{"delays":[10]},"desiredRetention":0.9}}`

// Database returns a collection database of schema 11 as the bytes of its file.
func Database(o Options) ([]byte, error) {
	conn, err := sqlite3.Open(":memory:")
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := Fill(conn, o); err != nil {
		return nil, err
	}
	return serdes.Serialize(conn, "main")
}

// Fill writes a collection of schema 11 into an empty database.
func Fill(conn *sqlite3.Conn, o Options) error {
	if err := conn.Exec("BEGIN;" + Schema11); err != nil {
		return err
	}
	conf := fmt.Sprintf(`{"schedVer":2,"creationOffset":-60,"fsrs":%v}`, o.FSRS)
	col := fmt.Sprintf("INSERT INTO col VALUES(1,%d,1767000000000,1700000000000,11,0,0,0,%s,%s,%s,%s,'{}')",
		Created, quote(conf), quote(model), quote(decks), quote(dconf))
	for _, sql := range append(append([]string{col}, o.Before...), "") {
		if err := conn.Exec(sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	if err := rows(conn, o); err != nil {
		return err
	}
	for _, sql := range append(o.After, "COMMIT") {
		if err := conn.Exec(sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}

func rows(conn *sqlite3.Conn, o Options) error {
	if o.Notes == 0 {
		return nil
	}
	note, err := prepare(conn, "INSERT INTO notes VALUES(?,?,1700000000001,1700000000,-1,?,?,?,?,0,'')")
	if err != nil {
		return err
	}
	defer note.Close()
	card, err := prepare(conn, "INSERT INTO cards VALUES(?,?,1700000000002,?,1700000000,-1,2,2,?,?,2500,?,0,0,0,0,0,?)")
	if err != nil {
		return err
	}
	defer card.Close()
	review, err := prepare(conn, "INSERT INTO revlog VALUES(?,?,-1,?,?,?,?,?,1)")
	if err != nil {
		return err
	}
	defer review.Close()
	const first = 1704200000000
	log := int64(first)
	for i := range o.Notes {
		id := int64(first + i*10)
		front := fmt.Sprintf("What is the name of thing number %d, as it is called where things are made?", i)
		err := run(note, id, fmt.Sprintf("guid%07d", i), tagsOf(i),
			front+"\x1f<b>Thing</b> "+Word(i), front, int64(i))
		if err != nil {
			return err
		}
		for ord := range o.Cards {
			cid, data := id+int64(ord), "{}"
			if o.FSRS {
				data = fmt.Sprintf(`{"pos":%d,"s":%d.5,"d":5.25,"dr":0.9}`, i, 1+i%200)
			}
			if err := run(card, cid, id, int64(ord), int64(400+i%500), int64(1+i%300), int64(o.Reviews), data); err != nil {
				return err
			}
			for k := range o.Reviews {
				log += 7
				if err := run(review, log+int64(k)*daysMS, cid, int64(1+(i+k)%4), int64(k), int64(k), int64(2500), int64(4000)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

const daysMS = 86400000

func tagsOf(i int) string {
	if i%3 == 0 {
		return ""
	}
	return fmt.Sprintf(" group%d made-up ", i%50)
}

// Word returns the answer of note i: a word that can be pronounced.
func Word(i int) string {
	syllables := []string{"ba", "ko", "li", "mu", "ne", "ra", "so", "ti", "va", "zu"}
	var b strings.Builder
	for n := i + 1; n > 0; n /= 10 {
		b.WriteString(syllables[n%10])
	}
	return b.String()
}

func prepare(conn *sqlite3.Conn, sql string) (*sqlite3.Stmt, error) {
	stmt, _, err := conn.Prepare(sql)
	return stmt, err
}

func run(stmt *sqlite3.Stmt, args ...any) error {
	for i, a := range args {
		var err error
		switch v := a.(type) {
		case int64:
			err = stmt.BindInt64(i+1, v)
		case string:
			err = stmt.BindText(i+1, v)
		}
		if err != nil {
			return err
		}
	}
	return stmt.Exec()
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
