package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// goTestWorker runs a Go test binary compiled for js in a worker, which is where a page
// can use files of the private file system synchronously.
const goTestWorker = `
importScripts("wasm_exec.js");
console.log = console.warn = (...line) => postMessage({line: line.join(" ")});
(async () => {
  const go = new Go();
  go.argv = ["opfs.test", "-test.v", "-test.timeout=4m"];
  let code = 0;
  go.exit = (c) => { code = c; };
  const {instance} = await WebAssembly.instantiateStreaming(fetch("opfs.wasm"), go.importObject);
  await go.run(instance);
  postMessage({code});
})().catch((e) => postMessage({line: String(e), code: -1}));
`

const goTestPage = `<!doctype html><meta charset="utf-8"><title>running</title><script>
window.output = [];
new Worker("worker.js").onmessage = ({data}) => {
  if ("line" in data) output.push(data.line);
  if ("code" in data) document.title = "exit " + data.code;
};
</script>`

// TestTheStoreInABrowser runs the tests of internal/store/opfs, including the store's test
// suite, on the private file system of a real browser.
func TestTheStoreInABrowser(t *testing.T) {
	dir := t.TempDir()
	build := exec.Command("go", "test", "-c", "-o", filepath.Join(dir, "opfs.wasm"), "carrel/internal/store/opfs")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go test -c: %v\n%s", err, out)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"wasm_exec.js": string(script), "worker.js": goTestWorker, "index.html": goTestPage} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	srv := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer srv.Close()

	b := &tab{t, siteBrowser(t)}
	b.do(chromedp.Navigate(srv.URL))
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Minute)
	defer cancel()
	title := "running"
	for title == "running" && ctx.Err() == nil {
		time.Sleep(100 * time.Millisecond)
		// This check may take long while the browser compiles.
		if now, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.title")); err == nil {
			title = now
		}
	}
	output := js[string](t, b.ctx, `output.join("\n")`)
	if title != "exit 0" {
		t.Fatalf("the tests ended with %q:\n%s", title, output)
	}
	// A suite that skips itself shows nothing.
	for _, want := range []string{"--- PASS: TestStore ", "--- PASS: TestStore/erase/", "--- PASS: TestAHalfWrittenTransactionIsTakenBack/WAL", "--- PASS: TestFileIsOursAlone "} {
		if !strings.Contains(output, want) {
			t.Errorf("the output has no %q", want)
		}
	}
	// Only tests that need files in memory, as those that cut the power do, may be skipped.
	const reason = "this needs the files in memory that the tests have in node"
	if skipped, allowed := strings.Count(output, "--- SKIP"), strings.Count(output, reason); skipped != allowed {
		t.Errorf("%d tests were skipped, but only %d for lack of files in memory", skipped, allowed)
	}
	t.Logf("%d tests passed", strings.Count(output, "--- PASS"))
	if t.Failed() {
		t.Log(output)
	}
}
