package app

import (
	"context"
	"testing"
)

func TestADeadlineSaysHowManyNewCardsADayItTakes(t *testing.T) {
	ctx := context.Background()
	a, _ := open(t, t.TempDir()) // the clock stands at 23 November 2026
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
