package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestSoundsThatFailAreToldAndTheTurnGoesOn makes every sound except silence fail, in each possible
// way. The page says so, and still reports the ends of the sounds to the session.
func TestSoundsThatFailAreToldAndTheTurnGoesOn(t *testing.T) {
	for name, play := range map[string]string{
		"is refused":   `return Promise.reject(new DOMException("no decoder", "NotSupportedError"))`,
		"breaks off":   `return Promise.reject(new DOMException("the device went away", "AbortError"))`,
		"throws":       `return Promise.reject(new TypeError("odd"))`,
		"never begins": `return Promise.resolve()`,
		"never is":     `return new Promise(() => {})`,
		"never ends":   `const e = this; return was.call(e).then(() => { e.playbackRate = 0; })`,
	} {
		t.Run(name, func(t *testing.T) {
			tab, url, _, api := openPages(t)
			before(t, tab, `{ const was = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = function () { if (this.loop) return was.call(this); `+play+` }; }`)
			begin(t, tab, url, "flow")
			until(t, func() bool {
				return run[bool](t, tab, `document.body.innerText.includes("A sound could not be played")`)
			},
				func() string { return "it was never told; the session heard " + strings.Join(api.sent(), ", ") })
			want := []string{"start", "silence", "clip_ended"}
			until(t, func() bool { return len(api.sent()) >= len(want) }, func() string { return strings.Join(api.sent(), ", ") })
			if got := api.sent(); !slices.Equal(got, want) {
				t.Errorf("the session was told %v, want %v", got, want)
			}
		})
	}
}

// TestAProgramThatHangsIsTold lets the program take calls and answer none. The page says so, and
// continues when the program answers again.
func TestAProgramThatHangsIsTold(t *testing.T) {
	tab, url, _, api := openPages(t)
	for _, s := range states {
		if s.name == "study-answering" {
			show(t, tab, url, s)
		}
	}
	until(t, func() bool { return slices.Contains(api.sent(), "command resume") }, func() string { return strings.Join(api.sent(), ", ") })
	const told = `document.querySelector("[role=alert] .banner")?.innerText.includes("has not answered for some seconds") ?? false`
	api.hangs.Store(true)
	run[any](t, tab, `document.activeElement?.blur()`)
	until(t, func() bool {
		if err := chromedp.Do(tab, chromedp.KeyEvent("r", chromedp.KeyModifiers(chromedp.ModifierAlt))); err != nil {
			t.Fatal(err)
		}
		return run[bool](t, tab, told)
	}, func() string { return "the page never said that the program hangs" })
	api.hangs.Store(false)
	until(t, func() bool { return !run[bool](t, tab, told) }, func() string { return "the banner stayed" })
	until(t, func() bool { return slices.Contains(api.sent(), "command repeat") }, func() string { return strings.Join(api.sent(), ", ") })
}

// before runs a script before the scripts of every page that is opened from now on.
func before(t *testing.T, tab context.Context, script string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})); err != nil {
		t.Fatal(err)
	}
}
