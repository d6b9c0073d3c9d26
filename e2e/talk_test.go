package e2e

import (
	"strings"
	"testing"
	"time"
)

// TestPushToTalk says words in the room, which must count for nothing, and the same words
// with the key held, which are the answer.
func TestPushToTalk(t *testing.T) {
	t.Parallel()
	b, now := converse(t, serve(t, t.TempDir()), spelling, `{profile: "hands-free", answer_gap_ms: 60000, rate: 1.5, push_to_talk: true}`)
	if js[bool](t, b.ctx, `document.querySelector(".sign.hearing") !== null`) {
		t.Error("the page says that it listens, though no key is held")
	}
	answer := answerTo(now.View.Card.Text)
	b.say(answer)
	time.Sleep(1500 * time.Millisecond) // longer than any utterance takes to end
	if after := b.turn(); after.Turn != now.Turn {
		t.Fatalf("what was said without the key led to %+v", after)
	}
	const key = `document.body.dispatchEvent(new KeyboardEvent("%s", {key: "t", code: "KeyT", bubbles: true}))`
	for try := 1; ; try++ {
		js[bool](t, b.ctx, key, "keydown")
		b.waitFor(60*time.Second, "for the sign that it listens", `document.querySelector(".sign.hearing") !== null`)
		b.say(answer)
		js[bool](t, b.ctx, key, "keyup")
		after := b.next(now)
		if strings.EqualFold(after.View.Heard, answer) || strings.Contains(strings.ToLower(after.View.Prompt), answer) {
			break
		}
		if try == 2 || after.Turn == now.Turn { // say it once more if the page asks for that
			t.Fatalf("%q, said with the key held, led to %+v; heard %s", answer, after, b.heard())
		}
		now = after
	}
}
