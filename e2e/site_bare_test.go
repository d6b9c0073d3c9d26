package e2e

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// barePage is an empty page on the site's origin. It starts the site's worker with the
// program as the page does and answers fetch of api/… from it. It keeps the compiled
// program, so that starting a worker after another was killed is cheap.
const barePage = `<!doctype html><meta charset="utf-8"><title>starting</title><script>
(async () => {
  if (!navigator.serviceWorker.controller) {
    // As the page does, no longer than four seconds: a tab that opens while the worker
    // is ending with another tab is never seen by it.
    const seen = new Promise((done) => { navigator.serviceWorker.addEventListener("controllerchange", done, {once: true}); setTimeout(done, 4000); });
    await navigator.serviceWorker.register("sw.js");
    await seen;
  }
  const assets = await (await fetch("assets.json")).json();
  const at = (name) => new URL(assets[name], document.baseURI).href;
  const waiting = new Map();
  let last = 0;
  let worker;
  window.killWorker = () => {
    worker?.terminate();
    waiting.clear();
    document.title = "starting";
    worker = new Worker(at("host/worker.js"));
    worker.onmessage = ({data}) => {
      if ("state" in data) {
        document.title = data.state + (data.why ? ": " + data.why : "");
        // As the page does: nothing that was asked of a program that ended is answered.
        if (data.state === "failed") { for (const w of waiting.values()) w.failed(new TypeError(document.title)); waiting.clear(); }
        return;
      }
      const w = waiting.get(data.id);
      if (!w) return;
      if ("head" in data) w.status = data.head;
      else if ("chunk" in data) w.parts.push(data.chunk);
      else { waiting.delete(data.id); data.end ? w.done(new Response(w.status === 204 ? null : new Blob(w.parts), {status: w.status})) : w.failed(new TypeError("broken off")); }
    };
    worker.postMessage({start: {exec: at("host/wasm_exec.js"), program: at("host/carrel.wasm.gz"), size: 0, voiceWorker: at("speech/flite.js"), voice: at("flite/flite.wasm")}});
    return true;
  };
  const network = fetch.bind(window);
  window.fetch = (url, init = {}) => {
    if (!String(url).startsWith("api/")) return network(url, init);
    const id = ++last;
    return new Promise((done, failed) => {
      waiting.set(id, {done, failed, parts: []});
      worker.postMessage({request: {id, method: init.method ?? "GET", url: "/" + url, headers: {}, body: init.body === undefined ? undefined : new Blob([init.body])}});
    });
  };
  window.compiled = await WebAssembly.compileStreaming(network(at("host/carrel.wasm.gz"))).catch(() => null);
  killWorker();
})().catch((e) => document.title = "failed: " + e);
</script>`

// bare opens the bare page in a new tab and waits for its program.
func (s *staticSite) bare(t *testing.T, root context.Context) (*tab, context.CancelFunc) {
	t.Helper()
	ctx, cancel := chromedp.NewContext(root)
	b := &tab{t, ctx}
	b.begins()
	b.do(chromedp.Navigate(s.url + "bare.html"))
	b.programReady()
	return b, cancel
}

// programReady waits for the program in the bare page.
func (b *tab) programReady() {
	b.t.Helper()
	b.waitLong("for the program in the bare page", `document.title.startsWith("ready") || document.title.startsWith("failed")`)
	if title := js[string](b.t, b.ctx, `document.title`); title != "ready" {
		b.t.Fatalf("the program in the bare page says %q", title)
	}
}

// crash ends the process of a tab, as running out of memory would.
func crash(b *tab) {
	b.t.Helper()
	// Nothing answers the call any more: it ends with the report of the crash.
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	var crashed atomic.Bool
	if err := chromedp.Listen(b.ctx, func(ev any) {
		if _, ok := ev.(*inspector.EventTargetCrashed); ok {
			crashed.Store(true)
			cancel()
		}
	}); err != nil {
		b.t.Fatal(err)
	}
	chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.Crash, struct{}{})
		return err
	}))
	if !crashed.Load() {
		b.t.Fatal("the tab did not crash")
	}
}

// waitLong waits for something that takes long on a first visit on a busy machine. There a
// single check of the page may take long: compiling SQLite's largest functions occupies
// all of Chromium's background workers on two cores, and on Linux a layout that needs a
// new font waits for one of them.
func (b *tab) waitLong(what, condition string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 4*time.Minute)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		if ctx.Err() != nil {
			b.shot("stuck")
			b.t.Fatalf("waited in vain %s: %v; the page %q shows:\n%s", what, err, js[string](b.t, b.ctx, `document.title`), b.text("body"))
		}
		time.Sleep(40 * time.Millisecond)
	}
}
