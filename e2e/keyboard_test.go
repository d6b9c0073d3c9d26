package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// key presses a key, wherever the focus is. The focus must be somewhere: without it,
// people who use no pointer cannot use the page.
func (b *tab) key(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
}

// alt presses a letter with Alt, as commands need it while a card waits for an answer.
func (b *tab) alt(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierAlt)))
}

// undo presses Ctrl-Z.
func (b *tab) undo() {
	b.t.Helper()
	b.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
}

// focused names the element with the focus and says whether the focus is visible.
type focused struct {
	Tag, Name string
	Index     int
	Shown     bool
}

// where returns the element with the focus. Index is the number that reachAll gave it, or
// -1 if nothing has the focus.
func (b *tab) where() focused {
	b.t.Helper()
	return js[focused](b.t, b.ctx, `(() => {
	  const e = document.activeElement;
	  if (!e || e === document.body) return {Tag: "", Name: "", Index: -1, Shown: false};
	  const s = getComputedStyle(e), box = e.getBoundingClientRect();
	  const ringed = (x) => { const c = getComputedStyle(x); return c.outlineStyle !== "none" && parseFloat(c.outlineWidth) > 0 || c.boxShadow !== "none"; };
	  const ring = ringed(e) || (e.parentElement !== null && (ringed(e.parentElement) || e.nextElementSibling !== null && ringed(e.nextElementSibling)));
	  return {
	    Tag: e.tagName.toLowerCase(),
	    Name: (e.getAttribute("aria-label") ?? (e.labels?.[0]?.innerText || e.innerText || "")).trim().split("\n")[0],
	    Index: window.marks?.get(e) ?? 0,
	    Shown: (ring || e.type === "date") && // the browser marks the parts of a date itself
	      box.width > 0 && box.height > 0 && s.visibility === "visible",
	  };
	})()`)
}

// tabTo presses Tab until an element with the name has the focus.
func (b *tab) tabTo(name string) {
	b.t.Helper()
	var seen []string
	for range 120 {
		if at := b.where(); strings.HasPrefix(at.Name, name) && at.Tag != "main" {
			return
		} else {
			seen = append(seen, at.Name)
		}
		b.key(kb.Tab)
	}
	b.shot("stuck")
	b.t.Fatalf("Tab never reached %q; it went over %q", name, seen)
}

// reachAll tabs through the page once. It reports every control that did not get the
// focus, or whose focus was not visible.
func (b *tab) reachAll(page string) {
	b.t.Helper()
	wanted := js[map[string]string](b.t, b.ctx, `(() => {
	  const out = {}, radios = new Set();
	  window.marks = new Map(); // an element to its number, from 1
	  for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
	    if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) continue;
	    if (e.type === "radio") {
	      const group = [...document.querySelectorAll("input[type=radio]")].filter(r => r.name === e.name);
	      if (radios.has(e.name) || (group.some(r => r.checked) && !e.checked)) continue;
	      radios.add(e.name);
	    }
	    marks.set(e, marks.size + 1);
	    out[marks.get(e)] = e.tagName.toLowerCase() + " " + (e.getAttribute("aria-label") ?? (e.labels?.[0]?.innerText || e.innerText || "")).trim().split("\n")[0];
	  }
	  document.activeElement?.blur();
	  window.scrollTo(0, 0);
	  return out;
	})()`)
	reached := map[string]bool{}
	first := 0
	for range 2*len(wanted) + 8 {
		b.key(kb.Tab)
		at := b.where()
		if at.Index <= 0 {
			continue // the browser's own controls, between the page's end and its start
		}
		if at.Index == first && len(reached) > 1 {
			break
		}
		if first == 0 {
			first = at.Index
		}
		if !at.Shown {
			b.t.Errorf("%s: the focus does not show on %s %q", page, at.Tag, at.Name)
		}
		reached[fmt.Sprint(at.Index)] = true
	}
	for index, name := range wanted {
		if !reached[index] {
			b.t.Errorf("%s: Tab does not reach %s", page, name)
		}
	}
	if len(wanted) < 4 {
		b.t.Errorf("%s: only %d controls were found", page, len(wanted))
	}
}

// TestTabReachesEverything checks every page with the Tab key alone.
func TestTabReachesEverything(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see(".packs .button")
	b.reachAll("first run")
	b.upload(fixture(t, "anki/mixed-legacy-2.apkg"))
	b.see(".job.done")
	b.see(".decks a")
	b.reachAll("library")
	b.click(".decks tbody a")
	b.see("details.deck-settings")
	b.press("Deck settings")
	b.waitFor(60*time.Second, "for the cards", `document.querySelector("main table tbody tr, main .cards li") !== null`)
	b.reachAll("deck")
	for _, page := range []string{"progress", "settings", "about"} {
		b.do(chromedp.Navigate(p.url + "/#/" + page))
		b.see("main h1")
		js[bool](t, b.ctx, `document.querySelectorAll("main details").forEach(d => d.open = true) ?? true`)
		b.waitFor(60*time.Second, "for the page to be still", `document.querySelector(".quiet-line") === null`)
		b.reachAll(page)
	}
	b.do(chromedp.Navigate(p.url + "/#/library"))
	b.press("Study")
	b.await(0, "answering")
	b.reachAll("study, a question")
	js[bool](t, b.ctx, `document.getElementById("content").focus() ?? true`)
	b.alt("p")
	b.await(1, "paused")
	b.reachAll("study, paused")
}

// TestTypingGoesToTheAnswer types an answer on a card without a press on the field
// before. Its letters are commands elsewhere, and none may run.
func TestTypingGoesToTheAnswer(t *testing.T) {
	t.Parallel()
	onBothHosts(t, func(t *testing.T, h host) {
		b := h.visit()
		b.see(".packs .button")
		b.takeIn(`{rate: 2, listening: false}`, own(t, "words.csv"))
		b.press("Study")
		now := b.await(0, "answering")
		b.waitFor(60*time.Second, "for the field to have the focus", `document.activeElement?.id === "answer-field"`)
		const typed = "house spun 123 -+"
		for _, r := range typed {
			b.key(string(r))
		}
		if got := js[string](t, b.ctx, `document.activeElement?.value`); got != typed {
			t.Errorf("the field holds %q, not %q", got, typed)
		}
		if after := b.turn(); after.Turn != now.Turn || after.View.Phase != "answering" {
			t.Errorf("typing led to turn %d, %s", after.Turn, after.View.Phase)
		}
		js[bool](t, b.ctx, `(document.activeElement.select(), document.execCommand("delete"), document.getElementById("content").focus()) ?? true`)
		b.key("h")
		b.waitFor(60*time.Second, "for a letter to go to the field", `document.activeElement?.value === "h"`)
		b.key(kb.Backspace)
		b.alt("?")
		b.see("dialog .key-sheet")
		b.accessible("study, keys")
		b.shot("keys")
		b.key(kb.Escape)
		b.waitFor(60*time.Second, "for the list of keys to close", `document.querySelector("dialog") === null`)
		b.key(" ")
		now = b.await(now.Turn, "revealed")
		b.waitFor(60*time.Second, "for Good to have the focus", `document.activeElement?.classList.contains("grade-good")`)
		b.key(kb.Enter)
		now = b.await(now.Turn, "asking", "answering")
		b.undo()
		if now = b.await(now.Turn, "asking", "answering", "revealed"); now.View.Done != 0 {
			t.Errorf("after Ctrl-Z %d cards are done", now.View.Done)
		}
	})
}
