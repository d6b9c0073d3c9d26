package main

import (
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"carrel/e2e/browsertest"
)

var shots = flag.String("shots", "", "a folder for pictures of every page")

// state is one state of a page.
type state struct {
	name, scene, hash string
	// press is a selector to click once the page has loaded
	press string
	// wait is a selector that exists when the state is reached
	wait string
}

var states = []state{
	{"first", "empty", "#/library", "", ".packs .pack"},
	{"library", "usual", "#/library", "", ".decks tbody tr"},
	{"library-nothing", "nothing", "#/library", "", ".today-count"},
	{"library-rounds", "usual", "#/library", ".rounds summary", ".rounds[open]"},
	{"deck", "usual", "#/deck/" + id("d2"), ".deck-settings summary", ".cards tbody tr"},
	{"cards", "usual", "#/cards", "", ".cards tbody tr"},
	{"deck-erase", "usual", "#/deck/" + id("d2"), ".deck-settings summary, .deck-settings .danger", "dialog[open]"},
	{"progress", "usual", "#/progress", "", ".plot-box canvas"},
	{"progress-table", "usual", "#/progress", ".plot summary", ".plot details[open]"},
	{"settings", "usual", "#/settings", "", ".leaves li"},
	{"about", "usual", "#/about", ".button", ".licences"},
	{"nowhere", "usual", "#/nowhere", "", "main h1"},
	{"study-ready", "asking", "#/study", "", ".ready .primary"},
	{"study-asking", "asking", "#/study", ".ready .primary", ".card"},
	{"study-answering", "answering", "#/study", ".ready .primary", ".typed"},
	{"study-choice", "choice", "#/study", ".ready .primary", ".choices"},
	{"study-several", "several", "#/study", ".ready .primary", ".choices-several"},
	{"study-confirming", "confirming", "#/study", ".ready .primary", ".pair"},
	{"study-revealed", "revealed", "#/study", ".ready .primary", ".grades"},
	{"study-wrong", "feedback", "#/study", ".ready .primary", ".card-back"},
	{"study-driving", "driving", "#/study", ".ready .primary", ".pair"},
	{"study-handsfree", "handsfree", "#/study", ".ready .primary", ".show"},
	{"study-switch", "switch", "#/study", ".ready .primary", ".switch-area"},
	{"study-paused", "paused", "#/study", ".ready .primary", ".ready .sign"},
	{"study-duel", "duel", "#/study", ".ready .primary", ".duel"},
	{"study-rich", "rich", "#/study", ".ready .primary", ".card-html table"},
	{"study-end", "answering", "#/study", ".ready .primary, .study-top .button.quiet", ".ready h2"},
	{"study-none", "usual", "#/study", "", ".ready a"},
}

// TestPagesAreAccessible opens every state. axe finds nothing in the light and the dark theme, no
// state breaks the content security policy, and nothing is wider than a window of 320 pixels.
func TestPagesAreAccessible(t *testing.T) {
	tab, url, axe, _ := openPages(t)
	for _, s := range states {
		t.Run(s.name, func(t *testing.T) {
			show(t, tab, url, s)
			for _, v := range run[[]string](t, tab, axe+axeRun(wcag)) {
				t.Error(v)
			}
			picture(t, tab, s.name+"-light")
			look(t, tab, "dark")
			for _, v := range run[[]string](t, tab, axeRun(`["color-contrast"]`)) {
				t.Error("dark: ", v)
			}
			picture(t, tab, s.name+"-dark")
			resize(t, tab, 320, 640)
			if over := run[string](t, tab, sticksOut); over != "" {
				t.Errorf("at 320 pixels this sticks out: %s", over)
			}
			picture(t, tab, s.name+"-narrow")
			for _, f := range run[[]string](t, tab, `window.faults`) {
				// The policy blocks what the hostile card tries, and reports that.
				if s.name != "study-rich" || !strings.HasPrefix(f, "policy: ") {
					t.Error("fault:", f)
				}
			}
		})
	}
}

// TestFrenchPagesAreAccessible opens the main pages in French.
func TestFrenchPagesAreAccessible(t *testing.T) {
	tab, url, axe, _ := openPages(t)
	run[any](t, tab, `fetch("api/settings", {method: "PUT", body: '{"lang":"fr"}'}).then(r => r.text())`)
	for _, s := range states {
		if !strings.HasPrefix(s.name, "library") && s.name != "settings" && s.name != "study-revealed" {
			continue
		}
		show(t, tab, url, s)
		if lang := run[string](t, tab, `document.documentElement.lang`); lang != "fr" {
			t.Errorf("%s says its language is %q, want fr", s.name, lang)
		}
		for _, v := range run[[]string](t, tab, axe+axeRun(wcag)) {
			t.Errorf("%s: %s", s.name, v)
		}
		resize(t, tab, 320, 640)
		if over := run[string](t, tab, sticksOut); over != "" {
			t.Errorf("%s: at 320 pixels this sticks out: %s", s.name, over)
		}
		picture(t, tab, s.name+"-fr")
	}
}

// TestProgressSaysWhatARetentionCosts looks for the learner's own retention in the curve, its text
// and its table, and for the result of the last fit.
func TestProgressSaysWhatARetentionCosts(t *testing.T) {
	tab, url, _, _ := openPages(t)
	show(t, tab, url, state{name: "progress", scene: "usual", hash: "#/progress", wait: ".workload canvas"})
	for _, c := range []struct{ where, has string }{
		{`document.querySelector(".workload .plot-box").ariaLabel`, "yours: 90%, 26."},
		{`document.querySelector(".workload").innerText`, "Yours is 90%: about 26 minutes a day."},
		{`[...document.querySelectorAll(".workload tbody tr")].find(r => r.textContent.includes("yours")).textContent`, "90% – yours26"},
		{`document.querySelector(".fit-line").innerText`, "they predict your latest 3,120 reviews better"},
	} {
		if got := run[string](t, tab, c.where); !strings.Contains(got, c.has) {
			t.Errorf("%s is %q, want %q in it", c.where, got, c.has)
		}
	}
}

// TestCardsCannotRunOrEscape shows a hostile card: none of its code runs, and it has no class of
// the page.
func TestCardsCannotRunOrEscape(t *testing.T) {
	tab, url, _, _ := openPages(t)
	for _, s := range states {
		if s.name == "study-rich" {
			show(t, tab, url, s)
		}
	}
	got := run[[]string](t, tab, `[...document.querySelectorAll(".card-html *")].flatMap(e => [
		...(/^(script|style|iframe|a)$/.test(e.localName) ? [e.localName] : []),
		...e.getAttributeNames().filter(n => n.startsWith("on") || n === "style" || n === "href"),
		...[...e.classList].filter(c => !c.startsWith("c-"))])`)
	if len(got) > 0 {
		t.Errorf("a card kept %v, want none of these", got)
	}
	if title := run[string](t, tab, `document.title`); strings.Contains(title, "owned") {
		t.Error("a card's script ran")
	}
}

const wcag = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// axeRun returns a script that runs axe with rules or with the rules of tags, and returns the
// violations.
func axeRun(only string) string {
	return `;axe.run(document, {runOnly: ` + only + `}).then(r =>
	r.violations.map(v => v.id + ": " + v.help + " – " + v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")))`
}

// sticksOut names elements that are wider than the window, except in boxes that scroll.
const sticksOut = `document.documentElement.scrollWidth <= innerWidth + 1 ? "" :
	[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".sr,.scroll,.licences"))
	.slice(0, 4).map(e => e.localName + "." + e.className).join(", ") || "the page"`

func openPages(t *testing.T) (context.Context, string, string, *fake) {
	t.Helper()
	root := filepath.Join("..", "..")
	if _, err := os.Stat(filepath.Join(root, "web/dist/index.html")); err != nil {
		missing(t, "the page is not built; run make web")
	}
	axe, err := os.ReadFile(filepath.Join(root, "web/node_modules/axe-core/axe.min.js"))
	if err != nil {
		missing(t, "axe-core is not installed; run npm ci --prefix web")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "chromium is not installed")
	}
	api := newFake()
	server := httptest.NewServer(pageHandler(filepath.Join(root, "web/dist"), api))
	t.Cleanup(server.Close)
	opts := append(append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(browsertest.Profile(t)),
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-component-update", true), chromedp.Flag("mute-audio", true))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	tab, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	watch := func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: faults})
		return err
	}
	if err := chromedp.Do(tab, chromedp.Func(watch), chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	return tab, server.URL, string(axe), api
}

// faults is a script that records what the page must never do.
const faults = `window.faults = [];
// What the page's audio elements were told, and when.
window.media = [];
for (const name of ["play", "pause"]) {
	const was = HTMLMediaElement.prototype[name];
	HTMLMediaElement.prototype[name] = function () { media.push({ what: name, at: performance.now(), element: this, src: this.src }); return was.call(this); };
}
addEventListener("securitypolicyviolation", e => faults.push("policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample));
addEventListener("error", e => faults.push("error: " + e.message));
addEventListener("unhandledrejection", e => faults.push("rejection: " + e.reason));
{ const was = console.error; console.error = (...a) => { faults.push("console: " + a.join(" ")); was(...a); }; }`

func show(t *testing.T, tab context.Context, url string, s state) {
	t.Helper()
	resize(t, tab, 1280, 800)
	look(t, tab, "light")
	ctx, cancel := context.WithTimeout(tab, 60*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/?scene="+s.scene+"&for="+s.name+s.hash)); err != nil {
		t.Fatal(err)
	}
	for _, press := range strings.Split(s.press, ", ") {
		if press == "" {
			continue
		}
		if err := browsertest.Click(ctx, press); err != nil {
			t.Fatalf("%s: pressing %s: %v", s.name, press, err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.WaitVisible(s.wait), chromedp.Sleep(150*time.Millisecond)); err != nil {
		t.Fatalf("%s never showed %s: %v", s.name, s.wait, err)
	}
}

// look switches the page to the light or the dark theme.
func look(t *testing.T, tab context.Context, scheme string) {
	t.Helper()
	media := func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}
	if err := chromedp.Do(tab, chromedp.Func(media)); err != nil {
		t.Fatal(err)
	}
}

func resize(t *testing.T, tab context.Context, width, height int64) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.EmulateViewport(width, height), chromedp.Sleep(100*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
}

func picture(t *testing.T, tab context.Context, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func run[T any](t *testing.T, tab context.Context, js string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, 60*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s…: %v", js, err)
	}
	return v
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CARREL_BROWSER_TESTS") == "required" {
		t.Fatal(what)
	}
	t.Skip(what)
}
