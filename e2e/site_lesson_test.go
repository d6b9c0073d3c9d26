package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestTheSiteReadsBooksAndPlaysRecordings listens without a server: the program, the text
// and the recording are all in the page.
func TestTheSiteReadsBooksAndPlaysRecordings(t *testing.T) {
	s := hostSite(t)
	b := visitSite(t, s.url)
	b.ready()
	b.takeIn(`{profile: "desk", listening: false, rate: 2}`, bookFile(t, 0), recordingFile(t))
	b.ready()

	b.press("Listen to A Small Book")
	now := b.await(0, "answering")
	if now.View.Card == nil || now.View.Card.Text != "What is the capital of Canada?" {
		t.Fatalf("after the section %+v was asked", now.View.Card)
	}
	b.press("Stop")
	b.await(now.Turn, "finished")

	js[bool](t, b.ctx, `(window.turns.length = 0, true)`)
	// The page reports its position every four seconds, and a chapter must not end before
	// that.
	b.settings(`{rate: 1}`)
	b.do(chromedp.Navigate(s.url + "#/library"))
	b.press("Listen to A Quiet Tale")
	b.reading(0)
	b.waitFor(60*time.Second, "for the recording to play", `window.turns.at(-1).view.reading.at_ms > 3000`)
	b.press("Pause")
	b.await(0, "paused")
	b.do(chromedp.Reload())
	b.ready()
	place := ask[struct{ Readings []lesson }](b, "GET", "api/readings", "").Readings
	for _, r := range place {
		switch {
		case r.Title == "A Small Book" && (r.Place.Section != 1 || !r.Place.Asking):
			t.Errorf("the place in the book is %+v", r.Place)
		case r.Title == "A Quiet Tale" && (r.Place.Section != 0 || r.Place.OffsetMS < 3000):
			t.Errorf("the place in the recording is %+v", r.Place)
		}
	}
	if len(place) != 2 {
		t.Errorf("there are %d readings", len(place))
	}
}
