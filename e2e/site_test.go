package e2e

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// staticSite is the output of `carrel site`, served below a path by a plain file server
// that knows nothing of Carrel.
type staticSite struct {
	url  string
	dir  string
	stop func()

	mu    sync.Mutex
	asked []string
	bytes atomic.Int64
}

var written struct {
	sync.Once
	dir string
	err error
}

// writeSite writes the site once for all tests.
func writeSite(t *testing.T) string {
	t.Helper()
	bin := binary(t)
	written.Do(func() {
		written.dir, written.err = os.MkdirTemp("", "carrel-site-")
		if written.err != nil {
			return
		}
		out, err := exec.Command(bin, "site", written.dir).CombinedOutput()
		if err != nil {
			written.err = fmt.Errorf("%v: %s", err, out)
		}
	})
	if written.err != nil {
		if strings.Contains(written.err.Error(), "make site") {
			missing(t, written.err.Error())
		}
		t.Fatal(written.err)
	}
	return written.dir
}

func hostSite(t *testing.T) *staticSite {
	t.Helper()
	s := &staticSite{dir: writeSite(t)}
	files := http.StripPrefix("/some/where/", http.FileServer(http.Dir(s.dir)))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.mu.Unlock()
		if r.URL.Path == "/some/where/bare.html" {
			io.WriteString(w, barePage)
			return
		}
		if lazily.MatchString(r.URL.Path) {
			files.ServeHTTP(w, r)
			return
		}
		files.ServeHTTP(&counting{w, &s.bytes}, r)
	}))
	s.url = srv.URL + "/some/where/"
	s.stop = sync.OnceFunc(srv.Close)
	t.Cleanup(s.stop)
	return s
}

// requests lists the requests since the last call.
func (s *staticSite) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.asked
	s.asked = nil
	return out
}

// lazily matches the files that may start to load once the page is there: the voice and
// the models of the recogniser. They do not count as part of a first visit.
var lazily = regexp.MustCompile(`/(flite|soundswallower|moonshine|rnnoise|mp3)/`)

type counting struct {
	http.ResponseWriter
	n *atomic.Int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.n.Add(int64(n))
	return n, err
}

// TestMain removes the site that the tests share.
func TestMain(m *testing.M) {
	code := m.Run()
	if written.dir != "" {
		os.RemoveAll(written.dir)
	}
	os.Exit(code)
}

// ready waits until the program in the page has answered.
func (b *tab) ready() {
	b.t.Helper()
	b.waitLong("for the program in the page", `document.querySelector("main h1, .today, .add") && !document.querySelector(".quiet-line")`)
}

// waitKept waits until the service worker has cached every file of the site, except for
// those with a given prefix.
func (b *tab) waitKept(but string) {
	b.t.Helper()
	until(b.t, 3*time.Minute, "for the site to be kept", func() bool {
		return js[bool](b.t, b.ctx, `(async () => {
		  const assets = await (await fetch("assets.json")).json();
		  const kept = new Set();
		  for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) kept.add(r.url);
		  return Object.entries(assets).every(([name, file]) => new RegExp("^(%s)").test(name) || kept.has(new URL(file, document.baseURI).href));
		})()`, but)
	})
}

// ask sends a request to the program in the page.
func ask[T any](b *tab, method, path, body string) T {
	b.t.Helper()
	if body == "" {
		body = "null"
	}
	return js[T](b.t, b.ctx, `(async () => {
	  const body = %s;
	  const r = await fetch(%q, body === null ? {method: %q} : {method: %q, body: JSON.stringify(body)});
	  const text = await r.text();
	  if (!r.ok) throw new Error(r.status + " " + text);
	  return JSON.parse(text);
	})()`, body, path, method, method)
}

// besides lets the test harness see the calls of a page that answers them itself. It
// passes the page's own fetch to the function that the microphone script watches.
const besides = `(() => {
  const network = window.fetch.bind(window);
  let own = null;
  const either = (...args) => own && new URL(args[0]?.url ?? args[0], document.baseURI).pathname.includes("/api/") ? own(...args) : network(...args);
  let front = either;
  Object.defineProperty(window, "fetch", {configurable: true, get: () => front, set(f) { if (front === either) front = f; else own = f; }});
})()`

// siteBrowser returns a browser for the site that keeps one of its background compile
// workers free for the page, as on a machine with more than two cores.
func siteBrowser(t *testing.T, flags ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	ctx := browser(t, append(flags, chromedp.Flag("js-flags", "--wasm-num-compilation-tasks=1"))...)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// visitSite opens a site in a new browser.
func visitSite(t *testing.T, url string, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	b := &tab{t, siteBrowser(t, flags...)}
	b.prepare(url)
	return b
}

// begins attaches to a new tab. A tab receives the browser's events for as long as the
// context of its first action, so that context must have no deadline.
func (b *tab) begins() {
	b.t.Helper()
	if err := chromedp.Do(b.ctx); err != nil {
		b.t.Fatal(err)
	}
}

// prepare opens a site in a new tab.
func (b *tab) prepare(url string) {
	b.t.Helper()
	visitIn(b.t, b.ctx, url, besides+";"+microphone)
}

// another opens a second tab in the same browser.
func (b *tab) another(url string) *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	n := &tab{b.t, ctx}
	n.prepare(url)
	return n
}

// TestTheSiteStudiesOffline imports a deck into the page, studies by keys, reloads to the
// same card, and goes on after the server is gone: a page that has loaded once does not
// need the server again.
func TestTheSiteStudiesOffline(t *testing.T) {
	s := hostSite(t)
	b := visitSite(t, s.url)
	b.ready()
	if got := s.bytes.Load(); got > 9_000_000 {
		t.Errorf("a first visit loads %d bytes before the voice, want at most 9,000,000", got)
	} else {
		t.Logf("a first visit loads %d bytes before the voice", got)
	}
	status := ask[struct {
		Host  string
		Empty bool
		Voice struct {
			Engine string
			Ready  bool
			Why    string
		}
	}](b, "GET", "api/status", "")
	if status.Host != "browser" || !status.Empty || !status.Voice.Ready {
		t.Fatalf("the page's program says %+v", status)
	}
	b.upload(fixture(t, "anki/mixed-legacy-2.apkg"), fixture(t, "anki/pandas/collection-schema18-latest.colpkg"))
	b.waitFor(60*time.Second, "for both decks to come in", `document.querySelectorAll(".job.done").length === 2`)
	b.settings(`{profile: "desk", listening: false, bury_siblings: false, new_per_day: 100}`)
	b.waitKept("mp3|soundswallower|moonshine")

	b.do(chromedp.Reload())
	b.ready()
	s.requests()
	first := b.gradeByKeys(b.begin(), 3)
	b.do(chromedp.Reload())
	b.ready()
	again := ask[struct {
		View struct{ Card struct{ ID string } }
	}](b, "GET", "api/session", "")
	if first == "" || again.View.Card.ID != first {
		t.Errorf("after a reload card %q waits, want %q", again.View.Card.ID, first)
	}
	for _, r := range s.requests() {
		if !strings.HasSuffix(r, "/sw.js") { // the browser checks for a new version
			t.Errorf("after the first visit the page asked for %s", r)
		}
	}

	s.stop()
	b.do(chromedp.Navigate(s.url))
	b.ready()
	b.gradeByKeys(b.begin(), 10)
	if n := ask[struct{ Reviews int }](b, "GET", "api/progress", "").Reviews; n < 13 {
		t.Errorf("%d reviews were kept of at least 13", n)
	}
	audio := js[float64](t, b.ctx, `fetch("api/speak", {method: "POST", body: JSON.stringify({text: "Paris is the capital.", lang: "en"})}).then(async r => r.ok ? (await r.arrayBuffer()).byteLength : -r.status)`)
	if audio < 10_000 {
		t.Errorf("without a network the voice gave %v bytes", audio)
	}
	b.shot("site-offline")
}

// begin starts a session with the page's own button, or resumes the waiting one, and
// returns the first question.
func (b *tab) begin() turn {
	b.t.Helper()
	js[bool](b.t, b.ctx, `(window.turns.length = 0, true)`)
	b.press("Study")
	const waits = `[...document.querySelectorAll("button")].some(e => e.innerText.trim() === "Go on")`
	b.waitFor(60*time.Second, "for a session to begin or to wait", waits+` || document.querySelector(".phase-asking, .phase-answering")`)
	if js[bool](b.t, b.ctx, waits) {
		b.press("Go on")
	}
	return b.await(0, "asking", "answering")
}

// gradeByKeys shows and grades n cards by keys, and returns the card that waits
// afterwards.
func (b *tab) gradeByKeys(now turn, n int) string {
	b.t.Helper()
	for i := range n {
		b.key(" ")
		now = b.await(now.Turn, "revealed")
		b.key([]string{"3", "3", "1", "4"}[i%4])
		now = b.await(now.Turn, "asking", "answering")
	}
	if now.View.Card == nil {
		b.t.Fatal("no card waits")
	}
	return now.View.Card.ID
}
