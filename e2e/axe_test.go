package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe returns the source of axe-core, which checks a page for barriers to people with
// disabilities.
func axe(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "web", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		missing(t, "axe-core is not there: run npm ci --prefix web")
	}
	return string(b)
}

// look sets the colour scheme and the width of the tab, in CSS pixels.
func (b *tab) look(theme string, width, height int64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		if err == nil {
			_, err = chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
		}
		return err
	}))
}

// accessible reports every violation of axe's rules on the current page, light and dark,
// and wide and as narrow as a phone or a fourfold zoom. It also reports a page that
// scrolls sideways.
func (b *tab) accessible(name string) {
	b.t.Helper()
	if !js[bool](b.t, b.ctx, `typeof axe === "object"`) {
		js[bool](b.t, b.ctx, "%s; true", axe(b.t))
	}
	defer b.look("light", 1100, 860)
	for _, theme := range []string{"light", "dark"} {
		for _, size := range [][2]int64{{1100, 860}, {320, 640}} {
			b.look(theme, size[0], size[1])
			where := fmt.Sprintf("%s, %s, %d pixels wide", name, theme, size[0])
			found := js[[]string](b.t, b.ctx, `(async () => {
			  await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
			  const {violations, passes} = await axe.run(document, {resultTypes: ["violations"]});
			  if (passes.length < 10) throw new Error("axe checked next to nothing");
			  return violations.map(v => v.id + ": " + v.help + "; " + v.nodes.map(n => n.target.join(" ") + " (" + (n.any[0]?.message ?? "") + ")").join("; "));
			})()`)
			for _, f := range found {
				b.t.Errorf("%s: %s", where, f)
			}
			if wide := js[int64](b.t, b.ctx, `document.documentElement.scrollWidth`); wide > size[0] {
				who := js[string](b.t, b.ctx, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map(e => e.tagName + "." + e.className).join(", ")`)
				b.t.Errorf("%s: the page is %d pixels wide and has to be scrolled sideways, because of %s", where, wide, who)
			}
			if len(found) > 0 {
				b.shot("axe-" + strings.NewReplacer(" ", "-", ",", "").Replace(where))
			}
		}
	}
}

// TestAxeSeesFaults shows that the check can fail.
func TestAxeSeesFaults(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see(".packs .button")
	js[bool](t, b.ctx, "%s; true", axe(t))
	found := js[[]string](t, b.ctx, `(async () => {
	  const img = document.createElement("img");
	  img.src = "icon-512.png";
	  document.querySelector("main").append(img);
	  return (await axe.run(document)).violations.map(v => v.id);
	})()`)
	if len(found) != 1 || found[0] != "image-alt" {
		t.Errorf("a picture without a text was reported as %q, want image-alt alone", found)
	}
}

// TestPagesAreAccessible checks every page of the library.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see(".packs .button")
	b.accessible("first run")

	bad := own(t, "page.apkg")
	b.upload(own(t, "words.csv"), bad, own(t, "quiz.gift"))
	b.waitFor(60*time.Second, "for the files", `document.querySelectorAll(".job.done, .job.failed").length === 3`)
	js[bool](t, b.ctx, `document.querySelectorAll(".jobs details").forEach(d => d.open = true) ?? true`)
	if !js[bool](t, b.ctx, `document.querySelector(".jobs details table tbody tr") !== null`) {
		t.Error("nothing was skipped, so the list of skipped things is not checked")
	}
	b.see(".decks a")
	b.accessible("library with the outcome of an import")

	b.click(".decks tbody a")
	b.see("details.deck-settings")
	b.press("Deck settings")
	b.waitFor(60*time.Second, "for the cards", `document.querySelector("main table tbody tr, main .cards li") !== null`)
	b.accessible("deck")
	b.press("Erase this deck")
	b.see("dialog[open]")
	b.accessible("deck, asking before it erases")
	b.press("Cancel")

	p.study(6)
	b.do(chromedp.Navigate(p.url + "/#/progress"))
	b.see(".plot canvas")
	js[bool](t, b.ctx, `document.querySelectorAll("main details").forEach(d => d.open = true) ?? true`)
	b.accessible("progress")
	b.do(chromedp.Navigate(p.url + "/#/settings"))
	b.see(".leaves li")
	js[bool](t, b.ctx, `document.querySelectorAll("main details").forEach(d => d.open = true) ?? true`)
	b.accessible("settings")
	b.do(chromedp.Navigate(p.url + "/#/about"))
	b.press("Show the licences")
	b.see(".licences")
	b.accessible("about")
	b.do(chromedp.Navigate(p.url + "/#/nowhere"))
	b.see("main h1")
	b.accessible("no such page")
}

// TestStudyIsAccessible checks the phases of a session.
func TestStudyIsAccessible(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.takeIn(`{rate: 2, listening: false}`, own(t, "words.csv"), own(t, "quiz.gift"))

	js[bool](t, b.ctx, `window.holdClips = new Promise(r => window.releaseClips = r), true`)
	b.press("Study")
	b.await(0, "asking")
	b.accessible("study, asking")
	js[bool](t, b.ctx, `window.holdClips = null, window.releaseClips(), true`)
	now := b.await(0, "answering")
	b.accessible("study, answering")
	js[bool](t, b.ctx, `window.insteadOfNext = {event: "heard", text: %q, confidence: 0.5, verdict: "ask", how: "voice"}, true`, b.answers()[now.View.Card.Text])
	b.alt("r")
	now = b.await(now.Turn, "confirming")
	b.accessible("study, confirming")
	b.key("n")
	now = b.await(now.Turn, "asking", "answering")
	b.key(" ")
	now = b.await(now.Turn, "revealed")
	b.see(".grades")
	b.accessible("study, revealed")
	b.key("3")
	now = b.await(now.Turn, "asking", "answering")
	b.alt("p")
	now = b.await(now.Turn, "paused")
	b.accessible("study, paused")
	b.do(chromedp.Reload())
	b.press("Go on")
	now = b.await(0, "asking", "answering")
	for range 40 { // until a question with choices
		if js[bool](t, b.ctx, `document.querySelector(".choices button") !== null`) {
			break
		}
		b.alt("s")
		now = b.await(now.Turn, "asking", "answering", "finished")
	}
	b.see(".choices button")
	b.accessible("study, choices")
	b.key(kb.Escape)
	b.await(now.Turn, "finished")
	b.accessible("study, finished")

	for _, profile := range []string{"hands-free", "driving", "one-switch"} {
		b.settings(fmt.Sprintf(`{profile: %q}`, profile))
		b.do(chromedp.Navigate(p.url+"/#/library"), chromedp.Reload())
		b.press("Study")
		now := b.await(0, "asking", "answering")
		b.accessible("study, " + profile)
		b.press("Stop")
		b.await(now.Turn, "finished")
	}
}
