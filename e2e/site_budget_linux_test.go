package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"carrel/tools/pagememory"
)

// memoryBudget is what the page may use with 20,000 cards, in MB: 258 to 281 were measured
// on a quiet machine. Before the policy bound the program's worker it was 191; with the
// policy, the browser compiles the program anew at each visit. spokenBound adds room for
// the voice and for garbage that the browser has not collected yet; it is far below what a
// voice uses that keeps the memory of its sentences.
const (
	memoryBudget = 320
	spokenBound  = 400
)

// TestTheSiteKeepsItsMemoryBudget opens a collection of 20,000 cards in a new tab and
// studies aloud. (TestTheSiteStudiesOffline checks how much a first visit loads; `make
// bench` measures how soon a page is ready.)
func TestTheSiteKeepsItsMemoryBudget(t *testing.T) {
	s := hostSite(t)
	root := browser(t) // as learners have it: compiled code can be cached
	if err := chromedp.Do(root, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	open := func() (*tab, context.CancelFunc) {
		ctx, end := chromedp.NewContext(root)
		b := &tab{t, ctx}
		b.prepare(s.url)
		b.ready()
		return b, end
	}
	b, end := open()
	b.settings(`{new_per_day: 9000, listening: false, earcons: false}`)
	js[bool](t, b.ctx, `void fetch("api/import?name=many.csv", {method: "POST", body: "front\tback\n" + Array.from({length: 20000}, (_, i) => "What is number " + i + " of the numbers?\tNumber " + i * 7).join("\n")})
	  .then((r) => r.text()).then((text) => { if (!text.includes('"result"')) throw new Error(text.slice(-300)); }).then(() => window.came = "in", (e) => window.came = e.message) ?? true`)
	b.waitLong("for the import", `window.came`)
	if came := js[string](t, b.ctx, `window.came`); came != "in" {
		t.Fatalf("the import of 20,000 cards: %s", came)
	}
	until(t, 3*time.Minute, "for the voice to be kept", func() bool {
		return js[bool](t, b.ctx, `caches.keys().then(k => Promise.all(k.map(async n => (await (await caches.open(n)).keys()).map(r => r.url)))).then(l => l.flat().some(u => u.includes("flite-")))`)
	})
	end()
	// The browser caches compiled code for every visit after the first ones.
	_, end = open()
	time.Sleep(5 * time.Second)
	end()

	b, end = open()
	defer end()
	time.Sleep(5 * time.Second)
	if n := ask[struct{ Total int }](b, "GET", "api/cards?limit=1", "").Total; n != 20_000 {
		t.Fatalf("there are %d cards", n)
	}
	opened, err := pagememory.LargestMB(root)
	if err != nil {
		t.Fatal(err)
	}
	js[bool](t, b.ctx, `void (async () => {
	  let clips = 0;
	  const event = async (e) => {
	    const r = await fetch("api/session", {method: "POST", body: JSON.stringify(e)});
	    if (!r.ok) throw new Error(await r.text());
	    for (const effect of (await r.json()).effects ?? []) {
	      for (const clip of effect.clips ?? []) if (clip.url) { await (await fetch(clip.url)).arrayBuffer(); clips++; }
	    }
	  };
	  await event({event: "start", profile: "desk"});
	  for (let i = 0; i < 30; i++) {
	    await event({event: "command", command: "show", how: "key"});
	    await event({event: "command", command: "good", how: "key"});
	    await event({event: "clip_ended"});
	  }
	  return clips;
	})().then((n) => window.clips = n, (e) => { document.title = e.message; window.clips = -1; }) ?? true`)
	b.waitLong("for thirty spoken cards", `window.clips`)
	clips := js[int](t, b.ctx, `window.clips`)
	if clips < 60 {
		t.Errorf("%d clips were spoken: %s", clips, js[string](t, b.ctx, `document.title`))
	}
	time.Sleep(5 * time.Second)
	studied, err := pagememory.LargestMB(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("with 20,000 cards the page takes %.0f MB, after 30 spoken cards %.0f MB", opened, studied)
	if opened > memoryBudget {
		t.Errorf("opened it takes more than the budget of %d MB", memoryBudget)
	}
	if studied > spokenBound {
		t.Errorf("spoken to, it takes more than %d MB: the voice does not give its memory back", spokenBound)
	}
}
