//go:build !js

package store

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/db"
	"carrel/internal/store/plan"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// The collection of a learner after many years.
const (
	manyCards   = 200_000
	manyReviews = 10 // for each card
	manyDecks   = 40
)

var (
	largeOnce sync.Once
	largeHome string // removed by TestMain
)

// largeSQL fills a collection without Import: most cards are in review, with as many due
// each day as were reviewed, some are learning, and a tenth are new.
const largeSQL = `
INSERT INTO decks (id, name, about, retention, deadline, lang, modified)
	WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 40)
	SELECT randomblob(16), CASE WHEN x % 4 = 0 THEN 'Top ' || x ELSE 'Top ' || (x - x % 4) || '::Sub ' || x END, '', 0, 0, '', 0 FROM i;
INSERT INTO notes (id, guid, item, tags, modified)
	WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 200000)
	SELECT randomblob(16), x, '{"kind":"short","stem":"What is the capital of land number ' || x || '?","answer":"City ' || x || '"}', 'tag', 0 FROM i;
INSERT INTO cards (id, note, deck, ord, suspended, position, retention, modified, phase, step, stability, difficulty,
	due, day, interval, last, reps, lapses, buried, first, queue, key, mix)
	SELECT randomblob(16), n, 1 + n % 40, 0, 0, n, 0, 0,
		CASE WHEN n % 10 = 0 THEN 0 ELSE 2 END, 0, CASE WHEN n % 10 = 0 THEN 0 ELSE 100 + n % 200 END, CASE WHEN n % 10 = 0 THEN 0 ELSE 5 END,
		0, CASE WHEN n % 10 = 0 THEN 0 ELSE 20781 - 1 + n % 300 END, CASE WHEN n % 10 = 0 THEN 0 ELSE 300 END,
		CASE WHEN n % 10 = 0 THEN 0 ELSE (20781 - 1 + n % 300 - 300) * 86400000 + 43200000 END,
		CASE WHEN n % 10 = 0 THEN 0 ELSE 10 END, 0, 0,
		CASE WHEN n % 10 = 0 THEN 0 ELSE 1500000000000 + n END,
		CASE WHEN n % 10 = 0 THEN 0 ELSE 2 END, CASE WHEN n % 10 = 0 THEN n ELSE 20781 - 1 + n % 300 END,
		CASE WHEN n % 10 = 0 THEN 0 ELSE abs(random() % 4000000000) END FROM notes;
INSERT INTO reviews
	WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 10)
	SELECT c.n, c.last - (10 - x) * 8640000000 + c.n, randomblob(16), 0, 1 + (c.n + x) % 4, 5000, 'key', NULL, NULL, NULL
	FROM cards c CROSS JOIN i;
`

// large opens the large collection, which is made once for all benchmarks.
// CARREL_BENCH_HOME names a folder that keeps it for the next run.
func large(b *testing.B) *Store {
	b.Helper()
	largeOnce.Do(func() {
		var err error
		if kept := os.Getenv("CARREL_BENCH_HOME"); kept != "" {
			largeHome = kept
			if _, err := os.Stat(filepath.Join(kept, DatabaseName)); err == nil {
				return
			}
		} else if largeHome, err = os.MkdirTemp("", "carrel-bench-"); err != nil {
			b.Fatal(err)
		}
		s := openHere(b, Options{Home: largeHome})
		began := time.Now()
		if err := s.write(b.Context(), func(c *db.Conn) error {
			if err := c.Exec("PRAGMA cache_size = -100000"); err != nil {
				return err
			}
			return c.Exec(largeSQL)
		}); err != nil {
			b.Fatal(err)
		}
		s.Close()
		info, err := os.Stat(s.where())
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("made %d cards and %d reviews in %v: %d MB", manyCards, manyCards*manyReviews, time.Since(began).Round(time.Second), info.Size()>>20)
	})
	s := openHere(b, Options{Home: largeHome})
	b.ResetTimer()
	return s
}

var morning = study.At(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)) // day 20781

// spread reports the distribution of the durations of single runs.
func spread(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	at := func(q int) float64 { return float64(took[min(len(took)*q/1000, len(took)-1)].Microseconds()) / 1000 }
	b.ReportMetric(at(500), "p50-ms")
	b.ReportMetric(at(990), "p99-ms")
	b.ReportMetric(at(1000), "max-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkLargeReview is one graded card, from event to committed row and saved session.
// The target is less than 5 ms at p99.
func BenchmarkLargeReview(b *testing.B) {
	s := large(b)
	ids := someIDs(b, s, 4000)
	state := json.RawMessage(`{"card":3,"queue":["a","b","c"],"done":17}`)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		_, err := s.AppendReview(b.Context(), study.Review{
			Card: ids[i%len(ids)], At: morning + study.Time(i), Kind: study.Graded, Grade: study.Grade(1 + i%4), TookMS: 4000, How: "voice",
		}, state)
		took = append(took, time.Since(began))
		if err != nil {
			b.Fatal(err)
		}
	}
	spread(b, took)
}

// morningsWork reviews a few hundred cards, so that the counts of the day are realistic.
func morningsWork(b *testing.B, s *Store) {
	b.Helper()
	for i, id := range someIDs(b, s, 300) {
		if _, err := s.AppendReview(b.Context(), study.Review{Card: id, At: morning + study.Time(i), Kind: study.Graded, Grade: study.Easy}, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
}

// BenchmarkLargeQueue finds the next cards of the whole collection after a morning's work.
// The target is less than 2 ms.
func BenchmarkLargeQueue(b *testing.B) {
	s := large(b)
	morningsWork(b, s)
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		cards, err := s.Queue(b.Context(), QueueOptions{Now: morning + 3_600_000, Limit: 3})
		took = append(took, time.Since(began))
		if err != nil || len(cards) == 0 {
			b.Fatal(len(cards), err)
		}
	}
	spread(b, took)
}

// BenchmarkLargeQueueOfDeck is BenchmarkLargeQueue for a deck with decks below it.
func BenchmarkLargeQueueOfDeck(b *testing.B) {
	s := large(b)
	decks, err := s.Decks(b.Context(), morning)
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		cards, err := s.Queue(b.Context(), QueueOptions{Now: morning + 3_600_000, Limit: 3, Decks: []study.ID{decks[0].ID}})
		took = append(took, time.Since(began))
		if err != nil || len(cards) == 0 {
			b.Fatal(len(cards), err)
		}
	}
	spread(b, took)
}

// BenchmarkLargeDue counts the waiting cards of the whole collection.
func BenchmarkLargeDue(b *testing.B) {
	s := large(b)
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		n, err := s.DueCounts(b.Context(), morning+3_600_000)
		took = append(took, time.Since(began))
		if err != nil || n.Review == 0 {
			b.Fatal(n, err)
		}
	}
	spread(b, took)
}

// BenchmarkLargeTurn is a whole turn of a session: grade, find the next cards, read one.
func BenchmarkLargeTurn(b *testing.B) {
	s := large(b)
	var took []time.Duration
	now := morning + 7_200_000
	for b.Loop() {
		cards, err := s.Queue(b.Context(), QueueOptions{Now: now, Limit: 1})
		if err != nil || len(cards) == 0 {
			b.Fatal(len(cards), err)
		}
		began := time.Now()
		if _, err := s.AppendReview(b.Context(), study.Review{Card: cards[0].ID, At: now, Kind: study.Graded, Grade: study.Good}, json.RawMessage(`{}`)); err != nil {
			b.Fatal(err)
		}
		if cards, err = s.Queue(b.Context(), QueueOptions{Now: now, Limit: 3}); err != nil || len(cards) == 0 {
			b.Fatal(len(cards), err)
		}
		if _, err := s.FullCard(b.Context(), cards[0].ID); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		now++
	}
	spread(b, took)
}

func BenchmarkLargeDecks(b *testing.B) {
	s := large(b)
	for b.Loop() {
		if _, err := s.Decks(b.Context(), morning); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLargeProgress(b *testing.B) {
	s := large(b)
	for b.Loop() {
		if _, err := s.Progress(b.Context(), morning, 365, 30); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLargeRebuild(b *testing.B) {
	s := large(b)
	for b.Loop() {
		if err := s.write(b.Context(), func(c *db.Conn) error { return plan.ReplayCards(b.Context(), c, s.sched.Load(), plan.AllCards, nil) }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLargeOpen(b *testing.B) {
	large(b).Close()
	b.ResetTimer()
	for b.Loop() {
		s, err := Open(context.Background(), Options{Home: largeHome})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

func someIDs(b *testing.B, s *Store, n int) []study.ID {
	var ids []study.ID
	if err := s.read(b.Context(), func(c *db.Conn) error {
		return c.Each("SELECT id FROM cards WHERE phase = 2 LIMIT 40000", func(r *sqlite3.Stmt) error {
			ids = append(ids, db.ColumnID(r, 0))
			return nil
		})
	}); err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	b.ResetTimer()
	return ids[:n]
}

// imported returns the entries of a package of n notes.
func imported(n, reviews int) []study.Entry {
	deck := study.Deck{ID: study.DeriveID("deck", "Imported"), Name: "Imported"}
	kind := study.NoteType{ID: study.DeriveID("notetype", "Basic"), Name: "Basic", Kind: study.Standard,
		Fields: []study.Field{{Name: "Front"}, {Name: "Back"}}, Templates: []study.Template{{Name: "1", Front: "{{Front}}", Back: "{{Back}}"}}}
	list := []study.Entry{{Deck: &deck}, {NoteType: &kind}}
	notes := make([]study.Note, n)
	cards := make([]study.Card, n)
	for i := range notes {
		text := strconv.Itoa(i)
		notes[i] = study.Note{ID: study.DeriveID("note", text), GUID: "guid" + text, Type: kind.ID, Tags: []string{"geo"},
			Fields:   []string{"What is the capital of <b>land " + text + "</b>? <img src=\"map" + text + ".png\">", "City number " + text + " of the world"},
			Modified: study.Time(i), Origin: json.RawMessage(`{"id":` + text + `,"usn":-1,"flags":0}`)}
		cards[i] = study.Card{ID: study.DeriveID("card", notes[i].ID.String(), "0"), Note: notes[i].ID, Deck: deck.ID, Position: i,
			Origin: json.RawMessage(`{"id":` + text + `,"factor":2500,"ivl":0,"left":0,"data":"{}"}`)}
		list = append(list, study.Entry{Note: &notes[i]})
	}
	for i := range cards {
		list = append(list, study.Entry{Card: &cards[i]})
	}
	// By time, as in a review log.
	for k := range reviews {
		for i := range cards {
			at := morning - study.Time(reviews-k)*10*86_400_000 + study.Time(i)*10
			list = append(list, study.Entry{Review: &study.Review{
				ID: study.DeriveID("review", cards[i].ID.String(), strconv.Itoa(k)), Card: cards[i].ID, At: at, Kind: study.Graded,
				Grade: study.Grade(1 + (i+k)%4), TookMS: 4000, How: "import", Origin: json.RawMessage(`{"ivl":10,"factor":2500,"type":1}`),
			}})
		}
	}
	return list
}

const importNotes = 100_000

// BenchmarkImport imports a package of 100,000 notes. BenchmarkImportPlain writes the same
// rows into the same tables with prepared statements and nothing else. The target for an
// import, unzipping included, is at most three times that.
func BenchmarkImport(b *testing.B) { benchmarkImport(b, 0) }

// BenchmarkImportReviews is BenchmarkImport with 500,000 reviews, which are
// replayed.
func BenchmarkImportReviews(b *testing.B) { benchmarkImport(b, 5) }

func benchmarkImport(b *testing.B, reviews int) {
	list := imported(importNotes, reviews)
	for b.Loop() {
		b.StopTimer()
		s := openHere(b, Options{Home: b.TempDir()})
		b.StartTimer()
		res, err := s.Import(b.Context(), func(yield func(study.Entry, error) bool) {
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
			}
		}, nil, nil)
		b.StopTimer()
		if err != nil || res.Notes != importNotes || res.Cards != importNotes {
			b.Fatal(res, err)
		}
		s.Close()
		b.StartTimer()
	}
}

func BenchmarkImportPlain(b *testing.B) {
	list := imported(importNotes, 0)
	for b.Loop() {
		b.StopTimer()
		s := openHere(b, Options{Home: b.TempDir()})
		b.StartTimer()
		err := s.write(b.Context(), func(c *db.Conn) error {
			note, _, err := c.Prepare("INSERT INTO notes (n, id, guid, fields, tags, modified, origin) VALUES (?, ?, ?, ?, ?, ?, ?)")
			if err != nil {
				return err
			}
			defer note.Close()
			card, _, err := c.Prepare(`INSERT INTO cards (id, note, deck, ord, suspended, position, retention, modified, origin, phase, step,
				stability, difficulty, due, day, interval, last, reps, lapses, buried, first, queue, key, mix)
				VALUES (?, ?, 1, 0, 0, ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, 0)`)
			if err != nil {
				return err
			}
			defer card.Close()
			if err := table.AddDeck(c, list[0].Deck); err != nil {
				return err
			}
			n := 0
			for _, e := range list {
				switch {
				case e.Note != nil:
					n++
					note.BindInt(1, n)
					note.BindBlob(2, e.Note.ID[:])
					note.BindText(3, e.Note.GUID)
					note.BindText(4, e.Note.Fields[0]+"\x1f"+e.Note.Fields[1])
					note.BindText(5, e.Note.Tags[0])
					note.BindInt64(6, int64(e.Note.Modified))
					note.BindRawText(7, e.Note.Origin)
					err = note.Exec()
				case e.Card != nil:
					card.BindBlob(1, e.Card.ID[:])
					card.BindInt(2, e.Card.Position+1)
					card.BindInt(3, e.Card.Position)
					card.BindRawText(4, e.Card.Origin)
					card.BindInt(5, e.Card.Position)
					err = card.Exec()
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}
