package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"carrel/e2e/browsertest"
)

// TestSoundsEndAndTimePasses runs a session without a microphone in a real browser. The time to
// answer starts at the end of the question, silence follows, and the page reports the end of the
// last words.
func TestSoundsEndAndTimePasses(t *testing.T) {
	tab, url, _, api := openPages(t)
	begin(t, tab, url, "flow")
	want := []string{"start", "silence", "clip_ended"}
	until(t, func() bool { return len(api.sent()) >= len(want) }, func() string { return strings.Join(api.sent(), ", ") })
	if got := api.sent(); !slices.Equal(got, want) {
		t.Errorf("the session was told %v, want %v", got, want)
	}
	await(t, tab, ".ready h2")
	// Only one element speaks. Another may play silence, which is always the same sound.
	spoke := run[int](t, tab, `[...Map.groupBy(media.filter(m => m.what === "play"), m => m.element).values()].filter(all => new Set(all.map(m => m.src)).size > 1).length`)
	if n := run[int](t, tab, `new Set(media.map(m => m.element)).size`); spoke != 1 || n > 2 {
		t.Errorf("%d of %d audio elements spoke, want one: media buttons follow the element", spoke, n)
	}
}

// TestInputCutsAtOnce presses a key while the question plays.
func TestInputCutsAtOnce(t *testing.T) {
	tab, url, _, api := openPages(t)
	begin(t, tab, url, "long")
	until(t, func() bool {
		return run[bool](t, tab, `media.some(m => m.what === "play" && !m.element.paused && m.element.currentTime > 0.05)`)
	}, func() string {
		return "the question never sounded: " + strings.Join(api.sent(), ", ") + "; " + run[string](t, tab, `JSON.stringify(media.map(m => [m.what, m.src, m.at, m.element.paused, m.element.currentTime])) + document.body.innerText`)
	})
	run[any](t, tab, `addEventListener("keydown", () => window.pressed = performance.now(), true)`)
	if err := chromedp.Do(tab, chromedp.KeyEvent("r", chromedp.KeyModifiers(chromedp.ModifierAlt))); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { return slices.Contains(api.sent(), "command repeat") }, func() string { return strings.Join(api.sent(), ", ") })
	ms := run[float64](t, tab, `media.find(m => m.what === "pause" && m.at >= window.pressed).at - window.pressed`)
	if ms > 200 {
		t.Errorf("the prompt was cut after %.0f ms, want 200 at most", ms)
	}
	t.Logf("cut after %.1f ms", ms)
}

// TestMediaSessionKeepsTheCardToItself reads what a lock screen would show.
func TestMediaSessionKeepsTheCardToItself(t *testing.T) {
	tab, url, _, _ := openPages(t)
	for _, s := range states {
		if s.name == "study-asking" {
			show(t, tab, url, s)
		}
	}
	shown := run[string](t, tab, `JSON.stringify([navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist, navigator.mediaSession.metadata.album])`)
	if strings.Contains(shown, "Iceland") || strings.Contains(shown, "Capitals") {
		t.Errorf("the lock screen shows %s, want nothing of the card or its deck", shown)
	}
}

// TestStoppedProgramIsToldAndTakenUpAgain stops the program during a session. The page says so, and
// continues by itself when the program is soon back.
func TestStoppedProgramIsToldAndTakenUpAgain(t *testing.T) {
	tab, url, _, api := openPages(t)
	for _, s := range states {
		if s.name == "study-answering" {
			show(t, tab, url, s)
		}
	}
	// A key that is pressed before the session resumes has no effect.
	until(t, func() bool { return slices.Contains(api.sent(), "command resume") }, func() string { return strings.Join(api.sent(), ", ") })
	api.down.Store(true)
	until(t, func() bool {
		if err := chromedp.Do(tab, chromedp.KeyEvent("s", chromedp.KeyModifiers(chromedp.ModifierAlt))); err != nil {
			t.Fatal(err)
		}
		return run[bool](t, tab, `document.querySelector("[role=alert] .banner") !== null`)
	}, func() string { return "the page never said that the program is gone" })
	if said := run[string](t, tab, `document.querySelector("[role=alert]").innerText`); !strings.Contains(said, "Nothing you graded is lost") {
		t.Errorf("the page says %q, want the plain sentence", said)
	}
	before := len(api.sent())
	api.down.Store(false)
	// The page may have noticed by itself meanwhile. Then the button is gone.
	run[bool](t, tab, `(document.querySelector("[role=alert] .banner button")?.click(), true)`)
	until(t, func() bool { return slices.Contains(api.sent()[before:], "command resume") }, func() string {
		return "the session was not taken up again: " + strings.Join(api.sent(), ", ")
	})
	until(t, func() bool { return run[bool](t, tab, `document.querySelector(".banner") === null`) }, func() string { return "the banner stayed" })
}

// begin starts a scene from the library page, as a learner does.
func begin(t *testing.T, tab context.Context, url, scene string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(url+"/?scene="+scene+"#/library")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(tab, 60*time.Second)
	defer cancel()
	if err := browsertest.Click(ctx, ".today .primary"); err != nil {
		t.Fatal(err)
	}
}

// await waits until an element is visible.
func await(t *testing.T, tab context.Context, sel string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, 60*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.WaitVisible(sel)); err != nil {
		t.Fatalf("%s never showed: %v", sel, err)
	}
}

func until(t *testing.T, done func() bool, say func() string) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
	}
	t.Fatal(say())
}

// sent returns the events that the page has sent to the session so far, without turns.
func (f *fake) sent() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, e := range f.events {
		s := fmt.Sprint(e["event"])
		for _, k := range []string{"command", "button", "text"} {
			if v, ok := e[k]; ok {
				s += " " + fmt.Sprint(v)
			}
		}
		out = append(out, s)
	}
	return out
}
