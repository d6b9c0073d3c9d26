package apkg

import (
	"encoding/json"
	"sort"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

const (
	maxNotes   = 1_000_000
	maxCards   = 1_000_000
	maxReviews = 30_000_000
)

// defaultDeck is the id of the deck that every Anki collection has, even if unused.
const defaultDeck = 1

func (r *reader) readDecks() error {
	if err := r.db.need("cards", "id", "nid", "did", "ord", "mod", "usn", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "odue", "odid", "flags", "data"); err != nil {
		return err
	}
	used := false
	err := r.db.each("SELECT 1 FROM cards NOT INDEXED WHERE did=1 OR odid=1 LIMIT 1", "table cards", func(*sqlite3.Stmt) error {
		used = true
		return nil
	})
	if err != nil {
		return err
	}
	ids := make([]int64, 0, len(r.decks))
	for id := range r.decks {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool { return ids[i] < ids[j] })
	for _, id := range ids {
		d := r.decks[id]
		if d.filtered || id == defaultDeck && !used {
			continue
		}
		if err := r.emit(study.Entry{Deck: &d.Deck}); err != nil {
			return err
		}
	}
	return nil
}

// homeDeck returns the deck that takes the cards whose own deck is missing.
func (r *reader) homeDeck() (study.ID, error) {
	if r.home.IsZero() {
		d := study.Deck{ID: study.DeriveID("deck", "Default"), Name: "Default"}
		r.home = d.ID
		return r.home, r.emit(study.Entry{Deck: &d})
	}
	return r.home, nil
}

func (r *reader) readNotes() error {
	if err := r.db.need("notes", "id", "guid", "mid", "mod", "usn", "tags", "flds", "flags", "data"); err != nil {
		return err
	}
	total, err := r.db.count("notes")
	if err != nil {
		return err
	}
	if total > maxNotes {
		return r.db.tooMany("notes", maxNotes)
	}
	r.notes = make(map[int64]int32, min(total, 1<<16))
	seen := map[study.ID]struct{}{}
	var (
		org  origin
		done int64
		tags = map[string][]string{}
	)
	const sql = "SELECT id, guid, mid, mod, usn, tags, flds, flags, data FROM notes NOT INDEXED"
	return r.db.each(sql, "table notes", func(s *sqlite3.Stmt) error {
		if done++; done > maxNotes {
			return r.db.tooMany("notes", maxNotes)
		}
		if done%500 == 0 {
			r.progress(done, total, "notes")
		}
		nid := s.ColumnInt64(0)
		if _, twice := r.notes[nid]; twice {
			r.skips.add("note", "notes", itoa(nid), "the collection holds a note with this number twice")
			return nil
		}
		t := r.types[s.ColumnInt64(2)]
		if t == nil || len(t.Fields) == 0 {
			r.skips.add("note", "notes", itoa(nid), "its note type is not in the file")
			return nil
		}
		n := &study.Note{
			GUID:     validText(s.ColumnRawText(1)),
			Type:     t.ID,
			Modified: study.Time(clampMS(s.ColumnInt64(3) * 1000)),
			Tags:     splitTags(tags, s.ColumnRawText(5)),
			Fields:   splitFields(s.ColumnRawText(6), len(t.Fields)),
			Origin: org.reset().int("id", nid).int("usn", s.ColumnInt64(4)).
				int("flags", s.ColumnInt64(7)).str("data", s.ColumnRawText(8)).done(),
		}
		if err := s.Err(); err != nil {
			return r.db.explain(err, "note "+itoa(nid))
		}
		identify(n, t, nid, seen)
		r.notes[nid] = int32(len(r.noteIDs))
		r.noteIDs = append(r.noteIDs, n.ID)
		if !t.sent && n.Item == nil {
			t.sent = true
			if err := r.emit(study.Entry{NoteType: &t.NoteType}); err != nil {
				return err
			}
		}
		return r.emit(study.Entry{Note: n})
	})
}

// identify sets the identity of a note and adds it to seen. A note that Carrel wrote gets
// back the identity it had, and its question.
func identify(n *study.Note, t *noteType, nid int64, seen map[study.ID]struct{}) {
	n.ID = study.DeriveID("note", "anki", n.GUID)
	own, ours := stream.OwnNote(n.GUID)
	if ours {
		n.ID, n.GUID, n.Origin = own, "", nil
		if it := t.ownItem(n.Fields); it != nil {
			n.Item, n.Type, n.Fields = it, study.ID{}, nil
		}
	}
	if _, twice := seen[n.ID]; twice || n.GUID == "" && !ours {
		// Damaged collections contain notes with the same guid; both are kept.
		n.ID = study.DeriveID("note", "anki", n.GUID, itoa(nid))
	}
	seen[n.ID] = struct{}{}
}

// splitTags splits a list of tags. Most notes of a collection share a few lists, so the
// recent lists are cached in known.
func splitTags(known map[string][]string, b []byte) []string {
	if len(b) == 0 {
		return nil
	}
	if t, ok := known[string(b)]; ok {
		return t
	}
	t := strings.Fields(strings.ReplaceAll(validText(b), "\u3000", " "))
	if len(t) == 0 {
		return nil
	}
	if len(known) > 4096 {
		clear(known)
	}
	known[string(b)] = t
	return t
}

// cardData is the part of a card's data column that Carrel reads. Like Anki, Carrel
// treats data that does not parse as absent.
type cardData struct {
	Position   *float64 `json:"pos"`
	Stability  float64  `json:"s"`
	Difficulty float64  `json:"d"`
	LastReview float64  `json:"lrt"` // Unix seconds
}

func parseCardData(b []byte) (d cardData) {
	if len(b) <= len("{}") {
		return cardData{}
	}
	if json.Unmarshal(b, &d) != nil {
		return cardData{}
	}
	return d
}
