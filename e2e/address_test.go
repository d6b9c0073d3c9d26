package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A browser without a cookie is told how to get in. The printed address lets it in, and
// does not stay in the history.
func TestABrowserIsLetInByItsAddress(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	letIn.Delete(p.url)
	b := visitIn(t, browser(t), p.url, watcher)
	b.waitFor(60*time.Second, "to be told how", `document.querySelector("main code")?.textContent === "carrel serve --show-address" && document.activeElement === document.querySelector("h1")`)
	b.accessible("not let in")
	b.shot("not-let-in")
	b.do(chromedp.Navigate(strings.TrimSpace(p.carrel("serve", "--show-address"))))
	b.see(".packs .button")
	if at := js[string](t, b.ctx, `location.href`); at != p.url+"/" {
		t.Errorf("the page is at %s", at)
	}
	if kept := js[string](t, b.ctx, `document.cookie + JSON.stringify(performance.getEntriesByType("navigation").map((n) => n.name)) + document.referrer`); strings.Contains(kept, "token") || strings.Contains(kept, "carrel-") {
		t.Errorf("the page can read %s", kept)
	}
	// The browser still gets in after Carrel restarts.
	p.kill()
	p.startAgain()
	b.do(chromedp.Reload())
	b.see(".packs .button")
	if js[bool](t, b.ctx, `document.querySelector("main code") !== null`) {
		t.Error("after a restart the browser is not known any more")
	}
}
