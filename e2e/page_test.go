package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tab is a browser tab with Carrel's page in it.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// visit opens the page in a browser of its own, with a microphone that hears
// what the test says.
func visit(t *testing.T, url string, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	b := &tab{t, browser(t, flags...)}
	// The first action starts the browser, which lives as long as its context.
	if err := chromedp.Do(b.ctx); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: microphone}); err != nil {
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
	b.waitFor(20*time.Second, "to see "+selector, fmt.Sprintf("document.querySelector(%q) !== null", selector))
}

func (b *tab) waitFor(limit time.Duration, what, condition string) {
	b.t.Helper()
	deadline := time.Now().Add(limit)
	for !js[bool](b.t, b.ctx, "!!(%s)", condition) {
		if time.Now().After(deadline) {
			b.shot("stuck")
			b.t.Fatalf("waited %v in vain %s; the page shows:\n%s", limit, what, b.text("body"))
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// click presses the first match as a person would.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.see(selector)
	b.do(chromedp.Click(selector))
}

// press presses the button that says name.
func (b *tab) press(name string) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll("button, a, summary, [role=switch]")].find(e => e.checkVisibility() && (e.getAttribute("aria-label") ?? e.innerText).trim().startsWith(%q))`, name)
	b.waitFor(20*time.Second, "for the button "+name, find)
	js[bool](b.t, b.ctx, "%s.click() ?? true", find)
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return js[string](b.t, b.ctx, "document.querySelector(%q)?.innerText ?? ''", selector)
}

// phase is where the conversation stands, as the page shows it.
func (b *tab) phase() string {
	b.t.Helper()
	return js[string](b.t, b.ctx, `[...(document.querySelector(".study")?.classList ?? [])].find(c => c.startsWith("phase-"))?.slice(6) ?? ""`)
}

// say speaks into the microphone and returns when the words are out.
func (b *tab) say(words string) {
	b.t.Helper()
	js[bool](b.t, b.ctx, "%s", utter(b.t, words))
}

// upload gives files to the page's file picker.
func (b *tab) upload(files ...string) {
	b.t.Helper()
	b.see("input[type=file]")
	b.do(chromedp.SetUploadFiles("input[type=file]", files))
}

// settings changes settings through the page's own connection.
func (b *tab) settings(change string) {
	b.t.Helper()
	ok := js[bool](b.t, b.ctx, `fetch("api/settings", {method: "PUT", body: JSON.stringify(%s)}).then(r => r.ok)`, change)
	if !ok {
		b.t.Fatalf("the settings %s were refused", change)
	}
}

// shot takes a screenshot into e2e/out, which the README's pictures come from.
func (b *tab) shot(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
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

// fixture is a file by others, or the test is skipped.
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
