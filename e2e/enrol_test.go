package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

type taughtWord struct {
	Lang   string `json:"lang"`
	Say    string `json:"say"`
	Frames string `json:"frames"`
}

func (b *tab) taught() []taughtWord {
	b.t.Helper()
	return js[[]taughtWord](b.t, b.ctx, `fetch("api/enrolment").then(r => r.json()).then(e => e.templates)`)
}

// TestTeachCommands teaches three commands by keyboard and voice, checks their effect, and
// forgets them.
func TestTeachCommands(t *testing.T) {
	p := serve(t, t.TempDir())
	b := p.visit()
	b.takeIn(`{profile: "hands-free", answer_gap_ms: 4000, rate: 1.6, new_per_day: 50}`, writeFile(t, "deck.tsv", []byte(spelling)))
	b.teachThree()

	words := b.taught()
	if len(words) != 3 || words[0].Say != "repeat that" || words[2].Say != "next card" || words[2].Lang != "en" || len(words[2].Frames) < 400 {
		t.Fatalf("kept: %+v", words)
	}
	if got := b.text(".enrol-count"); got != "3 commands are taught." {
		t.Errorf("the page says %q", got)
	}
	b.waitFor(60*time.Second, "for what came of it to have the focus", `document.activeElement?.className === "enrol-count"`)
	js[bool](t, b.ctx, `(document.querySelector(".enrol details").open = true)`)
	if got := b.text(".enrol-list"); got != "repeat that\nshow answer\nnext card" {
		t.Errorf("the list is %q", got)
	}
	b.accessible("commands that are taught")
	b.shot("enrol")
	if leaves := js[string](t, b.ctx, `fetch("api/what-leaves").then(r => r.text())`); !bytes.Contains([]byte(leaves), []byte("commands you taught")) {
		t.Errorf("what-leaves says %s", leaves)
	}

	// A command said as it was taught counts without being read back.
	if phase := b.nextCard(); phase != "answering" {
		t.Errorf("after a command that was taught the session is %q", phase)
	}
	// When two words are taught with each other's sound, the templates contradict the
	// recogniser, so the command is read back.
	words[0].Say, words[2].Say = words[2].Say, words[0].Say
	b.keepTaught(words)
	if phase := b.nextCard(); phase != "confirming" {
		t.Errorf("after a command that another one's template contradicts the session is %q", phase)
	}

	frames := words[1].Frames[:60]
	if len(p.holding(frames)) == 0 {
		t.Fatal("the home holds nothing of what was taught: the test would show nothing")
	}
	js[bool](t, b.ctx, `location.assign("#/settings") ?? true`)
	b.see(".enrol-count")
	b.press("Forget my words")
	b.waitFor(60*time.Second, "for the words to be forgotten", `document.querySelector(".enrol-count")?.innerText.startsWith("Your words are forgotten") && !document.querySelector(".enrol-list")`)
	if words := b.taught(); len(words) != 0 {
		t.Errorf("still there: %+v", words)
	}
	if found := p.holding(frames); len(found) > 0 {
		t.Errorf("bytes of it are still in %v", found)
	}
}

// teachThree teaches the first three words in the settings, by keyboard. The first word is
// said only when it is asked for again.
func (b *tab) teachThree() {
	b.t.Helper()
	js[bool](b.t, b.ctx, `location.assign("#/settings") ?? true`)
	b.see(".enrol-count")
	b.tabTo("Teach the commands")
	b.key(kb.Enter)
	const listens = `document.querySelector(".mic.hearing")`
	b.waitFor(60*time.Second, "for the first word to be asked for again", `document.querySelector(".check-now")?.innerText.includes("Nothing was heard") && `+listens)
	for n := 1; n <= 3; n++ {
		b.waitFor(60*time.Second, fmt.Sprintf("for word %d", n), fmt.Sprintf(`document.querySelector(".check-now")?.innerText.includes("(%d ") && `, n)+listens)
		b.say(b.text(".check-phrase"))
	}
	b.waitFor(60*time.Second, "for word 4", `document.querySelector(".check-now")?.innerText.includes("(4 ")`)
	b.accessible("while a command is taught")
	b.press("Stop here")
	b.see(".enrol-count")
}

// nextCard starts a session and says "next card" to the first question. It returns the
// phase that follows and ends the session.
func (b *tab) nextCard() string {
	b.t.Helper()
	js[bool](b.t, b.ctx, `location.assign("#/") ?? true`)
	b.do(chromedp.Reload())
	b.see(".today")
	b.listenOn()
	b.press("Study")
	now := b.await(0, "answering")
	b.settled()
	from := b.turn()
	b.say("next card")
	after := b.next(from)
	phase := after.View.Phase
	if phase != "confirming" && after.View.Card != nil && after.View.Card.ID == now.View.Card.ID {
		b.t.Fatalf("\"next card\" was said and the same card is there in phase %s; heard %s; %s", phase, b.heard(), b.sounding())
	}
	if phase == "asking" {
		phase = b.await(now.Turn, "answering").View.Phase
	}
	if ok := js[bool](b.t, b.ctx, `fetch("api/session", {method: "POST", body: JSON.stringify({event: "command", command: "stop"})}).then(r => r.ok)`); !ok {
		b.t.Fatal("the session does not stop")
	}
	return phase
}

// sounding describes what plays and whether the page listens, for the message of a test
// that timed out.
func (b *tab) sounding() string {
	b.t.Helper()
	return js[string](b.t, b.ctx, `(() => {
	  const e = window.element;
	  const sound = e ? "the page last played with " + JSON.stringify({loop: e.loop, paused: e.paused, ended: e.ended, at: e.currentTime, of: e.duration, error: e.error?.message, state: e.readyState}) : "nothing was played";
	  return sound + "; it listens: " + !!document.querySelector(".sign.hearing") + "; its microphone is open: " + !!document.querySelector(".mic-line.open");
	})()`)
}

func (b *tab) keepTaught(words []taughtWord) {
	b.t.Helper()
	list, err := json.Marshal(map[string]any{"templates": words})
	if err != nil {
		b.t.Fatal(err)
	}
	if !js[bool](b.t, b.ctx, `fetch("api/enrolment", {method: "PUT", body: %q}).then(r => r.ok)`, string(list)) {
		b.t.Fatal("the words were refused")
	}
}

// holding lists the files of the home that contain a text.
func (p *program) holding(text string) []string {
	p.t.Helper()
	var found []string
	err := filepath.WalkDir(p.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && bytes.Contains(data, []byte(text)) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return found
}
