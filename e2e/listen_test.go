package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"carrel/e2e/browsertest"
	"carrel/internal/listen"
)

// heardEvent is the page's report of one listen request.
type heardEvent struct {
	Kind       string  `json:"kind"`
	Text       string  `json:"text"`
	Tag        string  `json:"tag"`
	Verdict    string  `json:"verdict"`
	Confidence float64 `json:"confidence"`
	Score      float64 `json:"score"`
	AfterMS    float64 `json:"after_ms"`
	MS         float64 `json:"ms"`
	WaitMS     float64 `json:"wait_ms"`
	Reason     string  `json:"reason"`
	Message    string  `json:"message"`
}

// TestListenInBrowser speaks into the microphone of a real page. Phrases of the grammar
// are heard, others are not, and silence is silence.
func TestListenInBrowser(t *testing.T) {
	clips := t.TempDir()
	speak(t, clips, "repeat", "repeat that")
	speak(t, clips, "answer", "show answer")
	french(t, clips, "encore", "encore une fois")
	speak(t, clips, "other", "the weather will be cold and rainy in the north tomorrow")
	page := listenPage(t, clips)
	tab := browser(t)
	open(t, tab, page)

	grammar := commands(t)
	js[chromedp.Void](t, tab, `wire()`)
	if problem := js[string](t, tab, `start({lang: "en", headphones: true})`); problem != "" {
		t.Fatalf("listening did not start: %s", problem)
	}
	if progress := js[float64](t, tab, `progress()`); progress != 1 {
		t.Errorf("loading ended at %v, want 1", progress)
	}

	until(t, 60*time.Second, "the second recogniser hears", func() bool { return js[int](t, tab, `ears()`) == 2 })

	for _, c := range []struct{ clip, kind, tag string }{
		{"repeat", "heard", "repeat"},
		{"other", "no_match", ""},
		{"answer", "heard", "show"},
	} {
		got := js[heardEvent](t, tab, `hear(%s, 8000, "clips/%s.wav")`, grammar, c.clip)
		t.Logf("%s: %+v", c.clip, got)
		if got.Kind != c.kind || got.Tag != c.tag {
			t.Errorf("%s was reported as %s %q, want %s %q", c.clip, got.Kind, got.Tag, c.kind, c.tag)
		}
		kinds := js[[]string](t, tab, `events().map(e => e.kind)`)
		if len(kinds) != 2 || kinds[0] != "speech_start" {
			t.Errorf("%s: events %v, want the start of speech and then one outcome", c.clip, kinds)
		}
	}

	got := js[heardEvent](t, tab, `hear(%s, 700, "")`, grammar)
	if got.Kind != "silence" {
		t.Errorf("nothing said was reported as %+v, want silence", got)
	}
	got = js[heardEvent](t, tab, `press(%s, "clips/repeat.wav", 1500)`, grammar)
	if got.Kind != "heard" || got.Tag != "repeat" {
		t.Errorf("push-to-talk was reported as %+v, want repeat", got)
	}

	// Another language restarts the recogniser; the microphone stays open.
	if problem := js[string](t, tab, `start({lang: "fr", headphones: true})`); problem != "" {
		t.Fatalf("French did not start: %s", problem)
	}
	got = js[heardEvent](t, tab, `hear(%s, 8000, "clips/encore.wav")`, phrases(t, "fr", "encore une fois", "carte suivante", "annule ça"))
	if got.Kind != "heard" || got.Tag != "encore une fois" {
		t.Errorf("French was reported as %+v, want encore une fois", got)
	}
	if problem := js[string](t, tab, `start({lang: "en", headphones: true})`); problem != "" {
		t.Fatalf("English did not start again: %s", problem)
	}
	got = js[heardEvent](t, tab, `hear(%s, 8000, "clips/answer.wav")`, grammar)
	if got.Kind != "heard" || got.Tag != "show" {
		t.Errorf("English after French was reported as %+v, want show", got)
	}

	for _, u := range js[[]string](t, tab, `resources()`) {
		if !strings.HasPrefix(u, page) {
			t.Errorf("the page asked %s, want nothing but its own origin", u)
		}
	}
}

// TestListenThroughTheDevice uses Chromium's fake microphone, so that getUserMedia, its
// constraints and the AudioWorklet are real.
func TestListenThroughTheDevice(t *testing.T) {
	clips := t.TempDir()
	speak(t, clips, "repeat", "repeat that")
	padded := filepath.Join(clips, "padded.wav")
	command(t, "sox", filepath.Join(clips, "repeat.wav"), padded, "pad", "6", "3")
	page := listenPage(t, clips)
	tab := browser(t, chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-fake-ui-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-audio-capture", padded+"%noloop"))
	open(t, tab, page)
	problem := js[string](t, tab, `start({lang: "en", headphones: true})`)
	got := js[heardEvent](t, tab, `hear(%s, 12000, "")`, commands(t))
	if problem != "" || got.Kind != "heard" || got.Tag != "repeat" {
		t.Errorf("the fake microphone's %q was reported as %+v (start: %q), want repeat", "repeat that", got, problem)
	}
}

// TestARecogniserThatHangsIsToldOf puts the recogniser's worker into an endless loop while
// it listens. The page must get a problem rather than nothing.
func TestARecogniserThatHangsIsToldOf(t *testing.T) {
	tab := browser(t)
	open(t, tab, listenPage(t, t.TempDir()))
	js[chromedp.Void](t, tab, `wire()`)
	if problem := js[string](t, tab, `start({lang: "fr", headphones: true})`); problem != "" {
		t.Fatalf("listening did not start: %s", problem)
	}
	hang(t, tab, `true`)
	got := js[heardEvent](t, tab, `hear(%s, 1000, "")`, phrases(t, "fr", "encore une fois", "carte suivante"))
	if got.Kind != "problem" || got.Reason != "internal" {
		t.Errorf("a recogniser that hangs was reported as %+v, want a problem", got)
	}
}

// TestListenRefused checks the reason that a learner sees when the browser refuses the
// microphone.
func TestListenRefused(t *testing.T) {
	page := listenPage(t, t.TempDir())
	tab := browser(t, chromedp.Flag("deny-permission-prompts", true))
	open(t, tab, page)
	problem := js[string](t, tab, `start({lang: "en"})`)
	if problem != "refused" && problem != "no_microphone" {
		t.Errorf("start says %q, want refused or no_microphone", problem)
	}
}

func commands(t *testing.T) string {
	t.Helper()
	g, err := listen.NewGrammar("en", []listen.Phrase{
		{Text: "repeat that", Tag: "repeat", Class: listen.Navigation},
		{Text: "show answer", Tag: "show", Class: listen.Navigation},
		{Text: "next card", Tag: "skip", Class: listen.Command},
		{Text: "undo that", Tag: "undo", Class: listen.Command},
		{Text: "Ottawa", Tag: "Ottawa", Class: listen.Answer},
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func phrases(t *testing.T, lang string, texts ...string) string {
	t.Helper()
	var list []listen.Phrase
	for _, text := range texts {
		list = append(list, listen.Phrase{Text: text, Class: listen.Command})
	}
	g, err := listen.NewGrammar(lang, list)
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// listenPage serves the test page, the recogniser's parts and a folder of clips, with the
// Content-Security-Policy of the real page.
func listenPage(t *testing.T, clips string) string {
	t.Helper()
	modules := filepath.Join("..", "web", "node_modules")
	if _, err := os.Stat(filepath.Join(modules, "soundswallower")); err != nil {
		missing(t, "web/node_modules is not there: run npm ci --prefix web")
	}
	built := t.TempDir()
	for out, in := range map[string]string{
		"page.js":    "testdata/listen/page.ts",
		"worker.js":  "../web/src/listen/worker.ts",
		"worklet.js": "../web/src/listen/worklet.ts",
	} {
		abs, err := filepath.Abs(in)
		if err != nil {
			t.Fatal(err)
		}
		format := api.FormatIIFE
		if out == "page.js" {
			format = api.FormatESModule
		}
		res := api.Build(api.BuildOptions{EntryPoints: []string{abs}, Outfile: filepath.Join(built, out),
			Bundle: true, Write: true, Format: format, Target: api.ES2022})
		if len(res.Errors) > 0 {
			t.Fatalf("%s: %s", in, res.Errors[0].Text)
		}
	}
	manifest := map[string]string{
		"listen/worker.js":                   "built/worker.js",
		"listen/worklet.js":                  "built/worklet.js",
		"soundswallower/soundswallower.wasm": "modules/soundswallower/soundswallower.web.wasm",
		"rnnoise/rnnoise.wasm":               "modules/@jitsi/rnnoise-wasm/dist/rnnoise.wasm",
	}
	for _, f := range []string{"mdef", "means", "variances", "sendump", "transition_matrices", "feat_params.json", "dict.txt"} {
		manifest["soundswallower/en-us/"+f] = "modules/soundswallower/model/en-us/" + f
		manifest["soundswallower/fr-fr/"+f] = "modules/soundswallower/model/fr-fr/" + f
		if wide := filepath.Join("..", "web", "models", "en-us-wide", f); exists(wide) {
			manifest["soundswallower/en-us-wide/"+f] = "models/en-us-wide/" + f
		}
	}
	for _, name := range []string{"moonshine/moonshine.wasm", "moonshine/en.bin"} {
		manifest[name] = "dist/" + builtAsset(t, name)
	}
	mux := http.NewServeMux()
	for prefix, dir := range map[string]string{"/dist/": filepath.Join("..", "web", "dist"), "/built/": built, "/clips/": clips, "/modules/": modules, "/models/": filepath.Join("..", "web", "models")} {
		mux.Handle(prefix, http.StripPrefix(prefix, http.FileServer(http.Dir(dir))))
	}
	mux.HandleFunc("/assets.json", func(w http.ResponseWriter, r *http.Request) { json.NewEncoder(w).Encode(manifest) })
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; img-src 'self'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>loading</title><script type="module" src="built/page.js"></script>`)
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL + "/"
}

func browser(t *testing.T, flags ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "chromium is not installed")
	}
	opts := append(append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(browsertest.Profile(t)),
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), append(opts, flags...)...)
	t.Cleanup(cancel)
	tab, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	return tab
}

// open loads the test page and waits until its script has run.
func open(t *testing.T, tab context.Context, page string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(page)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(tab, 60*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.title === "ready"`)); err != nil {
		t.Fatal(err)
	}
}

// js evaluates an expression in the page, waiting for its promise.
func js[T any](t *testing.T, tab context.Context, format string, args ...any) T {
	t.Helper()
	expression := fmt.Sprintf(format, args...)
	v, err := evaluate[T](tab, expression)
	if err != nil {
		t.Fatalf("%.60s…: %v", expression, err)
	}
	return v
}

func evaluate[T any](tab context.Context, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(tab, 60*time.Second)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CARREL_BROWSER_TESTS") == "required" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// builtAsset returns the path of a part of the built page, from its manifest.
func builtAsset(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "web", "dist", "assets.json"))
	if err != nil {
		t.Fatal(err)
	}
	var names map[string]string
	if err := json.Unmarshal(data, &names); err != nil {
		t.Fatal(err)
	}
	if names[name] == "" {
		t.Fatalf("the built page has no %s: run make web", name)
	}
	return names[name]
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// speak makes a clip with one of Debian's voices; flite's sound more human.
func speak(t *testing.T, dir, name, text string) {
	t.Helper()
	raw := filepath.Join(dir, name+".raw.wav")
	if _, err := exec.LookPath("flite"); err == nil {
		command(t, "flite", "-voice", "rms", "-t", text, "-o", raw)
	} else if _, err := exec.LookPath("espeak-ng"); err == nil {
		command(t, "espeak-ng", "-v", "en-us", "-s", "150", "-w", raw, text)
	} else {
		missing(t, "neither flite nor espeak-ng is installed")
	}
	frame(t, raw, dir, name)
}

func french(t *testing.T, dir, name, text string) {
	t.Helper()
	if _, err := exec.LookPath("espeak-ng"); err != nil {
		missing(t, "espeak-ng is not installed")
	}
	raw := filepath.Join(dir, name+".raw.wav")
	command(t, "espeak-ng", "-v", "fr+Denis", "-s", "150", "-w", raw, text)
	frame(t, raw, dir, name)
}

// frame converts a clip to the microphone's sample rate and adds a little silence around
// it.
func frame(t *testing.T, raw, dir, name string) {
	t.Helper()
	if _, err := exec.LookPath("sox"); err != nil {
		missing(t, "sox is not installed")
	}
	command(t, "sox", "-R", raw, "-r", "48000", "-b", "16", filepath.Join(dir, name+".wav"), "gain", "-n", "-6", "pad", "0.4", "0.2")
}

func command(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
