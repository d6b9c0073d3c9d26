package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestHandsFreeListens goes from a fresh home to ten cards answered by voice with three
// presses: a pack, the profile, Study. No setting is touched and no switch is used.
func TestHandsFreeListens(t *testing.T) {
	onBothHosts(t, func(t *testing.T, h host) {
		b := h.visit()
		b.press("Install Capitals")
		b.see(".job.done")
		b.see(".today")
		b.click(`input[value="hands-free"]`)
		b.press("Study")
		b.waitFor(90*time.Second, "for the microphone", `document.querySelector(".mic-line.open")`)

		last, answered := 0, 0
		for range 10 {
			b.await(last, "answering")
			shown := b.tell("show answer")
			if shown.View.Phase != "revealed" {
				t.Fatalf("\"show answer\" led to %s", shown.View.Phase)
			}
			last = b.tell("knew it").Turn - 1
			answered++
		}
		if done := b.turn().View.Done; done != answered {
			t.Errorf("%d cards are done, %d were answered", done, answered)
		}
		b.shot("hands-free")
		b.press("Stop")
		b.waitFor(60*time.Second, "for the microphone to close", `!document.querySelector(".mic-line.open")`)
		h.kill()
		for _, r := range h.reviews() {
			if r.Review != nil && r.Review.How != "voice" {
				t.Errorf("a card was graded by %q", r.Review.How)
			}
		}
	})
}

// Without a microphone, a hands-free session says so, aloud and on the screen. Then it
// waits for buttons: no card passes by itself.
func TestHandsFreeWithoutMicrophone(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visitIn(t, browser(t, chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("deny-permission-prompts", true)), p.url, watcher)
	b.upload(own(t, "words.csv"))
	b.see(".job.done")
	b.see(".today")
	b.click(`input[value="hands-free"]`)
	b.press("Study")
	b.see(".mic-line.problem")
	now := b.await(0, "answering")
	if said := js[string](t, b.ctx, `window.turns.flatMap(t => t.effects).filter(e => e.role === "prompt").map(e => e.text).join(" ")`); !strings.Contains(said, "cannot hear you") || strings.Count(said, "cannot hear you") != 1 {
		t.Errorf("it says %q", said)
	}
	if ms := js[int](t, b.ctx, `window.turns.at(-1).effects.find(e => e.effect === "listen")?.timeout_ms ?? 0`); ms != 0 {
		t.Errorf("the card passes after %d ms", ms)
	}
	b.accessible("study, without a microphone")
	b.shot("without-microphone")
	b.press("Show answer")
	b.await(now.Turn, "revealed")
	b.press("I knew it")
	b.waitFor(60*time.Second, "for the next card", `window.turns.at(-1).view.done === 1`)
}
