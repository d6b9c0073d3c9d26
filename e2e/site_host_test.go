package e2e

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// TestASecondTabWaitsForTheFirst opens the site twice. The second tab says that the first
// has the collection, and takes over when that closes.
func TestASecondTabWaitsForTheFirst(t *testing.T) {
	s := hostSite(t)
	root := siteBrowser(t)
	ctx, closeFirst := chromedp.NewContext(root)
	first := &tab{t, ctx}
	first.prepare(s.url)
	first.ready()
	installPack(first)
	second := (&tab{t, root}).another(s.url)
	second.waitFor(60*time.Second, "for the second tab to say who has the collection", `document.querySelector(".banner")?.innerText.includes("Another tab")`)
	closeFirst()
	second.ready()
	if decks := ask[struct{ Decks []struct{ Name string } }](second, "GET", "api/decks", ""); len(decks.Decks) == 0 {
		t.Error("the second tab took over an empty collection")
	}
}

func installPack(b *tab) {
	b.t.Helper()
	js[bool](b.t, b.ctx, `fetch("api/packs/capitals", {method: "POST"}).then(r => r.text()).then(text => { if (!text.includes('"result"')) throw new Error(text); return true })`)
}

// TestBackupsMoveBetweenHosts moves a studied collection with pictures and sounds from a
// computer into the page and back. The backups must be the same.
func TestBackupsMoveBetweenHosts(t *testing.T) {
	p := &program{t: t, home: t.TempDir()}
	p.carrel("import", fixture(t, "anki/mixed-legacy-2.apkg"), fixture(t, "anki/pandas/collection-schema18-latest.colpkg"))
	backup := filepath.Join(t.TempDir(), "native.jsonl")
	p.carrel("export", backup)
	native, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}

	s := hostSite(t)
	b := visitSite(t, s.url)
	b.ready()
	b.upload(backup)
	b.waitFor(60*time.Second, "for the backup to come in", `document.querySelectorAll(".job.done").length === 1`)
	inPage := js[string](t, b.ctx, `fetch("api/export").then(r => r.text())`)
	same(t, "from the page", string(native), inPage)

	back := filepath.Join(t.TempDir(), "page.jsonl")
	if err := os.WriteFile(back, []byte(inPage), 0o600); err != nil {
		t.Fatal(err)
	}
	q := &program{t: t, home: t.TempDir()}
	q.carrel("import", back)
	again := filepath.Join(t.TempDir(), "again.jsonl")
	q.carrel("export", again)
	returned, err := os.ReadFile(again)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "back on the computer", string(native), string(returned))
}

// lines returns the lines of a backup without the learner's time zone, which the page sets
// itself.
func lines(backup string) []string {
	var out []string
	for _, l := range strings.Split(backup, "\n") {
		if !strings.Contains(l, `{"setting":{"key":"zone",`) {
			out = append(out, l)
		}
	}
	return out
}

// same compares two backups line by line, except for the first line, which has the date
// and the version.
func same(t *testing.T, what, want, got string) {
	t.Helper()
	w, g := lines(want), lines(got)
	if len(w) < 20 {
		t.Fatalf("the backup has only %d lines: nothing to compare", len(w))
	}
	have := map[string]bool{}
	for _, line := range w {
		have[line] = true
	}
	for i, line := range g {
		if i > 0 && !have[line] {
			t.Errorf("%s the backup has a line more or another: %.300s", what, line)
		}
	}
	if len(w) != len(g) {
		t.Errorf("%s the backup has %d lines, want %d", what, len(g), len(w))
		return
	}
	for i := 1; i < len(w); i++ {
		if w[i] != g[i] {
			t.Errorf("%s line %d is\n%.300s\nwant\n%.300s", what, i+1, g[i], w[i])
			return
		}
	}
}

// TestAFullStoreIsToldAndABackupOffered makes the browser refuse more space. The import
// fails as a whole with a plain sentence, and studying can go on.
func TestAFullStoreIsToldAndABackupOffered(t *testing.T) {
	s := hostSite(t)
	b := visitSite(t, s.url)
	b.ready()
	installPack(b)
	at, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	quota := func(bytes float64) {
		b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: at.Scheme + "://" + at.Host, QuotaSize: &bytes})
			return err
		}))
	}
	quota(1000)
	said := js[string](t, b.ctx, `fetch("api/import?name=much.csv", {method: "POST", body: "front\tback\n" + Array.from({length: 20000}, (_, i) => "Question " + i + " " + "x".repeat(200) + "\tAnswer " + i).join("\n")}).then(r => r.text())`)
	if !strings.Contains(said, "no space left") {
		t.Errorf("a full store is told as %.300s", said)
	}
	b.waitFor(60*time.Second, "for the offer of a backup", `[...document.querySelectorAll(".banner button")].some(e => e.innerText.includes("backup"))`)
	quota(1e9)
	if cards := ask[struct{ Total int }](b, "GET", "api/cards?limit=1", "").Total; cards == 0 || cards > 1000 {
		t.Errorf("after the refused import there are %d cards, want those of the pack", cards)
	}
}
