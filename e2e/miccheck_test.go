package e2e

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// answerCheck says each phrase that the microphone check asks for.
func (b *tab) answerCheck(say func(phrase string)) {
	b.t.Helper()
	for n := 1; n <= 5; n++ {
		asks := fmt.Sprintf(`document.querySelector(".check-now")?.innerText.includes("(%d ") && document.querySelector(".mic.hearing")`, n)
		done := `document.querySelector(".check-found")`
		b.waitFor(60*time.Second, fmt.Sprintf("for phrase %d", n), asks+" || "+done)
		if js[bool](b.t, b.ctx, "!!(%s)", done) {
			return
		}
		say(strings.TrimSpace(b.text(".check-phrase")))
	}
	b.waitFor(60*time.Second, "for the result", `document.querySelector(".check-found")`)
}

// TestMicCheckInAQuietRoom runs the check by keyboard, with an empty collection. A clear
// voice in a quiet room gets a recommendation of spoken answers.
func TestMicCheckInAQuietRoom(t *testing.T) {
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.see(".mic-check button")
	b.accessible("the first page")
	b.tabTo("Begin the check")
	b.key(kb.Enter)
	b.answerCheck(b.say)
	if got := b.text(".check-found h3"); !strings.HasPrefix(got, "Spoken answers and commands") {
		t.Errorf("the check says %q; it shows:\n%s", got, b.text(".mic-check"))
	}
	if got := b.text(".check-found"); !strings.Contains(got, "The room is quiet") || !strings.Contains(got, "does not hear what Carrel says") {
		t.Errorf("the check shows:\n%s", got)
	}
	b.waitFor(60*time.Second, "for the result to have the focus", `document.activeElement?.id === "check-found"`)
	b.waitFor(60*time.Second, "for the microphone to be closed after the check", `!document.querySelector(".mic-line.open")`)
	b.accessible("the result of the check")
	b.shot("mic-check")
}

// Where noise covers the voice, the check recommends buttons, in the learner's language.
func TestMicCheckInNoise(t *testing.T) {
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.settings(`{lang: "fr"}`)
	noise := filepath.Join(t.TempDir(), "noise.wav")
	command(t, "sox", "-R", "-n", "-r", "16000", "-b", "16", noise, "synth", "100", "pinknoise", "vol", "0.6")
	sound, err := os.ReadFile(noise)
	if err != nil {
		t.Fatal(err)
	}
	js[bool](t, b.ctx, `location.assign("#/settings") ?? true`)
	b.do(chromedp.Reload())
	b.see(".mic-check button")
	js[bool](t, b.ctx, `(window.speakToMicrophone(%q), true)`, base64.StdEncoding.EncodeToString(sound))
	b.press("Commencer l’essai")
	b.answerCheck(func(string) {})
	if got := b.text(".check-found h3"); !strings.Contains(got, "boutons et touches") {
		t.Errorf("the check in noise says %q; it shows:\n%s", got, b.text(".mic-check"))
	}
	if got := b.text(".check-found"); !strings.Contains(got, "bruyant") {
		t.Errorf("the check does not mention the noise:\n%s", got)
	}
	b.press("Essayer encore")
	b.see(".check-now")
	b.press("Annuler")
	b.waitFor(60*time.Second, "for the check to be given up", `[...document.querySelectorAll(".mic-check button")].some(e => e.innerText.includes("Commencer l’essai"))`)
	b.waitFor(60*time.Second, "for the microphone to be closed after the check was given up", `!document.querySelector(".mic-line.open")`)
}
