package apkg

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// export is a collection being written.
type export struct {
	conn  *sqlite3.Conn
	file  *memFile
	close func()
	skips []study.Skip

	note, review *sqlite3.Stmt
	noteIDs      ids
	cardIDs      ids
	reviewIDs    ids
	typeIDs      ids
	deckIDs      ids

	decks  map[study.ID]*outDeck
	types  map[study.ID]*outType
	notes  map[study.ID]int64
	cards  map[study.ID]*outCard
	order  []*outCard
	habits *habits // settings of the first deck that came from Anki
	mixed  bool    // the decks come from collections with different settings
	tags   map[string]struct{}
}

type outDeck struct {
	study.Deck
	anki int64
	kept kept
}

type outType struct {
	study.NoteType
	anki int64
	kept kept
}

func newExport() (*export, error) {
	conn, file, closeAll, err := newMemory()
	if err != nil {
		return nil, err
	}
	x := &export{
		conn: conn, file: file, close: closeAll,
		noteIDs: ids{}, cardIDs: ids{}, reviewIDs: ids{}, typeIDs: ids{}, deckIDs: ids{},
		decks: map[study.ID]*outDeck{}, types: map[study.ID]*outType{},
		notes: map[study.ID]int64{}, cards: map[study.ID]*outCard{},
		tags: map[string]struct{}{},
	}
	if err := x.prepare(); err != nil {
		closeAll()
		return nil, err
	}
	return x, nil
}

func (x *export) prepare() (err error) {
	err = x.conn.CreateCollation("unicase", unicase())
	if err == nil {
		err = x.conn.Exec("PRAGMA journal_mode=off; PRAGMA page_size=4096; BEGIN;" + schema11)
	}
	if err == nil {
		x.note, _, err = x.conn.Prepare("INSERT INTO notes VALUES(?,?,?,?,?,?,?,?,?,?,?)")
	}
	if err == nil {
		x.review, _, err = x.conn.Prepare("INSERT INTO revlog VALUES(?,?,?,?,?,?,?,?,?)")
	}
	return err
}

func (x *export) add(e study.Entry) error {
	switch {
	case e.Deck != nil:
		x.addDeck(*e.Deck)
	case e.NoteType != nil:
		x.addType(*e.NoteType)
	case e.Note != nil:
		return x.addNote(e.Note)
	case e.Card != nil:
		x.addCard(e.Card)
	case e.Review != nil:
		return x.addReview(e.Review)
	case e.Reading != nil:
		x.skips = append(x.skips, study.Skip{What: "reading " + e.Reading.Title, Why: "an Anki package has no place for readings"})
	}
	return nil
}

func (x *export) addDeck(d study.Deck) *outDeck {
	o := &outDeck{Deck: d, kept: keptOf(d.Origin)}
	o.anki = x.deckIDs.take(integer(o.kept["id"]), d.ID)
	x.decks[d.ID] = o
	var h habits
	if raw := o.kept["collection"]; raw != nil && json.Unmarshal(raw, &h) == nil {
		switch {
		case x.habits == nil:
			x.habits = &h
		case h.Created != x.habits.Created || h.OldSched != x.habits.OldSched:
			x.mixed = true
		}
	}
	return o
}

func (x *export) addType(t study.NoteType) {
	o := &outType{NoteType: t, kept: keptOf(t.Origin)}
	o.anki = x.typeIDs.take(integer(o.kept["id"]), t.ID)
	x.types[t.ID] = o
}

func (x *export) addNote(n *study.Note) error {
	fields, typeID := n.Fields, n.Type
	if n.Item != nil {
		t, f, err := itemNote(n.Item)
		if err != nil {
			return err
		}
		fields, typeID = f, t.ID
		if x.types[t.ID] == nil {
			x.addType(t)
		}
	}
	t := x.types[typeID]
	if t == nil {
		x.skips = append(x.skips, study.Skip{What: "note " + n.ID.String(), Why: "its note type is not part of the export"})
		return nil
	}
	cols, _ := columnsOf(n.Origin)
	nid := x.noteIDs.take(cols.ID, n.ID)
	x.notes[n.ID] = nid
	guid := n.GUID
	if cols.ID == 0 || guid == "" {
		guid = stream.OwnGUID(n.ID)
	}
	if cols.ID == 0 {
		cols.USN = -1
	}
	sortField := 0
	if i := int(integer(t.kept["sortf"])); i > 0 && i < len(fields) {
		sortField = i
	}
	first, sort := "", ""
	if len(fields) > 0 {
		first, sort = stripForSort(fields[0]), stripForSort(fields[sortField])
	}
	tags := ""
	if len(n.Tags) > 0 {
		tags = " " + strings.Join(n.Tags, " ") + " "
		for _, tag := range n.Tags {
			x.tags[tag] = struct{}{}
		}
	}
	return insert(x.note, nid, guid, t.anki, int64(n.Modified)/1000, cols.USN, tags,
		strings.Join(fields, "\x1f"), sort, checksum(first), cols.Flags, cols.Data)
}

// finish writes what could only be written once the whole stream was known.
func (x *export) finish(newest bool) error {
	col := x.collection()
	err := x.writeCards(col)
	if err == nil {
		err = x.conn.Exec(indexes11)
	}
	if err != nil {
		return x.fault(err)
	}
	if newest {
		err = x.writeSchema18(col)
	} else {
		err = x.writeSchema11(col)
	}
	for _, s := range []*sqlite3.Stmt{x.note, x.review} {
		s.Close()
	}
	if err == nil {
		err = x.conn.Exec("COMMIT")
	}
	if err != nil {
		return x.fault(err)
	}
	return nil
}

func (x *export) fault(err error) error {
	if study.KindOf(err) != study.Internal {
		return err
	}
	return study.Because(err, study.Internal, "the collection for the export could not be written: %v", err)
}

// collection returns the collection settings that the export uses: those of the
// collection its decks came from, or defaults.
func (x *export) collection() *collection {
	if x.habits == nil {
		// Any first day would do; this is 2020-01-01 at 4 o'clock.
		return &collection{created: 1577851200, known: true}
	}
	c := x.habits.collection()
	if x.mixed {
		c.oldSched = false
	}
	return c
}

// insert binds and runs a prepared statement.
func insert(s *sqlite3.Stmt, args ...any) error {
	for i, a := range args {
		var err error
		switch v := a.(type) {
		case int64:
			err = s.BindInt64(i+1, v)
		case int:
			err = s.BindInt64(i+1, int64(v))
		case string:
			err = s.BindText(i+1, v)
		case []byte:
			if len(v) == 0 { // a nil slice would be NULL
				err = s.BindZeroBlob(i+1, 0)
			} else {
				err = s.BindBlob(i+1, v)
			}
		default:
			err = fmt.Errorf("a %T cannot be written", a)
		}
		if err != nil {
			return err
		}
	}
	return s.Exec()
}
