package e2e

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// turn is the page's session as of its last answer.
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

// await waits until the session reaches a phase after a turn, and until the page shows the
// phase and handles its keys. The page draws a moment after it gets the turn, and handles
// keys a frame after that.
func (b *tab) await(after int, phases ...string) turn {
	b.t.Helper()
	wanted, err := json.Marshal(phases)
	if err != nil {
		b.t.Fatal(err)
	}
	for deadline := time.Now().Add(90 * time.Second); ; time.Sleep(40 * time.Millisecond) {
		now := js[turn](b.t, b.ctx, `(async () => {
		  const now = window.turns.at(-1), phase = now?.view.phase;
		  const drawn = () => phase === "finished" || document.querySelector(".study.phase-" + phase);
		  if (!now || now.turn <= %d || !%s.includes(phase) || !drawn()) return {turn: -1, view: {}};
		  // A tab behind another draws no frames.
		  await Promise.race([new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r)))), new Promise(r => setTimeout(r, 200))]);
		  return now;
		})()`, after, wanted)
		if now.Turn >= 0 {
			return now
		}
		if time.Now().After(deadline) {
			b.shot("stuck")
			b.t.Fatalf("after turn %d the session never came to %v; turn %d, heard %s, %s, the page shows:\n%s", after, phases, b.turn().Turn, b.heard(), b.sounding(), b.text("body"))
		}
	}
}

// heard lists what the session has heard so far.
func (b *tab) heard() string {
	b.t.Helper()
	return js[string](b.t, b.ctx, `window.turns.map(t => t.view.phase + ":" + (t.view.heard ?? "")).join(" ")`)
}

// settled waits until the page shows that it listens.
func (b *tab) settled() {
	b.t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !js[bool](b.t, b.ctx, `document.querySelector(".sign.hearing") !== null`); time.Sleep(40 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.shot("not-listening")
			b.t.Fatalf("the page never listened; %s; it shows:\n%s", b.sounding(), b.text("body"))
		}
	}
}

// tell says words, and again if asked, until they have an effect. If they are read back
// correctly it confirms them. It returns the turn that followed.
func (b *tab) tell(words string) turn {
	b.t.Helper()
	return b.tellIn("en", words)
}

// tellIn is tell in a given language.
func (b *tab) tellIn(lang, words string) turn {
	b.t.Helper()
	before := b.turn()
	return b.tellUntil(lang, words, func(now turn) bool {
		return now.View.Phase != before.View.Phase || now.View.Card != nil && before.View.Card != nil && now.View.Card.ID != before.View.Card.ID
	})
}

// tellUntil is tellIn until done reports the wanted effect. It says the words once, and
// once more if the page asks for them again. A word that has to be said three times is a
// fault.
func (b *tab) tellUntil(lang, words string, done func(turn) bool) turn {
	b.t.Helper()
	tries := 2
	if lang == "fr" {
		tries = 5 // French has one recogniser, which hears espeak-ng's voice less well
	}
	for range tries {
		b.settled()
		now := b.confirmed(lang, words, b.told(lang, words))
		if now.View.Phase == "paused" && !strings.Contains(words, "pause") {
			// It was taken for “wait” or “attendez”. A person who hears “paused” resumes and says
			// it again.
			b.t.Logf("%q paused the session; %s", words, b.heard())
			b.click(".ready .primary")
			b.await(now.Turn, "answering")
			continue
		}
		if done(now) {
			return now
		}
		b.t.Logf("%q was not understood and is asked for again; %s", words, b.heard())
	}
	b.shot("not-heard")
	b.t.Fatalf("%q was never understood in phase %s; heard was %s; %s; the page shows:\n%s", words, b.phase(), b.heard(), b.sounding(), b.text("body"))
	return turn{}
}

// told says words and returns the turn that they lead to.
func (b *tab) told(lang, words string) turn {
	b.t.Helper()
	from := b.turn()
	b.sayIn(lang, words)
	return b.next(from)
}

// confirmed replies when the page reads back what it heard: yes if that is what was said,
// else no.
func (b *tab) confirmed(lang, words string, now turn) turn {
	b.t.Helper()
	yes, no := "yes", "no"
	if lang == "fr" {
		yes, no = "oui c'est ça", "non" // the longer yes is recognised more reliably
	}
	for range 2 {
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
	return now
}

// takeBack says “undo that” until the card before the current one is back.
func (b *tab) takeBack(shown turn) turn {
	b.t.Helper()
	return b.tellUntil("en", "undo that", func(now turn) bool { return now.View.Card != nil && now.View.Card.ID != shown.View.Card.ID })
}

// next waits for any turn after a given one, for as long as an answer can take.
func (b *tab) next(after turn) turn {
	b.t.Helper()
	now := after
	for deadline := time.Now().Add(20 * time.Second); now.Turn <= after.Turn && time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
		now = b.turn()
	}
	return now
}

// listenOn opens the microphone with the switch that every page has.
func (b *tab) listenOn() {
	b.t.Helper()
	b.press("Listen")
	b.waitFor(60*time.Second, "for the microphone", `document.querySelector(".mic-line.open")`)
}

// TestStudyByVoiceAlone imports decks made by others and studies ten cards by voice alone:
// right and wrong answers, an undo, a repeat and a silence. Then the program is killed.
// The same card waits, and the recorded grades are those that were said.
func TestStudyByVoiceAlone(t *testing.T) {
	onBothHosts(t, studyByVoiceAlone)
}

func studyByVoiceAlone(t *testing.T, h host) {
	b := h.visit()
	b.takeIn(`{profile: "hands-free", listening: false, answer_gap_ms: 3000, rate: 2, bury_siblings: false}`,
		fixture(t, "anki/mixed-legacy-2.apkg"), fixture(t, "anki/pandas/collection-schema18-latest.colpkg"))
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
			back := b.takeBack(now)
			if back.View.Card.ID != meant[len(meant)-1].card {
				t.Errorf("\"undo that\" did not bring the last card back")
			}
			meant = meant[:len(meant)-1]
			continue
		}
		// It says answers that are plain English words; it grades the others after hearing them.
		if say := map[string]string{"fields": "fields", "hidden": "hidden", "hints": "hints", "cloze": ""}[answer]; say != "" {
			g := 3
			if wrong == 0 {
				g, say = 1, map[string]string{"fields": "hidden", "hidden": "fields", "hints": "fields"}[answer]
				wrong++
			}
			judged++
			after := b.tell(say)
			if after.View.Phase == "revealed" { // close: then it says the grade
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
