package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// turn is what the page learnt with the last answer of its session.
type turn struct {
	Turn int
	View struct {
		Phase  string
		Prompt string
		Heard  string
		Card   *struct{ ID, Text, Kind string }
		Done   int
	}
}

func (b *tab) turn() turn {
	b.t.Helper()
	return js[turn](b.t, b.ctx, `window.turns.at(-1) ?? {Turn: 0, view: {}}`)
}

// await waits until the session is in a phase after a turn.
func (b *tab) await(after int, phases ...string) turn {
	b.t.Helper()
	var now turn
	for deadline := time.Now().Add(40 * time.Second); ; time.Sleep(40 * time.Millisecond) {
		now = b.turn()
		for _, p := range phases {
			if now.View.Phase == p && now.Turn > after {
				return now
			}
		}
		if time.Now().After(deadline) {
			b.shot("stuck")
			b.t.Fatalf("after turn %d the session never came to %v; turn %d, the page shows:\n%s", after, phases, now.Turn, b.text("body"))
		}
	}
}

// heard lists what the session heard so far.
func (b *tab) heard() string {
	b.t.Helper()
	return js[string](b.t, b.ctx, `window.turns.map(t => t.view.phase + ":" + (t.view.heard ?? "")).join(" ")`)
}

// settled waits until the page listens: it shows so.
func (b *tab) settled() {
	b.t.Helper()
	b.waitFor(60*time.Second, "for the page to listen", `document.querySelector(".sign.hearing")`)
}

// tell says words until they are acted on, as a person would when asked
// again. What is read back is confirmed if it is what was said. It returns the
// turn that followed.
func (b *tab) tell(words string) turn {
	b.t.Helper()
	return b.tellIn("en", words)
}

// tellIn is tell in a language.
func (b *tab) tellIn(lang, words string) turn {
	b.t.Helper()
	yes, no := "yes", "no"
	if lang == "fr" {
		yes, no = "oui c'est ça", "non" // the longer yes is the clearer one
	}
	before := b.turn()
	for range 5 {
		b.settled()
		from := b.turn()
		b.sayIn(lang, words)
		now := b.next(from)
		for range 3 {
			if now.View.Phase != "confirming" {
				break
			}
			b.settled()
			reply := no
			if strings.Contains(strings.ToLower(now.View.Prompt), strings.ToLower(words)) {
				reply = yes
			}
			b.sayIn(lang, reply)
			now = b.next(now)
		}
		if now.View.Phase != before.View.Phase || (now.View.Card != nil && before.View.Card != nil && now.View.Card.ID != before.View.Card.ID) {
			return now
		}
		b.t.Logf("%q was not understood, once more; %s", words, b.heard())
	}
	b.shot("not-heard")
	b.t.Fatalf("%q was never understood in phase %s; the page shows:\n%s", words, before.View.Phase, b.text("body"))
	return before
}

// next waits for any turn after one, at most as long as an answer takes.
func (b *tab) next(after turn) turn {
	b.t.Helper()
	now := after
	for deadline := time.Now().Add(20 * time.Second); now.Turn <= after.Turn && time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
		now = b.turn()
	}
	return now
}

// listenOn opens the microphone with the switch every page has.
func (b *tab) listenOn() {
	b.t.Helper()
	b.press("Listen")
	b.waitFor(60*time.Second, "for the microphone", `document.querySelector(".mic-line.open")`)
}

// TestStudyByVoiceAlone imports decks by others and studies ten cards with
// nothing but the voice: right and wrong answers, an undo, a repeat and a
// silence. Then the program is killed, the same card waits, and what was kept
// is what was said.
func TestStudyByVoiceAlone(t *testing.T) {
	onBothHosts(t, studyByVoiceAlone)
}

func studyByVoiceAlone(t *testing.T, h host) {
	b := h.visit()
	b.upload(fixture(t, "anki/mixed-legacy-2.apkg"), fixture(t, "anki/pandas/collection-schema18-latest.colpkg"))
	b.waitFor(60*time.Second, "for both decks to come in", `document.querySelectorAll(".job.done").length === 2`)
	b.shot("imported")
	b.settings(`{profile: "hands-free", listening: false, answer_gap_ms: 3000, rate: 2, bury_siblings: false}`)
	b.do(chromedp.Reload())

	b.see(".today")
	answers := b.answers()
	b.listenOn()
	b.press("Study")

	var meant []graded
	repeated, undone, silent := false, false, false
	judged, wrong := 0, 0
	last := 0
	for len(meant) < 10 {
		now := b.await(last, "answering")
		last = now.Turn
		if now.View.Card == nil {
			t.Fatal("an answer is wanted to no card")
		}
		card, answer := now.View.Card.ID, answers[now.View.Card.Text]
		switch {
		case len(meant) == 2 && !repeated:
			repeated = true
			b.settled()
			b.say("repeat that")
			again := b.await(last, "answering")
			if again.View.Card.ID != card || again.View.Done != len(meant) {
				t.Errorf("after \"repeat that\", heard as %q, another card was asked", b.heard())
			}
			last = again.Turn - 1
			continue
		case len(meant) == 3 && !silent:
			silent = true
			next := b.next(now)
			if next.View.Done != len(meant) || next.View.Card.ID != card {
				t.Errorf("silence moved on or was graded: %+v", next.View)
			}
			last = next.Turn - 1
			continue
		case len(meant) == 6 && !undone:
			undone = true
			b.settled()
			b.say("undo that")
			back := b.await(last, "asking", "answering")
			if back.View.Card.ID != meant[len(meant)-1].card {
				t.Errorf("\"undo that\" did not bring the last card back")
			}
			meant = meant[:len(meant)-1]
			continue
		}
		// Answers that are plain English words are said; others are graded after
		// hearing them.
		if say := map[string]string{"fields": "fields", "hidden": "hidden", "hints": "hints", "cloze": ""}[answer]; say != "" {
			g := 3
			if wrong == 0 {
				g, say = 1, map[string]string{"fields": "hidden", "hidden": "fields", "hints": "fields"}[answer]
				wrong++
			}
			judged++
			after := b.tell(say)
			if after.View.Phase == "revealed" { // nearly: then it is graded by ear
				b.tell("knew it")
				g = 3
			}
			meant = append(meant, graded{card, g})
			continue
		}
		after := b.tell("show answer")
		if after.View.Phase != "revealed" {
			t.Fatalf("\"show answer\" led to %s", after.View.Phase)
		}
		if len(meant)%3 == 1 {
			b.tell("missed it")
			meant = append(meant, graded{card, 1})
		} else {
			b.tell("knew it")
			meant = append(meant, graded{card, 3})
		}
	}
	if judged < 2 || wrong != 1 {
		t.Errorf("%d answers were judged, %d of them wrong: too few to show anything", judged, wrong)
	}
	waiting := b.await(last, "answering", "asking").View.Card.ID
	b.shot("by-voice")

	h.kill()
	h.reopen(b, "#/study")
	b.press("Go on")
	if again := b.await(0, "asking", "answering"); again.View.Card.ID != waiting {
		t.Errorf("after the kill another card waits: %s, not %s", again.View.Card.ID, waiting)
	}
	h.kill()

	kept, takenBack := kept(t, h, "voice")
	sameGrades(t, meant, kept)
	if takenBack != 1 {
		t.Errorf("%d reviews were taken back, want 1", takenBack)
	}
}
