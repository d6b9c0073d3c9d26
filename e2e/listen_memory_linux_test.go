package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"carrel/tools/pagememory"
)

// TestListeningKeepsItsMemoryBudget listens with both recognisers in a page that does
// nothing else. This takes 160 to 190 MB; the whole page without listening has
// memoryBudget.
func TestListeningKeepsItsMemoryBudget(t *testing.T) {
	clips := t.TempDir()
	speak(t, clips, "answer", "show answer")
	tab := browser(t)
	open(t, tab, listenPage(t, clips))
	megabytes := func() float64 {
		t.Helper()
		mb, err := pagememory.LargestMB(tab)
		if err != nil {
			t.Fatal(err)
		}
		return mb
	}
	empty := megabytes()
	js[chromedp.Void](t, tab, `wire()`)
	if problem := js[string](t, tab, `start({lang: "en", headphones: true})`); problem != "" {
		t.Fatalf("listening did not start: %s", problem)
	}
	one := megabytes()
	until(t, 60*time.Second, "the second recogniser hears", func() bool { return js[int](t, tab, `ears()`) == 2 })
	two := megabytes()
	grammar := commands(t)
	for range 5 {
		if got := js[heardEvent](t, tab, `hear(%s, 8000, "clips/answer.wav")`, grammar); got.Kind != "heard" {
			t.Errorf("show answer was reported as %+v", got)
		}
	}
	after := megabytes()
	t.Logf("empty %.0f MB, listening %.0f MB, with both recognisers %.0f MB, after five utterances %.0f MB", empty, one, two, after)
	if after > memoryBudget {
		t.Errorf("listening takes more than %d MB", memoryBudget)
	}
}
