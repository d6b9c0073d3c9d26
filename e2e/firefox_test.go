package e2e

import (
	"strconv"
	"testing"
	"time"

	"carrel/e2e/browsertest"
)

// firefox opens a page in a new Firefox.
func firefox(t *testing.T, url string) *browsertest.Firefox {
	t.Helper()
	path := browsertest.FirefoxPath()
	if path == "" {
		missing(t, "firefox-esr is not installed: NOT SHOWN that the site works in Firefox")
	}
	f := browsertest.StartFirefox(t, path)
	f.Before(besides + ";" + watcher)
	f.Open(url)
	return f
}

// TestTheSiteInFirefoxSpeaksOn studies sixty cards by keys in Firefox while the voice
// speaks each of them: the program must not freeze. It hears the first five to the end and
// answers the others as soon as their sound is ready.
func TestTheSiteInFirefoxSpeaksOn(t *testing.T) {
	url := hostSite(t).url
	f := firefox(t, url)
	ready := func() {
		t.Helper()
		f.WaitFor(4*time.Minute, "for the program in the page", `document.querySelector("main h1, .today, .add") && !document.querySelector(".quiet-line")`)
	}
	ready()
	browsertest.Evaluate[bool](f, `(async () => {
	  for (const pack of ["capitals", "elements"]) await (await fetch("api/packs/" + pack, {method: "POST"})).text();
	  const r = await fetch("api/settings", {method: "PUT", body: JSON.stringify({profile: "desk", listening: false, new_per_day: 200, rate: 2, bury_siblings: false})});
	  if (!r.ok) throw new Error(await r.text());
	  return true;
	})()`)
	f.Open(url)
	ready()
	const spoken = `window.turns.at(-1)?.effects?.flatMap((e) => e.clips ?? []).every((c) => !c.url || window.said.has(new URL(c.url, document.baseURI).href))`
	f.WaitFor(time.Minute, "for the page to offer a session", `((b) => b && (b.click(), true))([...document.querySelectorAll("button")].find((b) => b.innerText.trim().startsWith("Study")))`)
	turn := 0
	phase := func(what string, names string) {
		t.Helper()
		f.WaitFor(time.Minute, what, `window.turns.at(-1)?.turn > `+strconv.Itoa(turn)+` && /`+names+`/.test(window.turns.at(-1).view.phase) && document.querySelector(".study.phase-" + window.turns.at(-1).view.phase)`)
		f.WaitFor(time.Minute, what+" to be spoken", spoken)
		browsertest.Evaluate[bool](f, `new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 0, true))))`)
		turn = browsertest.Evaluate[int](f, `window.turns.at(-1).turn`)
	}
	for card := range 60 {
		if card < 5 {
			phase("for a question to end", "^answering$")
		} else {
			phase("for a question", "^(asking|answering)$")
		}
		f.Key(" ")
		phase("for an answer", "^revealed$")
		f.Key("3")
	}
	f.WaitFor(time.Minute, "for sixty cards to be done", `window.turns.at(-1).view.done >= 60`)
	if said := browsertest.Evaluate[int](f, `window.said.size`); said < 90 {
		t.Errorf("the voice said only %d sentences", said)
	} else {
		t.Logf("the voice said %d sentences", said)
	}
}
