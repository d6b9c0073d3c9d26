package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"carrel/internal/wyoming/wyomingtest"
)

// choose selects the radio button with a title.
func (b *tab) choose(title string) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(".choice-option")].find(e => e.innerText.startsWith(%q))`, title)
	b.waitFor(60*time.Second, "for the choice "+title, find)
	js[bool](b.t, b.ctx, "%s.click() ?? true", find)
}

// TestAnswersThroughAWyomingServer types the address of a server into the settings, which
// say what is sent there. The session hears what the server transcribes; when the server
// is gone, Carrel's own recogniser takes over.
func TestAnswersThroughAWyomingServer(t *testing.T) {
	server := wyomingtest.Serve(t, "")
	p := serve(t, t.TempDir())
	b := visit(t, p.url+"#/settings")
	b.choose("A Wyoming server")
	// The field for the voice's address is always there; the recogniser's field appears before
	// it.
	b.waitFor(60*time.Second, "for the recogniser's address", `document.querySelectorAll('input[placeholder="127.0.0.1:10300"]').length === 2`)
	js[bool](t, b.ctx, `(() => { const i = document.querySelector('input[placeholder="127.0.0.1:10300"]'); i.value = %q; i.dispatchEvent(new Event("input", {bubbles: true})); return true; })()`, "tcp://"+server.Address)
	if n := len(server.Heard()) + len(server.Spoke()); n != 0 {
		t.Errorf("%d things were sent before a press", n)
	}
	b.waitFor(60*time.Second, "to be able to try it", `!document.querySelector('form:has(input[placeholder="127.0.0.1:10300"]) button').disabled`)
	b.press("Try it")
	b.waitFor(60*time.Second, "for the server's answer", `document.body.innerText.includes("It answers: test-hears")`)
	b.waitFor(60*time.Second, "to be told what is sent", `document.body.innerText.includes("Sent unencrypted to `+server.Address+`: what you say")`)
	b.accessible("the settings with a server")
	b.shot("wyoming")
	var leaves struct{ Lines []string }
	p.get("/api/what-leaves", &leaves)
	if out := strings.Join(leaves.Lines, "\n"); !strings.Contains(out, server.Address) {
		t.Errorf("what leaves says:\n%s", out)
	}

	b.settings(`{profile: "hands-free", answer_gap_ms: 8000, rate: 2}`)
	js[bool](t, b.ctx, `location.assign("#/library") ?? true`)
	b.do(chromedp.Reload())
	b.upload(own(t, "words.csv"))
	b.waitFor(60*time.Second, "for the deck", `document.querySelectorAll(".job.done").length === 1`)
	answers := b.answers()
	b.listenOn()
	b.press("Study")
	now := b.await(0, "answering")
	b.settled()
	answer := answers[now.View.Card.Text]
	server.Say(answer + ".")
	b.say("photosynthesis")
	if got := b.next(now); !strings.EqualFold(got.View.Heard, answer) {
		t.Errorf("the session heard %q of %+v, want %q as the server wrote it", got.View.Heard, got, answer)
	}
	if len(server.Heard()) == 0 {
		t.Error("the server got no sound")
	}

	// The server is gone: Carrel's own recogniser takes over.
	b.settings(`{wyoming_hear: "127.0.0.1:9"}`)
	b.do(chromedp.Reload())
	b.listenOn()
	b.press("Go on")
	b.await(0, "answering")
	if got := b.tell("show answer"); got.View.Phase != "revealed" {
		t.Errorf("without the server, show answer led to %s", got.View.Phase)
	}
}

// TestBrowsersRecogniserIsNotTrustedBlindly chooses the browser's recogniser in the
// settings. They say plainly that this browser confirms nothing, and it is never started.
func TestBrowsersRecogniserIsNotTrustedBlindly(t *testing.T) {
	p := serve(t, t.TempDir())
	spy := microphone + `;(() => {
  window.started = 0;
  // As browsers had it for years: it sends what it hears.
  window.SpeechRecognition = class extends EventTarget { start() { window.started++; } stop() {} abort() {} };
})()`
	b := visitIn(t, browser(t), p.url+"#/settings", spy)
	b.choose("The browser, on this device")
	b.waitFor(60*time.Second, "to be told", `document.body.innerText.includes("does not confirm that it recognises English on this device")`)
	b.press("Begin the check")
	b.answerCheck(b.say)
	if got := b.text(".check-found h3"); !strings.HasPrefix(got, "Spoken answers and commands") {
		t.Errorf("Carrel's own recogniser did not hear instead: %q", got)
	}
	if n := js[int](t, b.ctx, `window.started`); n != 0 {
		t.Errorf("the browser's recogniser was started %d times", n)
	}
}

// TestVoicesAndPronunciationInSettings chooses a voice for questions and one for answers,
// listens to them, and changes the pronunciation of a word, in both languages of the page.
func TestVoicesAndPronunciationInSettings(t *testing.T) {
	p := serve(t, t.TempDir())
	b := visit(t, p.url+"#/settings")
	b.see(".pronounce")
	choose := func(label, value string) {
		t.Helper()
		ok := js[bool](t, b.ctx, `(() => {
		  const l = [...document.querySelectorAll("label")].find(e => e.innerText.startsWith(%q));
		  const s = l && document.getElementById(l.htmlFor);
		  const o = s && [...s.options].find(o => o.value === %q);
		  if (!o) return false;
		  s.value = o.value;
		  s.dispatchEvent(new Event("change", {bubbles: true}));
		  return true;
		})()`, label, value)
		if !ok {
			t.Fatalf("there is no %q for %q in:\n%s", value, label, b.text("main"))
		}
	}
	type values struct {
		Voices       map[string]string
		AnswerVoices map[string]string `json:"answer_voices"`
		Pronounce    []struct{ Word, Say, Lang string }
		Pitch        float64
	}
	kept := func() values {
		var s struct{ Values values }
		p.get("/api/settings", &s)
		return s.Values
	}
	b.waitFor(60*time.Second, "for the voices", `document.body.innerText.includes("Voice for English")`)
	choose("Voice for English", "flite/slt")
	until(t, 60*time.Second, "the voice is kept", func() bool { return kept().Voices["en"] == "flite/slt" })
	choose("Another for the answer", "flite/rms")
	until(t, 60*time.Second, "the answer's voice is kept", func() bool { return kept().AnswerVoices["en"] == "flite/rms" })
	spoken := `performance.getEntriesByType("resource").filter(r => r.name.endsWith("api/speak") && r.responseStatus === 200).length`
	b.press("Hear it: slt")
	b.waitFor(60*time.Second, "to hear a voice", spoken+" === 1")
	b.press("Hear it: rms")
	b.waitFor(60*time.Second, "to hear the other", spoken+" === 2")

	write := func(nth int, text string) {
		t.Helper()
		js[bool](t, b.ctx, `(() => { const i = document.querySelectorAll(".pronounce input")[%d]; i.value = %q; i.dispatchEvent(new Event("input", {bubbles: true})); return true; })()`, nth, text)
	}
	write(0, "Nguyen")
	write(1, "win")
	b.waitFor(60*time.Second, "to be able to add it", `!document.querySelector(".pronounce [type=submit]").disabled`)
	b.press("Add")
	until(t, 60*time.Second, "the word is kept", func() bool { l := kept().Pronounce; return len(l) == 1 && l[0].Word == "Nguyen" && l[0].Say == "win" })
	b.accessible("the settings of the voice")
	b.shot("voices")

	b.settings(`{lang: "fr"}`)
	b.do(chromedp.Reload())
	b.waitFor(60*time.Second, "for French", `document.body.innerText.includes("Mots dits autrement")`)
	b.press("Retirer « Nguyen »")
	until(t, 60*time.Second, "the word is gone", func() bool { return len(kept().Pronounce) == 0 })
}
