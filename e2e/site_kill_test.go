package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// studying grades one card after another as fast as the program answers, and reports each
// acknowledged grade to the server.
const studying = `(() => {
  const event = async (e) => {
    const r = await fetch("api/session", {method: "POST", body: JSON.stringify(e)});
    if (!r.ok) throw new Error(await r.text());
    return (await r.json()).view;
  };
  (async () => {
    let view = await event({event: "start", profile: "desk"});
    for (;;) {
      const {card, done} = await event({event: "command", command: "show", how: "key"});
      view = await event({event: "command", command: "good", how: "key"});
      if (view.done > done) void fetch("acknowledged/" + card.id).catch(() => {});
      await event({event: "clip_ended"});
    }
  })().catch((e) => document.title = "stopped: " + e);
  return true;
})()`

// TestAKilledTabLosesNoReview kills the tab with its worker at random moments of a fast
// session: its process crashes, it navigates elsewhere, or only its worker is killed,
// which is the cheapest and most frequent way. After every restart all acknowledged grades
// must be there. CARREL_KILLS sets the number of kills. A kill, the next start and the
// first grade take a second and a half of processor time; `make soak` does two thousand.
func TestAKilledTabLosesNoReview(t *testing.T) {
	kills := 100
	if n, err := strconv.Atoi(os.Getenv("CARREL_KILLS")); err == nil {
		kills = n
	}
	s := hostSite(t)
	root := siteBrowser(t)
	b, end := s.bare(t, root)
	var deck strings.Builder
	deck.WriteString("front\tback\n")
	for i := range 20 * (kills + 10) {
		fmt.Fprintf(&deck, "What is number %d?\tIt is %d.\n", i, i*7)
	}
	js[bool](t, b.ctx, `fetch("api/import?name=numbers.csv", {method: "POST", body: %q}).then(r => r.text()).then(text => { if (!text.includes('"result"')) throw new Error(text); return true })`, deck.String())
	b.settings(`{new_per_day: 9000, listening: false, earcons: false}`)

	acknowledged := map[string]bool{}
	for kill := range kills {
		before := len(acknowledged)
		js[bool](t, b.ctx, "%s", studying)
		// A kill before the first grade would show nothing.
		until(t, 60*time.Second, "a grade is acknowledged", func() bool { return s.acknowledged(acknowledged) > before })
		time.Sleep(time.Duration(rand.IntN(600)) * time.Millisecond)
		switch {
		case kill%5 == 0:
			crash(b)
			end()
			b, end = s.bare(t, root)
		case kill%10 == 3:
			b.do(chromedp.Navigate("about:blank"))
			end()
			b, end = s.bare(t, root)
		default:
			js[bool](t, b.ctx, `killWorker()`)
			b.programReady()
		}
		s.acknowledged(acknowledged)
		kept := b.graded()
		lost := 0
		for card := range acknowledged {
			if !kept[card] {
				lost++
			}
		}
		if lost > 0 {
			t.Fatalf("kill %d lost %d of %d acknowledged reviews", kill+1, lost, len(acknowledged))
		}
		if len(kept) > len(acknowledged)+2*(kill+1) {
			t.Logf("kill %d: %d reviews kept, %d acknowledged", kill+1, len(kept), len(acknowledged))
		}
	}
	end()
	t.Logf("%d kills, %d reviews acknowledged, none lost", kills, len(acknowledged))
}

// acknowledged adds the cards that the page reported as acknowledged to cards, and returns
// how many there are.
func (s *staticSite) acknowledged(cards map[string]bool) int {
	for _, path := range s.requests() {
		if _, card, ok := strings.Cut(path, "/acknowledged/"); ok {
			cards[card] = true
		}
	}
	return len(cards)
}

// graded reads from the page's backup which cards have a grade. If there is no answer
// within a minute, it ends the test with what the page says.
func (b *tab) graded() map[string]bool {
	b.t.Helper()
	lines := js[string](b.t, b.ctx, `Promise.race([
	  fetch("api/export").then(r => r.text()).then(all => all.split("\n").filter(l => l.includes('"review"')).join("\n")),
	  new Promise(done => setTimeout(done, 60000, "late: " + document.title)),
	])`)
	if strings.HasPrefix(lines, "late: ") {
		b.t.Fatalf("the backup did not come; the page was %q when it was asked for, and is %q", lines[6:], js[string](b.t, b.ctx, "document.title"))
	}
	out := map[string]bool{}
	for _, line := range strings.Split(lines, "\n") {
		var r row
		if json.Unmarshal([]byte(line), &r) == nil && r.Review != nil && r.Review.Kind == "graded" {
			out[r.Review.Card] = true
		}
	}
	return out
}
