package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chooseFiles answers the file dialog that the next press opens. The dialog is the
// operating system's, so the page cannot control it.
func (b *tab) chooseFiles(files ...string) {
	b.t.Helper()
	chosen := make(chan error, 1)
	if err := chromedp.Listen(b.ctx, func(ev any) {
		if e, ok := ev.(*page.EventFileChooserOpened); ok {
			go func() {
				_, err := chromedp.Call(b.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, BackendNodeID: e.BackendNodeID})
				chosen <- err
			}()
		}
	}); err != nil {
		b.t.Fatal(err)
	}
	intercept := func(on bool) {
		b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, page.SetInterceptFileChooserDialog, page.SetInterceptFileChooserDialogParams{Enabled: on})
			return err
		}))
	}
	intercept(true)
	b.key(kb.Enter)
	select {
	case err := <-chosen:
		if err != nil {
			b.t.Fatal(err)
		}
	case <-time.After(20 * time.Second):
		b.shot("stuck")
		b.t.Fatal("the press opened no file dialog")
	}
	intercept(false)
}

// TestStudyByKeysAlone imports a deck and studies ten cards with the keyboard alone, then
// kills the program.
func TestStudyByKeysAlone(t *testing.T) {
	t.Parallel()
	onBothHosts(t, studyByKeysAlone)
}

func studyByKeysAlone(t *testing.T, h host) {
	deck := fixture(t, "anki/mixed-legacy-2.apkg")
	b := h.visit()
	b.see(".drop")
	b.settings(`{rate: 2, bury_siblings: false}`)
	b.tabTo("Choose files")
	b.chooseFiles(deck)
	b.see(".job.done")
	b.tabTo("Study")
	b.key(kb.Enter)

	last := 0
	// press presses a key and returns the turn that it led to.
	press := func(key string, phases ...string) turn {
		t.Helper()
		switch {
		case key == "undo":
			b.undo()
		case len(key) == 4: // "alt" and a letter
			b.alt(key[3:])
		default:
			b.key(key)
		}
		now := b.await(last, phases...)
		last = now.Turn
		b.waitFor(60*time.Second, "for the focus to be somewhere after the key "+key, `document.activeElement !== null && document.activeElement !== document.body`)
		return now
	}
	question := func(after int) turn {
		t.Helper()
		now := b.await(after, "asking", "answering")
		last = now.Turn
		return now
	}

	var meant []graded
	now := question(0)
	answers, typed := b.answers(), false
	keys := []struct {
		key   string
		grade int
	}{{"3", 3}, {"1", 1}, {kb.ArrowRight, 3}, {"2", 2}, {"4", 4}, {kb.ArrowLeft, 1}}
	for len(meant) < 10 || !typed {
		card := now.View.Card.ID
		switch len(meant) {
		case 1: // say it again: the same card
			if again := press("altr", "asking", "answering"); again.View.Card.ID != card || again.View.Done != now.View.Done {
				t.Errorf("R asked another card")
			}
		case 2: // a pause, ended with the same key
			paused := press("altp", "paused")
			time.Sleep(300 * time.Millisecond)
			if b.turn().Turn != paused.Turn {
				t.Errorf("the pause ended by itself")
			}
			if again := press("p", "asking", "answering"); again.View.Card.ID != card {
				t.Errorf("after the pause another card was asked")
			}
			now = b.turn()
		case 4: // undo the last grade, and give it again
			back := press("undo", "asking", "answering", "revealed")
			if before := meant[len(meant)-1]; back.View.Card.ID != before.card {
				t.Errorf("Ctrl-Z brought card %s back, not %s", back.View.Card.ID, before.card)
			}
			before := meant[len(meant)-1]
			if back.View.Phase != "revealed" {
				press(" ", "revealed")
			}
			now = press("4", "asking", "answering")
			meant[len(meant)-1] = graded{before.card, 4}
			card = now.View.Card.ID
		case 6: // skip: nothing is recorded
			skipped := press("alts", "asking", "answering")
			if skipped.View.Card.ID == card {
				t.Errorf("S asked the same card again")
			}
			if skipped.View.Done != now.View.Done {
				t.Errorf("S counted as done")
			}
			card = skipped.View.Card.ID
		}
		if answer := answers[now.View.Card.Text]; !typed && len(meant) > 6 && answer != "" && !strings.Contains(answer, " ") {
			typed = true
			b.tabTo("Your answer")
			b.key(answer)
			now = press(kb.Enter, "asking", "answering", "revealed")
			if now.View.Phase == "revealed" { // close: the space key accepts the suggested grade
				now = press(" ", "asking", "answering")
			}
			meant = append(meant, graded{card, 3})
			b.waitFor(60*time.Second, "for the focus to be on the field for the next answer", `document.activeElement?.tagName === "INPUT"`)
			b.key(kb.Escape)
			b.waitFor(60*time.Second, "for Esc to leave the field to the page", `document.activeElement?.tagName === "MAIN"`)
			if at := b.turn(); at.Turn < now.Turn || at.View.Card.ID != now.View.Card.ID {
				t.Errorf("Esc led to %+v, want the same card", at.View)
			}
			continue
		}
		if shown := press(" ", "revealed"); shown.View.Card.ID != card {
			t.Fatalf("the answer to another card was shown")
		}
		with := keys[len(meant)%len(keys)]
		now = press(with.key, "asking", "answering")
		meant = append(meant, graded{card, with.grade})
	}
	waiting := now.View.Card.ID

	h.kill()
	h.reopen(b, "#/study")
	b.waitFor(60*time.Second, "for the focus to wait on the way on", `document.activeElement?.innerText.trim() === "Go on"`)
	if b.phase() != "paused" && b.turn().Turn != 0 {
		t.Errorf("the session went on by itself after the restart")
	}
	b.key(kb.Enter)
	if again := question(0); again.View.Card.ID != waiting {
		t.Errorf("after the kill card %s waits, not %s", again.View.Card.ID, waiting)
	}
	h.kill()

	kept, undone := kept(t, h, "key")
	sameGrades(t, meant, kept)
	if undone != 1 {
		t.Errorf("%d grades were taken back, want 1", undone)
	}
}
