package store

import (
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

// TestQueriesOfATurnUseIndexes runs everything that a study session and the page do and
// checks SQLite's query plans. No query may scan a whole table of cards, notes or reviews,
// or sort what it reads: what is fast with ten cards takes seconds with 200,000.
func TestQueriesOfATurnUseIndexes(t *testing.T) {
	s := openHere(t, Options{})
	addItems(t, s, 3)
	r := review(t, s, 0, 0)
	deck := itemDeck()
	seen := map[string]bool{}
	c := <-s.writing
	if err := c.Trace(sqlite3.TRACE_STMT, func(_ sqlite3.TraceEvent, _, sql any) error {
		if text, ok := sql.(string); ok {
			seen[text] = true
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	s.writing <- c
	for _, ask := range []QueueOptions{{Now: start}, {Now: start + 700_000, Decks: deck, Exclude: deck}} {
		if _, err := s.Queue(t.Context(), ask); err != nil {
			t.Fatal(err)
		}
		if _, err := s.DueCounts(t.Context(), ask.Now, ask.Decks...); err != nil {
			t.Fatal(err)
		}
	}
	review(t, s, 1, 1)
	for _, err := range []error{
		second(s.Undo(t.Context(), r.Card, r.ID, start+5, "key", nil)),
		second(s.FullCard(t.Context(), r.Card)),
		second(s.MissedCards(t.Context(), start, 5)),
		second(s.Reviews(t.Context(), r.Card)),
		second(s.Suspend(t.Context(), r.Card, true, start)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c = <-s.writing
	if err := c.Trace(0, nil); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for sql := range seen {
		if !strings.HasPrefix(sql, "SELECT") && !strings.HasPrefix(sql, "UPDATE") {
			continue
		}
		looked++
		s, _, err := c.Prepare("EXPLAIN QUERY PLAN " + sql)
		if err != nil {
			t.Fatal(err)
		}
		for s.Step() {
			step := s.ColumnText(3)
			for _, bad := range []string{"SCAN cards", "SCAN c", "SCAN t", "SCAN notes", "SCAN reviews", "SCAN k", "USE TEMP B-TREE FOR ORDER BY"} {
				if (step == bad || strings.HasPrefix(step, bad+" ")) && !allowed(sql, step) {
					t.Errorf("%s\n  %s", sql, step)
				}
			}
		}
		s.Close()
	}
	s.writing <- c
	if looked < 15 {
		t.Errorf("only %d queries were looked at", looked)
	}
}

// allowed reports whether a plan is cheaper than it looks.
func allowed(sql, step string) bool {
	// It reads backwards from the newest review and stops at the first that was not undone.
	latest := strings.HasPrefix(step, "SCAN r USING INDEX reviews_graded")
	// It sorts only the few cards that slipped in a week.
	slipped := strings.Contains(sql, "AS times") && strings.Contains(step, "TEMP B-TREE")
	return latest || slipped || strings.HasPrefix(step, "SCAN k") && strings.Contains(sql, "LIMIT")
}

func second[T any](_ T, err error) error { return err }
