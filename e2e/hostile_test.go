package e2e

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// midStudy serves two small decks and starts a session with them.
func midStudy(t *testing.T, settings string) (*program, *tab, turn) {
	t.Helper()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.takeIn(settings, own(t, "words.csv"), own(t, "quiz.gift"))
	b.press("Study")
	return p, b, b.await(0, "answering")
}

// When the microphone is refused, the page says so plainly and everything works with
// buttons.
func TestMicrophoneRefused(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visitIn(t, browser(t, chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("deny-permission-prompts", true)), p.url, watcher)
	b.upload(own(t, "words.csv"))
	b.see(".job.done")
	b.press("Listening")
	b.see(".mic-line.problem")
	if said := b.text(".mic-line.problem"); !strings.Contains(said, "not allowed") || !strings.Contains(said, "buttons") {
		t.Errorf("a refused microphone is reported as %q", said)
	}
	if b.attribute(".mic", "aria-checked") != "false" {
		t.Error("the switch claims to be on")
	}
	b.press("Study")
	card := b.await(0, "answering").View.Card.ID
	b.press("Show answer")
	b.await(0, "revealed")
	b.press("Good")
	b.waitFor(60*time.Second, "for the next card", `window.turns.at(-1).view.done === 1`)
	p.kill()
	kept, _ := kept(t, p, "touch")
	sameGrades(t, []graded{{card, 3}}, kept)
}

// When the program stops, the page says that Carrel does not answer, and continues with
// the same card when it does.
func TestProgramStopped(t *testing.T) {
	t.Parallel()
	p, b, now := midStudy(t, `{rate: 2}`)
	card := now.View.Card.ID
	p.kill()
	b.press("Show answer")
	b.waitFor(60*time.Second, "for the page to say so", `document.querySelector("[role=alert] .banner") !== null`)
	said := b.text("[role=alert]")
	if !strings.Contains(said, "Carrel does not answer") || !strings.Contains(said, "Nothing you graded is lost") {
		t.Errorf("a stopped program is reported as %q", said)
	}
	if b.phase() == "revealed" {
		t.Error("the page showed an answer it cannot have")
	}
	p.startAgain()
	// The page retries by itself from time to time; the button retries at once.
	js[bool](t, b.ctx, `[...document.querySelectorAll("[role=alert] button")].find(e => e.innerText.trim() === "Try again")?.click() ?? true`)
	b.waitFor(60*time.Second, "for the banner to go", `document.querySelector("[role=alert] .banner") === null`)
	again := b.await(now.Turn, "asking", "answering")
	if again.View.Card.ID != card {
		t.Errorf("after the restart another card is asked")
	}
	b.press("Show answer")
	b.await(again.Turn, "revealed")
	b.press("Good")
	b.waitFor(60*time.Second, "for the next card", `window.turns.at(-1).view.card.id !== "`+card+`"`)
	p.kill()
	kept, _ := kept(t, p, "touch")
	sameGrades(t, []graded{{card, 3}}, kept)
}

// Each bad file gets a plain sentence, and the good one is imported.
func TestDropGoodAndBadFiles(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see(".drop")
	b.drop(own(t, "page.apkg"), own(t, "words.csv"), own(t, "broken-off.apkg"))
	b.waitFor(60*time.Second, "for the files", `document.querySelectorAll(".job.done, .job.failed").length === 3`)
	for _, bad := range []string{"page.apkg", "broken-off.apkg"} {
		said := js[string](t, b.ctx, `[...document.querySelectorAll(".job.failed")].find(e => e.innerText.includes(%q))?.querySelector("h3 ~ p")?.innerText ?? ""`, bad)
		t.Logf("%s: %s", bad, said)
		if !strings.Contains(said, bad) || strings.Count(said, ". ") > 0 || len(said) > 240 {
			t.Errorf("%s is answered with %q, want one plain sentence that names it", bad, said)
		}
		for _, jargon := range []string{"zip:", "EOF", "sqlite", "panic", "nil", "0x"} {
			if strings.Contains(said, jargon) {
				t.Errorf("%s is answered with jargon: %q", bad, said)
			}
		}
	}
	var cards struct{ Total int }
	p.get("/api/cards", &cards)
	if cards.Total != 4 {
		t.Errorf("%d cards are in, want the 4 of the good file", cards.Total)
	}
}

// drop drags files from outside over the page and drops them. It dispatches events in the
// page: a drag through the browser's input pipeline needs the machine's only pointer, and
// fails while another browser has it.
func (b *tab) drop(files ...string) {
	b.t.Helper()
	js[bool](b.t, b.ctx, `document.body.append(Object.assign(document.createElement("input"), {type: "file", id: "outside", multiple: true, hidden: true})) ?? true`)
	b.do(chromedp.SetUploadFiles("#outside", files))
	over := js[bool](b.t, b.ctx, `(async () => {
		const input = document.querySelector("#outside"), data = new DataTransfer();
		for (const file of input.files) data.items.add(file);
		input.remove();
		const fire = kind => window.document.querySelector(".drop").dispatchEvent(
			new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
		fire("dragenter");
		fire("dragover");
		await new Promise(r => setTimeout(r, 50));
		const shown = document.querySelector(".shell.dropping") !== null;
		fire("drop");
		return shown && data.files.length === %d;
	})()`, len(files))
	if !over {
		b.t.Error("the page does not show that files may be dropped")
	}
}

// TestEraseEverything checks that the page asks for the words of confirmation and that
// nothing is left afterwards, either on the page or on the disk.
func TestEraseEverything(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.upload(own(t, "words.csv"))
	b.see(".job.done")
	p.study(2)
	if !onDisk(t, p.home, "Reykjavik") {
		t.Fatal("the cards are not on the disk to begin with, so this test shows nothing")
	}
	b.do(chromedp.Navigate(p.url + "/#/settings"))
	b.press("Erase everything")
	b.see("dialog[open] input")
	enabled := func() bool {
		return js[bool](t, b.ctx, `!document.querySelector("dialog[open] .danger").disabled`)
	}
	if enabled() {
		t.Error("everything can be erased without the words")
	}
	b.click("dialog[open] input")
	b.key("erase everythin")
	if enabled() {
		t.Error("everything can be erased with the wrong words")
	}
	b.key("g")
	if !enabled() {
		t.Fatal("the right words do not open the way")
	}
	b.click("dialog[open] .danger")
	b.see(".first")
	var status struct{ Empty, Session bool }
	p.get("/api/status", &status)
	if !status.Empty || status.Session {
		t.Errorf("afterwards the program says %+v", status)
	}
	p.kill()
	if onDisk(t, p.home, "Reykjavik") {
		t.Error("an answer can still be read from the disk")
	}
}

// onDisk reports whether a file below a folder contains some bytes.
func onDisk(t *testing.T, dir, what string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			return nil
		}
		found = found || bytes.Contains(b, []byte(what))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// After a reload in the middle of a card nothing speaks or moves on until a press, even in
// a profile that moves on by itself.
func TestReloadPauses(t *testing.T) {
	t.Parallel()
	p, b, now := midStudy(t, `{profile: "hands-free", rate: 2, listening: true, answer_gap_ms: 1000}`)
	b.do(chromedp.Reload())
	b.waitFor(60*time.Second, "for the way on", `[...document.querySelectorAll("button")].some(e => e.innerText.trim() === "Go on")`)
	time.Sleep(2500 * time.Millisecond)
	quiet := js[[]string](t, b.ctx, `performance.getEntriesByType("resource").map(e => e.name).filter(n => /api\/(clip|earcon)/.test(n))`)
	if len(quiet) > 0 {
		t.Errorf("after the reload the page fetched sounds by itself: %q", quiet)
	}
	if js[bool](t, b.ctx, `document.querySelector(".mic").getAttribute("aria-checked") === "true"`) {
		t.Error("after the reload the microphone opened by itself")
	}
	var waits turn
	p.get("/api/session", &waits)
	if waits.View.Phase != "paused" {
		t.Errorf("after the reload the session is %s, want paused", waits.View.Phase)
	}
	b.press("Go on")
	if again := b.await(now.Turn, "asking", "answering"); again.View.Card.ID != now.View.Card.ID || again.View.Done != 0 {
		t.Errorf("after the reload another card is asked")
	}
}

// A press in an outdated tab does not grade a card that the tab does not show.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	p, b, now := midStudy(t, `{rate: 2}`)
	first := now.View.Card.ID
	b.press("Show answer")
	b.await(now.Turn, "revealed")

	c := b.beside(p.url + "/#/study")
	c.press("Go on")
	if at := c.await(0, "asking", "answering", "revealed"); at.View.Card.ID != first {
		t.Errorf("the second tab asks another card")
	} else if at.View.Phase != "revealed" {
		c.press("Show answer")
		c.await(at.Turn, "revealed")
	}
	c.press("Easy")
	c.waitFor(60*time.Second, "for the next card", `window.turns.at(-1).view.card.id !== "`+first+`"`)
	c.await(0, "answering")

	// The first tab still shows the first card with its answer.
	b.press("Good")
	time.Sleep(time.Second)
	if shows := b.turn(); shows.View.Done != 1 {
		t.Errorf("the tab left behind shows %d cards done after its press, want the 1 of the other tab", shows.View.Done)
	}
	p.kill()
	kept, _ := kept(t, p, "touch")
	sameGrades(t, []graded{{first, 4}}, kept)
}

// attribute reads an attribute of the first match.
func (b *tab) attribute(selector, name string) string {
	b.t.Helper()
	return js[string](b.t, b.ctx, `document.querySelector(%q)?.getAttribute(%q) ?? ""`, selector, name)
}
