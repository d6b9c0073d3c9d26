package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestAProgramInThePageThatHangsIsRestarted makes the site's program hang in the middle of
// a session. The page says so and offers to restart it; then the same card waits, and all
// grades are kept.
func TestAProgramInThePageThatHangsIsRestarted(t *testing.T) {
	b := visitSite(t, hostSite(t).url)
	b.ready()
	installPack(b)
	b.settings(`{profile: "desk", listening: false, earcons: false}`)
	b.do(chromedp.Reload())
	b.ready()
	card := b.gradeByKeys(b.begin(), 2)
	hang(t, b.ctx, `typeof carrelServe === "function"`)
	b.key(" ")
	b.waitFor(2*time.Minute, "to be told that the program stands still", `document.querySelector("[role=alert] .banner")?.innerText.includes("has not answered for some seconds")`)
	b.shot("stuck-program")
	b.press("Restart")
	b.waitFor(4*time.Minute, "for the program to be back", `!document.querySelector("[role=alert] .banner") && window.turns.at(-1)?.view.phase !== "paused"`)
	until(t, 2*time.Minute, "for the session to wait or to go on", func() bool {
		return js[bool](t, b.ctx, `[...document.querySelectorAll("button")].some(e => e.innerText.trim() === "Go on") || document.querySelector(".phase-asking, .phase-answering, .phase-revealed") !== null`)
	})
	again := ask[struct {
		View struct {
			Card struct{ ID string }
			Done int
		}
	}](b, "GET", "api/session", "")
	if again.View.Card.ID != card || again.View.Done != 2 {
		t.Errorf("after the restart card %q waits with %d done, want %q and 2", again.View.Card.ID, again.View.Done, card)
	}
	if n := ask[struct{ Reviews int }](b, "GET", "api/progress", "").Reviews; n != 2 {
		t.Errorf("%d reviews are kept, want 2", n)
	}
}

// hang puts the worker in which a condition holds into an endless loop.
func hang(t *testing.T, tab context.Context, condition string) {
	t.Helper()
	targets, err := chromedp.Targets(tab)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range targets {
		if at.Type != "worker" {
			continue
		}
		ctx, leave := chromedp.NewContext(tab, chromedp.WithTargetID(at.TargetID), chromedp.WithDetachOnCancel())
		if err := chromedp.Do(ctx); err != nil {
			t.Fatal(err)
		}
		// Start the loop a moment later, after detaching: one cannot detach from a worker that
		// hangs.
		found := js[bool](t, ctx, "%s", "("+condition+") && (setTimeout(() => { for (;;); }, 1000), true)")
		leave()
		if found {
			time.Sleep(1500 * time.Millisecond)
			return
		}
	}
	t.Fatal("there is no such worker")
}
