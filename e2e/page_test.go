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
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"carrel/e2e/browsertest"
)

// tab is a browser tab with Carrel's page in it.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// visit opens the page in a new browser, with a microphone that hears what the test says.
func visit(t *testing.T, url string, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	return visitIn(t, browser(t, flags...), url, microphone)
}

// beside opens a second tab in the same browser.
func (b *tab) beside(url string) *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	return visitIn(b.t, ctx, url, microphone)
}

// visitIn opens the page in a tab, after running a script.
func visitIn(t *testing.T, tabCtx context.Context, url, script string) *tab {
	t.Helper()
	b := &tab{t, tabCtx}
	// The first action starts the browser, which then lives as long as that action's context.
	if err := chromedp.Do(b.ctx); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if err := cookieFor(ctx, url); err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1100, Height: 860, DeviceScaleFactor: 1})
		return err
	}), chromedp.Navigate(url))
	return b
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// see waits until a selector matches something.
func (b *tab) see(selector string) {
	b.t.Helper()
	b.waitFor(60*time.Second, "to see "+selector, fmt.Sprintf("document.querySelector(%q) !== null", selector))
}

func (b *tab) waitFor(limit time.Duration, what, condition string) {
	b.t.Helper()
	deadline := time.Now().Add(limit)
	for {
		holds, err := evaluate[bool](b.ctx, "!!("+condition+")")
		if err != nil && !strings.Contains(err.Error(), "navigated") { // it is loading another page
			b.t.Fatalf("waiting %s: %v", what, err)
		}
		if holds {
			return
		}
		if time.Now().After(deadline) {
			b.shot("stuck")
			b.t.Fatalf("waited %v in vain %s; the page shows:\n%s", limit, what, b.text("body"))
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// click clicks the first match as a person does.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.see(selector)
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	if err := browsertest.Click(ctx, selector); err != nil {
		b.t.Fatalf("clicking %s: %v", selector, err)
	}
}

// press presses the button with a name.
func (b *tab) press(name string) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll("button, a, summary, [role=switch]")].find(e => e.checkVisibility() && (e.getAttribute("aria-label") ?? e.innerText).trim().startsWith(%q))`, name)
	b.waitFor(60*time.Second, "for the button "+name, find)
	js[bool](b.t, b.ctx, "%s.click() ?? true", find)
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return js[string](b.t, b.ctx, "document.querySelector(%q)?.innerText ?? ''", selector)
}

// phase returns the phase of the session, as the page shows it.
func (b *tab) phase() string {
	b.t.Helper()
	return js[string](b.t, b.ctx, `[...(document.querySelector(".study")?.classList ?? [])].find(c => c.startsWith("phase-"))?.slice(6) ?? ""`)
}

// say speaks into the microphone and returns when the words have been played.
func (b *tab) say(words string) {
	b.t.Helper()
	b.sayIn("en", words)
}

func (b *tab) sayIn(lang, words string) {
	b.t.Helper()
	js[bool](b.t, b.ctx, "%s", utter(b.t, lang, words))
}

// upload gives files to the page's file picker.
func (b *tab) upload(files ...string) {
	b.t.Helper()
	b.see("input[type=file]")
	b.do(chromedp.SetUploadFiles("input[type=file]", files))
}

// takeIn imports files through the page, changes settings, and reloads the page, so that
// it uses them.
func (b *tab) takeIn(settings string, files ...string) {
	b.t.Helper()
	b.upload(files...)
	b.waitFor(60*time.Second, "for the files to come in", fmt.Sprintf(`document.querySelectorAll(".job.done").length === %d`, len(files)))
	b.settings(settings)
	b.do(chromedp.Reload())
	b.waitLong("for the library", `document.querySelector(".today, .readings .reading")`)
}

// settings changes settings with a request from the page.
func (b *tab) settings(change string) {
	b.t.Helper()
	ok := js[bool](b.t, b.ctx, `fetch("api/settings", {method: "PUT", body: JSON.stringify(%s)}).then(r => r.ok)`, change)
	if !ok {
		b.t.Fatalf("the settings %s were refused", change)
	}
}

// shot takes a screenshot into e2e/out, the source of the README's pictures.
func (b *tab) shot(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.MkdirAll("out", 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join("out", name+".png"), png, 0o644)
	}
	if err != nil {
		b.t.Errorf("screenshot %s: %v", name, err)
	}
}

// files are small decks, good and bad, written for these tests.
var files = map[string]string{
	// Two rows are incomplete: they are skipped, with reasons.
	"words.csv": "front\tback\n\tan answer without a question\na question without an answer\nWhat is the capital of Iceland?\tReykjavik\nWhat is the capital of Norway?\tOslo\nWhat is the capital of Kenya?\tNairobi\nWhat is the capital of Peru?\tLima\n",
	"quiz.gift": "::Largest:: Which planet is the largest? {=Jupiter ~Saturn ~Mars}\n\n::Water:: Water boils at a lower temperature on a mountain. {T}\n\n::Metals:: Which of these are metals? {~%50%iron ~%50%copper ~%-100%sulphur}\n\n::Legs:: How many legs has a spider? {#8}\n",
	// A browser saves this when a download asks it to sign in first.
	"page.apkg": "<!doctype html><html><head><title>Sign in</title></head><body>Sign in to go on</body></html>",
	// This package is the start of an interrupted download.
	"broken-off.apkg": "PK\x03\x04\x14\x00\x00\x00\x08\x00collection.anki21 and then the train went into a tunnel",
}

// own writes one of the files above and returns its path.
func own(t *testing.T, name string) string {
	t.Helper()
	return writeFile(t, name, []byte(files[name]))
}

// writeFile writes a file and returns its path.
func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// fixture returns the path of a public fixture, or skips the test.
func fixture(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "shared", "fixtures", name))
	if err != nil {
		t.Fatal(err)
	}
	if !exists(path) {
		t.Skipf("the fixture %s is absent", name)
	}
	return path
}
