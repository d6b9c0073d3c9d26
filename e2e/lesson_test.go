package e2e

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// bookFile writes an EPUB of three chapters. The second has a question, and the third has
// a given number of additional sentences.
func bookFile(t *testing.T, more int) string {
	t.Helper()
	chapter := func(body string) string { return "<html><body>" + body + "</body></html>" }
	names := []string{"One", "Two", "Three"}
	var manifest, spine, toc strings.Builder
	for i, n := range names {
		fmt.Fprintf(&manifest, `<item id="c%d" href="c%d.xhtml" media-type="application/xhtml+xml"/>`, i, i)
		fmt.Fprintf(&spine, `<itemref idref="c%d"/>`, i)
		fmt.Fprintf(&toc, `<li><a href="c%d.xhtml">%s</a></li>`, i, n)
	}
	parts := [][2]string{
		{"mimetype", "application/epub+zip"},
		{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`},
		{"book.opf", `<package version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>urn:carrel-test</dc:identifier><dc:title>A Small Book</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>` + manifest.String() + `</manifest><spine>` + spine.String() + `</spine></package>`},
		{"nav.xhtml", chapter(`<nav epub:type="toc"><ol>` + toc.String() + `</ol></nav>`)},
		{"c0.xhtml", chapter("<p>It begins here.</p>")},
		{"c1.xhtml", chapter("<p>Ottawa is the capital.</p><p>Q: What is the capital of Canada?</p><p>A: Ottawa</p>")},
		{"c2.xhtml", chapter("<p>The first sentence of the end is not a short one, so that it takes its time to be read aloud, and there is time to press a key meanwhile.</p><p>The second is much like it, and says nothing of interest either, but says it slowly and with a number of commas, as books do.</p>" + strings.Repeat("<p>There is one more sentence here, and it is much like all of the others before it and after it.</p>", more) + "<p>The last one.</p>")},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(p[1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "small.epub", b.Bytes())
}

// recordingFile writes a silent MP3 with chapters of twenty and four seconds: a busy
// machine has to press its buttons before the first one ends.
func recordingFile(t *testing.T) string {
	t.Helper()
	u32 := func(n uint32) string { return string([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) }
	id3 := func(kind, body string) string { return kind + u32(uint32(len(body))) + "\x00\x00" + body }
	chap := func(id string, start, end uint32, title string) string {
		return id3("CHAP", id+"\x00"+u32(start)+u32(end)+u32(1<<32-1)+u32(1<<32-1)+id3("TIT2", "\x03"+title))
	}
	tags := id3("TIT2", "\x03A Quiet Tale") + chap("c1", 0, 20000, "First") + chap("c2", 20000, 24000, "Second")
	n := len(tags)
	out := []byte("ID3\x03\x00\x00" + string([]byte{byte(n >> 21 & 0x7f), byte(n >> 14 & 0x7f), byte(n >> 7 & 0x7f), byte(n & 0x7f)}) + tags)
	frame := append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...) // MPEG 1 layer III, 128 kbit/s, 44.1 kHz
	for range 24 * 44100 / 1152 {
		out = append(out, frame...)
	}
	return writeFile(t, "quiet.mp3", out)
}

// lesson is a reading in the API.
type lesson struct {
	ID    string
	Title string
	Place struct {
		Section  int
		Passage  int
		OffsetMS int `json:"offset_ms"`
		Asking   bool
		Done     bool
	}
}

func (p *program) lesson(title string) lesson {
	p.t.Helper()
	var all struct{ Readings []lesson }
	p.get("/api/readings", &all)
	for _, r := range all.Readings {
		if r.Title == title {
			return r
		}
	}
	p.t.Fatalf("there is no reading %q among %+v", title, all.Readings)
	return lesson{}
}

// reading waits until a passage of a section is read and returns its text.
func (b *tab) reading(section int) string {
	b.t.Helper()
	b.waitFor(60*time.Second, fmt.Sprintf("for section %d to be read", section),
		fmt.Sprintf(`window.turns.at(-1)?.view.phase === "reading" && window.turns.at(-1).view.reading.section === %d && document.querySelector(".study.phase-reading")`, section))
	return js[string](b.t, b.ctx, `window.turns.at(-1).view.reading.text ?? ""`)
}

// TestALessonInTheBrowser imports a book, listens to it, answers the question after a
// section, stops, kills the program, and continues at the same place.
func TestALessonInTheBrowser(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.takeIn(`{rate: 2, listening: false}`, bookFile(t, 0))
	b.see(".readings .reading")
	b.accessible("library with a book")
	b.shot("library-book")

	b.click(".readings a")
	b.see(".chapters li")
	if text := b.text("main"); !strings.Contains(text, "A. Writer") || !strings.Contains(text, "1 question") {
		t.Errorf("the page of the book says:\n%s", text)
	}
	b.press("Settings of this one")
	b.accessible("page of a book")
	b.shot("book")

	// From here on by keyboard alone: the whole first section, and the second.
	b.tabTo("Listen")
	js[bool](t, b.ctx, `window.holdClips = new Promise(r => window.releaseClips = r), true`)
	b.key(kb.Enter)
	b.reading(0)
	b.see(".passage")
	b.accessible("study, reading")
	b.shot("study-reading")
	js[bool](t, b.ctx, `window.holdClips = null, window.releaseClips(), true`)
	now := b.await(0, "answering")
	if now.View.Card == nil || now.View.Card.Text != "What is the capital of Canada?" {
		t.Fatalf("after the section %+v was asked", now.View.Card)
	}
	if at := p.lesson("A Small Book").Place; at.Section != 1 || !at.Asking {
		t.Errorf("while its question is asked the place is %+v", at)
	}
	b.tabTo("Your answer")
	b.key("Ottawa")
	b.key(kb.Enter)
	now = b.await(now.Turn, "revealed")
	b.waitFor(60*time.Second, "for Good to have the focus", `document.activeElement?.classList.contains("grade-good")`)
	b.key(kb.Enter)
	b.reading(2)

	b.key(" ") // the space key pauses a reading
	paused := b.await(now.Turn, "paused")
	b.accessible("study, reading paused")
	text := b.text(".ready")
	if !strings.Contains(text, "A Small Book") {
		t.Errorf("the pause says:\n%s", text)
	}
	b.key("p")
	b.await(paused.Turn, "reading")
	b.key(kb.ArrowLeft) // back goes to the previous section, since this one has only begun
	b.waitFor(60*time.Second, "to be back", `window.turns.at(-1).view.reading?.section <= 2 && window.turns.at(-1).view.phase === "reading"`)
	b.key(kb.ArrowRight)
	b.reading(2)
	b.waitFor(60*time.Second, "for the second sentence", `window.turns.at(-1).view.reading?.passage >= 2`)
	b.key("p")
	b.await(paused.Turn+1, "paused")
	where := p.lesson("A Small Book").Place
	heard := js[string](t, b.ctx, `window.turns.at(-1).view.reading.text`)

	p.kill()
	p.start()
	b.do(chromedp.Navigate(p.url + "/#/study"))
	b.press("Go on")
	if again := b.reading(2); again != heard {
		t.Errorf("after the kill it reads %q, not %q", again, heard)
	}
	b.press("Stop")
	b.waitFor(60*time.Second, "for the end", `document.querySelector(".study") && window.turns.at(-1).view.phase === "finished"`)
	if at := p.lesson("A Small Book").Place; at.Section != where.Section || at.Passage < where.Passage {
		t.Errorf("after the stop the place is %+v, it was %+v", at, where)
	}
	p.kill()
	p.start()
	b.do(chromedp.Navigate(p.url + "/#/library"))
	b.press("Listen to A Small Book")
	b.reading(2)
	b.await(0, "finished")
	if at := p.lesson("A Small Book").Place; !at.Done {
		t.Errorf("heard to its end, the place is %+v", at)
	}
	p.kill()
	kept, _ := kept(t, p, "key")
	if len(kept) != 1 || kept[0].grade != 3 {
		t.Errorf("the reviews are %+v, want one good", kept)
	}
}

// TestARecordingInTheBrowser plays the chapters of a recording and keeps the place across
// a pause and a kill.
func TestARecordingInTheBrowser(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.takeIn(`{listening: false, profile: "driving"}`, recordingFile(t))
	b.press("Listen to A Quiet Tale")
	b.reading(0)
	b.accessible("study, recording")
	b.waitFor(60*time.Second, "for the place to be told", `window.turns.at(-1).view.reading.at_ms > 3000`)
	before := b.turn()
	b.press("Pause")
	b.await(before.Turn, "paused")
	paused := p.lesson("A Quiet Tale").Place
	if paused.Section != 0 || paused.OffsetMS < 3000 || paused.OffsetMS > 20000 {
		t.Errorf("paused, the place is %+v", paused)
	}
	p.kill()
	p.start()
	b.do(chromedp.Navigate(p.url + "/#/study"))
	b.press("Go on")
	b.reading(0)
	if at := p.lesson("A Quiet Tale").Place; at.Section != 0 || at.OffsetMS < paused.OffsetMS-2100 {
		t.Errorf("after the kill the place is %+v, it was %+v", at, paused)
	}
	b.reading(1) // the first chapter's end leads on to the second
	b.await(0, "finished")
	if at := p.lesson("A Quiet Tale").Place; !at.Done {
		t.Errorf("at the end the place is %+v", at)
	}
}

// TestALessonByVoice interrupts a reading with a spoken command, as with headphones.
func TestALessonByVoice(t *testing.T) {
	t.Parallel()
	p := serve(t, t.TempDir())
	b := visit(t, p.url)
	b.takeIn(`{rate: 0.6, listening: true, headphones: true, profile: "hands-free"}`, bookFile(t, 30))
	b.see(".readings .reading")
	b.click(".readings a")
	b.press("Listen from Three")
	b.reading(2)
	for range 6 {
		b.settled()
		b.say("pause session")
		deadline := time.Now().Add(6 * time.Second)
		for b.phase() != "paused" && b.turn().View.Phase == "reading" && time.Now().Before(deadline) {
			time.Sleep(50 * time.Millisecond)
		}
		if b.phase() == "paused" {
			for range 6 {
				b.see(".talk") // it listens during the pause as well
				b.say("resume session")
				for deadline := time.Now().Add(6 * time.Second); b.phase() == "paused" && time.Now().Before(deadline); {
					time.Sleep(50 * time.Millisecond)
				}
				if b.phase() == "reading" {
					return
				}
			}
			t.Fatalf("“resume session” never went on; heard %s", b.heard())
		}
	}
	b.shot("stuck")
	t.Fatalf("“pause session” never paused the reading; heard %s", b.heard())
}
