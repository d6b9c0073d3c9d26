package e2e

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// without opens the site in a browser that lacks something: script runs before the page,
// and inWorker before the worker with the program.
func without(t *testing.T, script, inWorker string) *tab {
	t.Helper()
	dir := writeSite(t)
	files := http.FileServer(http.Dir(dir))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if inWorker != "" && strings.HasPrefix(r.URL.Path, "/assets/host/worker-") {
			whole, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(r.URL.Path)))
			if err != nil {
				http.Error(w, err.Error(), http.StatusNotFound)
				return
			}
			http.ServeContent(w, r, r.URL.Path, time.Time{}, bytes.NewReader(append([]byte(inWorker+";\n"), whole...)))
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	b := &tab{t, siteBrowser(t)}
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: besides + ";" + watcher + ";" + script})
		return err
	}), chromedp.Navigate(srv.URL+"/"))
	b.ready()
	return b
}

// says waits for texts on the page, one by one.
func (b *tab) says(what string, parts ...string) {
	b.t.Helper()
	for _, part := range parts {
		b.waitFor(60*time.Second, what+" to be told as "+part, "document.body.innerText.includes("+strconv.Quote(part)+")")
	}
}

// studyByTouch grades a card with the buttons on the screen, which always work.
func (b *tab) studyByTouch() {
	b.t.Helper()
	js[bool](b.t, b.ctx, `(window.turns.length = 0, true)`)
	b.press("Study")
	b.await(0, "answering")
	b.press("Show answer")
	b.await(0, "revealed")
	b.press("Good")
	b.waitFor(60*time.Second, "for the next card", `window.turns.at(-1).view.done >= 1`)
}

// TestTheSiteWithoutWhatBrowsersLack removes what some browsers lack or refuse: a
// microphone, a wake lock for the screen, persistent storage. The page says what is
// missing and what still works, and that does work.
func TestTheSiteWithoutWhatBrowsersLack(t *testing.T) {
	b := without(t, `
		navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("none", "NotFoundError") };
		delete Navigator.prototype.wakeLock;
		StorageManager.prototype.persist = StorageManager.prototype.persisted = async () => false;
		// The browser has cleared a collection away that was here before.
		if (!sessionStorage.seen) { sessionStorage.seen = 1; localStorage.setItem("carrel-collection", "1"); }`, "")
	b.says("a collection that is gone", "Your collection is gone from this browser", "Carrel itself works as before", "restore a backup in the settings")
	installPack(b)
	b.waitFor(60*time.Second, "for the notice to go once there are cards again", `!document.body.innerText.includes("gone from this browser")`)
	b.settings(`{profile: "driving", listening: false}`)
	b.do(chromedp.Reload())
	b.ready()

	b.press("Listening")
	b.says("a missing microphone", "No microphone was found", "study with buttons or keys")
	b.press("Study")
	b.waitFor(60*time.Second, "for a session", `document.querySelector(".study")`)
	b.says("a screen that may go dark", "the screen may go dark", "Voice, buttons and touch work")
	b.press("Stop")
	b.settings(`{profile: "desk"}`)
	js[bool](b.t, b.ctx, `(location.hash = "#/settings", true)`)
	b.says("storage without a promise", "Everything works, but the browser may clear your collection away", "keep a backup")
	text := b.text("main")
	for _, word := range []string{"--home", "carrel doctor", "carrel serve", "command line", "127.0.0.1", "Wyoming"} {
		if strings.Contains(text, word) {
			t.Errorf("the settings of a page speak of %q", word)
		}
	}
	js[bool](b.t, b.ctx, `(location.hash = "#/library", true)`)
	b.do(chromedp.Reload())
	b.ready()
	b.studyByTouch()
}

// Without a private file system nothing can be stored. The page says so and offers the
// backup, and studying still works.
func TestTheSiteWithoutAPrivateFileSystem(t *testing.T) {
	b := without(t, "", "delete FileSystemFileHandle.prototype.createSyncAccessHandle")
	b.says("a browser that keeps nothing", "no place to keep a collection", "You can study with everything Carrel has", "download a backup")
	installPack(b)
	b.settings(`{profile: "desk", listening: false}`)
	// The pages check again when they are opened.
	b.press("Progress")
	b.press("Library")
	b.studyByTouch()
	if kept := b.graded(); len(kept) != 1 {
		t.Errorf("the backup has %d grades, want 1", len(kept))
	}
}
