package library

import (
	"context"
	"testing"
	"time"
)

func TestADeadlineSaysHowManyNewCardsADayItTakes(t *testing.T) {
	ctx := context.Background()
	a := openAt(t, t.TempDir(), &wall{time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)})
	install(t, a, "capitals")
	decks, err := a.Decks(ctx)
	if err != nil || len(decks) != 1 || decks[0].NewPerDay != 0 {
		t.Fatalf("without a deadline: %+v, %v", decks, err)
	}
	unseen := decks[0].Cards
	for day, want := range map[string]int{
		"2026-12-10": (unseen + 9) / 10, // 17 days left, of which the last 7 bring no new cards
		"2026-11-25": unseen,
		"2026-11-20": 0, // the deadline has passed
		"":           0,
	} {
		d, err := a.ChangeDeck(ctx, decks[0].ID.String(), DeckChange{Deadline: &day})
		if err != nil || d.NewPerDay != want {
			t.Errorf("by %q: %d new cards a day, want %d of %d, %v", day, d.NewPerDay, want, unseen, err)
		}
	}
}
