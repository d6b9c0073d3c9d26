package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// autoBackups is the program's list of its automatic backups.
type autoBackups struct {
	Place   string
	Most    int64
	Backups []struct{ Name, Reason string }
}

// studiedWeeksAgo imports a backup of another device whose reviews are 30 days old.
func studiedWeeksAgo(b *tab, reviews int) {
	b.t.Helper()
	said := js[string](b.t, b.ctx, `(async () => {
	  const lines = (await (await fetch("api/export")).text()).trimEnd().split("\n");
	  const cards = lines.map((l) => JSON.parse(l)).filter((l) => l.card).map((l) => l.card.id).slice(0, %d);
	  const at = Date.now() - 30 * 24 * 60 * 60 * 1000;
	  const reviews = cards.map((card, i) => JSON.stringify({review: {id: (i + 1).toString(16).padStart(32, "0"), card, at: at + i * 1000, kind: "graded", grade: 3}}));
	  const file = [...lines.slice(0, -1), ...reviews, lines.at(-1)].join("\n") + "\n";
	  return (await fetch("api/import?name=device.jsonl", {method: "POST", body: file})).text();
	})()`, reviews)
	if !strings.Contains(said, fmt.Sprintf(`"reviews":%d`, reviews)) {
		b.t.Fatalf("the reviews did not come in: %s", said)
	}
}

// backupOfTheDay waits for today's backup. It asks only from time to time, because the
// program makes the backup while the page sends no requests.
func (b *tab) backupOfTheDay() autoBackups {
	b.t.Helper()
	kept := js[autoBackups](b.t, b.ctx, `(async () => {
	  for (const end = Date.now() + 50000; Date.now() < end; ) {
	    await new Promise((done) => setTimeout(done, 5000));
	    const kept = await (await fetch("api/backups")).json();
	    if (kept.backups.some((b) => b.reason === "daily")) return kept;
	  }
	  return {backups: []};
	})()`)
	if len(kept.Backups) == 0 {
		b.t.Fatal("waited in vain for the backup of the day")
	}
	return kept
}

// TestTheSiteMakesBackupsAndRemindsOfDownloads checks that after the first start of a day
// the settings list a backup, which can be downloaded. A collection that was studied for
// weeks and never downloaded shows a reminder, which disappears when the learner follows
// or postpones it.
func TestTheSiteMakesBackupsAndRemindsOfDownloads(t *testing.T) {
	s := hostSite(t)
	b := visitSite(t, s.url)
	b.ready()
	installPack(b)
	if has := ask[map[string]any](b, "GET", "api/status", "")["remind_backup"]; has != false {
		t.Errorf("a new collection has a reminder: %v", has)
	}
	studiedWeeksAgo(b, 5)
	b.do(chromedp.Reload())
	b.ready()
	b.see(".remind")
	b.accessible("the backup reminder")
	b.shot("site-backup-reminder")
	b.press("Not now")
	b.waitFor(30*time.Second, "for the reminder to go", `!document.querySelector(".remind") && document.activeElement?.tagName === "H1"`)
	b.settings(`{"backup_later": 0}`)
	b.do(chromedp.Reload())
	b.ready()
	b.see(".remind")
	js[bool](t, b.ctx, `(() => { document.querySelector(".remind button").click(); return true })()`)
	b.waitFor(30*time.Second, "for the reminder to go after a download", `!document.querySelector(".remind") && document.body.innerText.includes("The backup was downloaded.")`)

	kept := b.backupOfTheDay()
	if kept.Most == 0 {
		t.Error("the backups have no share of what the browser grants")
	}
	b.do(chromedp.Navigate(s.url + "#/settings"))
	b.waitFor(30*time.Second, "for the backups in the settings", `document.body.innerText.includes("in this browser")`)
	js[bool](t, b.ctx, `(() => { [...document.querySelectorAll("h3")].find(h => h.textContent === "Automatic backups").scrollIntoView(); document.querySelectorAll("summary").forEach(s => s.textContent === "Show them" && s.click()); return true })()`)
	b.accessible("the backups of the site")
	b.shot("site-backups")
	same(t, "a backup made by itself", js[string](t, b.ctx, `fetch("api/export").then(r => r.text())`), js[string](t, b.ctx, `fetch("api/backups/" + %q).then(r => r.text())`, kept.Backups[0].Name))
	ask[map[string]any](b, "POST", "api/erase", `{"confirm": "erase everything"}`)
	if left := ask[autoBackups](b, "GET", "api/backups", ""); len(left.Backups) > 0 {
		t.Errorf("erasing everything leaves %+v", left)
	}
}
