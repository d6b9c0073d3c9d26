package e2e

import (
	"context"
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

// spoilDatabase writes zeros over the start of the collection's file in the
// browser, when the program is gone, from another page of the site.
func (s *staticSite) spoilDatabase(t *testing.T, root context.Context) {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(root)
	defer closeTab()
	b := &tab{t, ctx}
	b.begins()
	b.do(chromedp.Navigate(s.url + "assets.json"))
	js[bool](t, b.ctx, `navigator.locks.request("carrel", async () => {
	  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("carrel");
	  for (const name of ["carrel.db", "carrel.db-wal"]) { // the log alone would mend the file
	    const out = await (await folder.getFileHandle(name, {create: true})).createWritable({keepExistingData: true});
	    await out.write({type: "write", position: 0, data: new Uint8Array(4096)});
	    await out.close();
	  }
	  return true;
	})`)
}

// TestADamagedCollectionIsRestoredOnTheSite damages the file of the collection in
// the browser: the page says so, saves what can be read, and restores the backup
// of the day with all reviews, and then an uploaded file.
func TestADamagedCollectionIsRestoredOnTheSite(t *testing.T) {
	s := hostSite(t)
	root := siteBrowser(t)
	open := func() (*tab, context.CancelFunc) {
		ctx, closeTab := chromedp.NewContext(root)
		b := &tab{t, ctx}
		b.prepare(s.url)
		return b, closeTab
	}
	b, closeTab := open()
	b.ready()
	installPack(b)
	studiedWeeksAgo(b, 5)
	// An erase takes the log into the file, so that there is something to save in it.
	last := ask[struct{ Cards []struct{ ID string } }](b, "GET", "api/cards?offset=40&limit=1", "").Cards
	ask[map[string]any](b, "POST", "api/cards/"+last[0].ID+"/erase", "{}")
	b.backupOfTheDay()
	const exported = `fetch("api/export").then(r => r.text())`
	before := js[string](t, b.ctx, exported)
	closeTab()

	s.spoilDatabase(t, root)
	b, closeTab = open()
	b.waitLong("for the page of a damaged collection", `document.querySelector("#rescue-backups")`)
	if said := b.text("main"); !strings.Contains(said, "Carrel cannot read your collection") || !strings.Contains(said, "They are in this browser.") || !strings.Contains(said, "first start of the day") {
		t.Errorf("the page says %q", said)
	}
	b.accessible("the page of a damaged collection on the site")
	b.shot("site-rescue")
	if saved := js[string](t, b.ctx, `fetch("api/rescue/salvage").then(r => r.text())`); len(reviewsIn(saved)) != 5 {
		t.Errorf("of 5 reviews %d were saved: %.500s", len(reviewsIn(saved)), saved)
	}
	b.press("Restore")
	b.see("dialog[open]")
	js[bool](t, b.ctx, `(() => { document.querySelector("dialog[open] .danger").click(); return true })()`)
	b.waitFor(60*time.Second, "for the library", `document.body.innerText.includes("The backup was restored.") && document.querySelector(".today")`)
	same(t, "after the restore", before, js[string](t, b.ctx, exported))
	closeTab()

	b, closeTab = open() // what was restored is kept
	b.ready()
	same(t, "at the next start", before, js[string](t, b.ctx, exported))
	closeTab()

	s.spoilDatabase(t, root)
	b, closeTab = open()
	defer closeTab()
	b.waitLong("for the page of a damaged collection", `document.querySelector("#rescue-backups")`)
	b.upload(writeFile(t, "device.jsonl", []byte(before)))
	b.see("dialog[open]")
	js[bool](t, b.ctx, `(() => { document.querySelector("dialog[open] .danger").click(); return true })()`)
	b.waitFor(60*time.Second, "for the library", `document.body.innerText.includes("The backup was restored.") && document.querySelector(".today")`)
	same(t, "after the restore of a file", before, js[string](t, b.ctx, exported))
	ask[map[string]any](b, "POST", "api/erase", `{"confirm": "erase everything"}`)
	if left := js[string](t, b.ctx, `(async () => {
	  const folder = await (await (await navigator.storage.getDirectory()).getDirectoryHandle("carrel")).getDirectoryHandle("backups");
	  const names = [];
	  for await (const name of folder.keys()) names.push(name);
	  return names.filter((name) => name !== "media").join(" ");
	})()`); left != "" {
		t.Errorf("erasing everything leaves %s", left)
	}
}
