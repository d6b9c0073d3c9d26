package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// studying grades one card after the other as fast as the program answers, and
// tells the server of each grade that was acknowledged.
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

// TestAKilledTabLosesNoReview kills the tab with its worker at random moments
// of a fast session. What was acknowledged is there when the page is opened
// again, every time. CARREL_KILLS says how often.
func TestAKilledTabLosesNoReview(t *testing.T) {
	unproven(t)
	kills := 6
	if n, err := strconv.Atoi(os.Getenv("CARREL_KILLS")); err == nil {
		kills = n
	}
	s := hostSite(t)
	root := browser(t)
	if err := chromedp.Do(root, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	opened := func() (*tab, context.CancelFunc) {
		ctx, cancel := chromedp.NewContext(root)
		b := &tab{t, ctx}
		b.prepare(s.url)
		b.ready()
		return b, cancel
	}
	b, cancel := opened()
	var deck strings.Builder
	deck.WriteString("front\tback\n")
	for i := range 6000 {
		fmt.Fprintf(&deck, "What is number %d?\tIt is %d.\n", i, i*7)
	}
	js[bool](t, b.ctx, `fetch("api/import?name=numbers.csv", {method: "POST", body: %q}).then(r => r.text()).then(text => { if (!text.includes('"result"')) throw new Error(text); return true })`, deck.String())
	b.settings(`{new_per_day: 9000, listening: false, earcons: false}`)

	acknowledged := map[string]bool{}
	for kill := range kills {
		js[bool](t, b.ctx, "%s", studying)
		time.Sleep(time.Duration(50+rand.IntN(2500)) * time.Millisecond)
		crash(b)
		cancel()
		for _, path := range s.requests() {
			if _, card, ok := strings.Cut(path, "/acknowledged/"); ok {
				acknowledged[card] = true
			}
		}
		b, cancel = opened()
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
		if len(kept) > len(acknowledged)+kill+1+kill {
			t.Logf("kill %d: %d reviews kept, %d acknowledged", kill+1, len(kept), len(acknowledged))
		}
	}
	cancel()
	if len(acknowledged) < kills {
		t.Errorf("only %d reviews were acknowledged in %d kills: the test would pass without looking", len(acknowledged), kills)
	}
	t.Logf("%d kills, %d reviews acknowledged, none lost", kills, len(acknowledged))
}

// crash ends the process of a tab as running out of memory would.
func crash(b *tab) {
	ctx, cancel := context.WithTimeout(b.ctx, 3*time.Second)
	defer cancel()
	// There is nobody left to answer.
	chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.Crash, struct{}{})
		return err
	}))
}

// graded reads from the page's backup which cards have a grade.
func (b *tab) graded() map[string]bool {
	b.t.Helper()
	lines := js[string](b.t, b.ctx, `fetch("api/export").then(r => r.text()).then(all => all.split("\n").filter(l => l.includes('"review"')).join("\n"))`)
	out := map[string]bool{}
	for _, line := range strings.Split(lines, "\n") {
		var r row
		if json.Unmarshal([]byte(line), &r) == nil && r.Review != nil && r.Review.Kind == "graded" {
			out[r.Review.Card] = true
		}
	}
	return out
}
