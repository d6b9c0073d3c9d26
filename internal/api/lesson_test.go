package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"carrel/internal/conversation"
	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/session"
	"carrel/internal/study"
)

const riverText = `# Rivers

A river is water that flows to the sea. ` + "It begins as a spring, or as a brook in the hills, and gathers others on its way down through the valley.\n\n" + `## The Nile

The Nile flows north. It is counted among the longest rivers of the world, and people have lived beside it for thousands of years.

Q: Where does the Nile flow to?
A: north

## The Rhine

The Rhine rises in the Alps. It flows into the North Sea.
`

func bring(t *testing.T, a *opened, name, text string) study.ImportResult {
	t.Helper()
	res, err := a.Import(context.Background(), library.Upload{Name: name, Data: strings.NewReader(text), Size: int64(len(text))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// listener collects what a lesson speaks until the lesson listens, pauses or
// ends.
type listener struct {
	t    *testing.T
	a    *opened
	c    *librarytest.Clock
	last conversation.Turn
	said []string
}

func (l *listener) do(e session.Event) conversation.Turn {
	l.t.Helper()
	l.c.T = l.c.T.Add(2 * time.Second)
	turn, err := l.a.conv.Step(context.Background(), session.Timed(e, l.c.T))
	if err != nil {
		l.t.Fatal(err)
	}
	for _, fx := range turn.Effects {
		switch fx := fx.(type) {
		case session.Say:
			l.said = append(l.said, string(fx.Role)+": "+fx.Text)
		case session.Play:
			l.said = append(l.said, string(fx.Role)+": "+fx.Text)
		}
	}
	l.last = turn
	return turn
}

// hear lets passages end until it is the learner's turn.
func (l *listener) hear() conversation.Turn {
	l.t.Helper()
	for range 50 {
		if l.last.View.Phase == session.Finished || l.last.View.Phase == session.Answering {
			return l.last
		}
		l.do(session.ClipEnded{})
	}
	l.t.Fatalf("a lesson without end: %q", l.said)
	return l.last
}

func TestALessonIsReadAskedAndKept(t *testing.T) {
	ctx := context.Background()
	home := t.TempDir()
	a, c := open(t, home)
	if res := librarytest.Bring(t, a.Library, "rivers.md", riverText); res.Readings != 1 || res.Notes != 1 {
		t.Fatalf("imported %+v", res)
	}
	id, err := a.ReadingID(ctx, "riv")
	if err != nil {
		t.Fatal(err)
	}
	l := &listener{t: t, a: a, c: c}
	l.do(session.Start{Profile: "hands-free", Mode: session.Lesson, Reading: id})
	l.do(session.ClipEnded{})
	where := l.last.View.Reading

	// After a kill the session comes back paused at the same sentence.
	a.Store().Close()
	a = openedOf(librarytest.Open(t, home, c))
	l.a = a
	if _, ok, err := a.conv.Resume(ctx); !ok || err != nil {
		t.Fatalf("no session waits: %v", err)
	}
	l.do(session.Command{Command: "resume"})
	if now := l.last.View.Reading; now.Section != where.Section || now.Passage != where.Passage || now.Text != where.Text {
		t.Errorf("it goes on at %+v, not at %+v", now, where)
	}
	if turn := l.hear(); turn.View.Card == nil || !strings.Contains(turn.View.Card.Text, "Nile") {
		t.Fatalf("the question after the section is %+v", turn.View.Card)
	}
	page, err := a.Reading(ctx, "Rivers")
	if err != nil || !page.Place.Asking || page.Place.Section != 1 || len(page.Sections) != 3 || page.Questions != 1 {
		t.Errorf("the page shows %+v, %v", page, err)
	}
	if !(page.Left > 0 && page.Left < page.Minutes) {
		t.Errorf("%.2f minutes of %.2f are left", page.Left, page.Minutes)
	}
	l.do(session.Typed{Text: "north"})
	l.do(session.ClipEnded{})
	if r := l.last.View.Reading; r == nil || r.Section != 2 {
		t.Fatalf("after the question it reads %+v", r)
	}
	l.do(session.Command{Command: "stop"})
	cards, err := a.CardPage(ctx, library.CardFilter{}, 0, 10)
	if err != nil || len(cards.Cards) != 1 || cards.Cards[0].Phase == "new" {
		t.Errorf("the card is %+v, %v", cards.Cards, err)
	}

	// A start on the same reading goes on at that place; a question is not asked
	// twice a day.
	if turn := l.do(session.Start{Profile: "driving", Mode: session.Lesson, Reading: id}); turn.View.Reading.Section != 2 {
		t.Errorf("a new start reads section %d", turn.View.Reading.Section)
	}
	l.do(session.Start{Profile: "desk", Mode: session.Lesson, Reading: id, Place: &study.Place{Section: 1}})
	if turn := l.hear(); turn.View.Phase != session.Finished {
		t.Errorf("asked again on the same day: %+v", turn.View.Card)
	}
	if page, _ = a.Reading(ctx, id.String()); !page.Place.Done || page.Left != 0 {
		t.Errorf("heard to its end it is %+v", page)
	}
	whole := strings.Join(l.said, "\n")
	for _, want := range []string{"reading: The Nile", "The Nile flows north.", "prompt: Now to what you heard.", "The Rhine rises in the Alps."} {
		if !strings.Contains(whole, want) {
			t.Errorf("%q was never said in:\n%s", want, whole)
		}
	}
	if strings.Contains(whole, "Q:") || strings.Contains(whole, "A: north") {
		t.Errorf("a question was read out as text:\n%s", whole)
	}
}

func TestLessonsRefuseWhatIsNotThere(t *testing.T) {
	a, _ := open(t, t.TempDir())
	librarytest.Bring(t, a.Library, "rivers.md", riverText)
	id, err := a.ReadingID(context.Background(), "Rivers")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		body string
		want int
	}{
		{`{"event":"start","mode":"lesson"}`, 400},
		{`{"event":"start","mode":"lesson","reading":"00000000000000000000000000000001"}`, 404},
		{`{"event":"start","mode":"lesson","reading":"` + id.String() + `","place":{"section":3}}`, 400},
		{`{"event":"start","mode":"lesson","reading":"` + id.String() + `","place":{"section":-1}}`, 400},
		{`{"event":"start","mode":"lesson","reading":"` + id.String() + `","place":{"section":1,"passage":9999}}`, 200},
		{`{"event":"passage","passage":{"text":"forged"}}`, 400},
	} {
		if code, body := call(t, a, "POST", "/api/session", c.body); code != c.want {
			t.Errorf("%s was answered %d: %s", c.body, code, body)
		}
	}
	for _, path := range []string{"/api/readings/nothing", "/api/readings/nothing/erase"} {
		method := "GET"
		if strings.HasSuffix(path, "erase") {
			method = "POST"
		}
		if code, body := call(t, a, method, path, ""); code != 404 {
			t.Errorf("%s was answered %d: %s", path, code, body)
		}
	}
}

func TestABackupHoldsReadingsAndPlaces(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	librarytest.Bring(t, a.Library, "rivers.md", riverText)
	id, _ := a.ReadingID(ctx, "Rivers")
	l := &listener{t: t, a: a, c: c}
	l.do(session.Start{Profile: "desk", Mode: session.Lesson, Reading: id, Place: &study.Place{Section: 2}})
	l.do(session.ClipEnded{})
	if _, err := a.AskFrom(ctx, "Rivers", "rivers"); err != nil {
		t.Fatal(err)
	}
	want, err := a.Reading(ctx, "Rivers")
	if err != nil || want.Place.Section != 2 || want.Place.Passage != 1 || want.Deck == "" {
		t.Fatalf("the place is %+v, %v", want, err)
	}
	var backup bytes.Buffer
	if _, err := a.Export(ctx, &backup, "backup", ""); err != nil {
		t.Fatal(err)
	}
	b, _ := open(t, t.TempDir())
	bring(t, b, "backup.jsonl", backup.String())
	got, err := b.Reading(ctx, "Rivers")
	if err != nil {
		t.Fatal(err)
	}
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("the backup brings\n%s\nnot\n%s", g, w)
	}

	// Erasing the reading ends the session; the deck's cards stay.
	if err := a.EraseReading(ctx, "Rivers"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := a.conv.Resume(ctx); ok || err != nil {
		t.Errorf("a session of an erased reading waits: %v", err)
	}
	if list, err := a.Readings(ctx); err != nil || len(list) != 0 {
		t.Errorf("there are still %+v, %v", list, err)
	}
	if page, err := a.CardPage(ctx, library.CardFilter{}, 0, 10); err != nil || page.Total != 1 {
		t.Errorf("%d cards are left, %v", page.Total, err)
	}
}

func TestARecordingPlaysItsSectionsAndKeepsThePlace(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	id := study.DeriveID("reading", "tale")
	_, err := a.Store().Import(ctx, func(yield func(study.Entry, error) bool) {
		_ = yield(study.Entry{Media: &study.Media{Name: "tale one.mp3", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("ID3")), nil }}}, nil) &&
			yield(study.Entry{Reading: &study.Reading{ID: id, Title: "A Tale", Sections: []study.Section{
				{Title: "One", Media: "tale one.mp3", EndMS: 60_000}, {Title: "Lost", Media: "gone.mp3", EndMS: 5},
				{Title: "Two", Media: "tale one.mp3", StartMS: 60_000},
			}}}, nil)
	}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	code, body := call(t, a, "POST", "/api/session", `{"event":"start","mode":"lesson","profile":"driving","reading":"`+id.String()+`"}`)
	if code != 200 || !strings.Contains(body, `"effect":"play"`) || !strings.Contains(body, `"url":"api/media/tale%20one.mp3"`) || !strings.Contains(body, `"end_ms":60000`) {
		t.Fatalf("%d %s", code, body)
	}
	l := &listener{t: t, a: a, c: c}
	if turn := l.do(session.Played{When: session.When{AtMS: 30_000}}); len(turn.Effects) != 0 {
		t.Errorf("a note of the time did %v", turn.Effects)
	}
	page, err := a.Reading(ctx, "a tale")
	if err != nil || page.Place.OffsetMS != 30_000 || page.Kind != "recording" || page.Left > 0.51 || page.Left < 0.49 {
		t.Errorf("the page shows %+v, %v", page, err)
	}
	if turn := l.do(session.ClipEnded{}); turn.View.Reading.Section != 2 {
		t.Errorf("after the first section it plays %+v, want the third: the second's file is missing", turn.View.Reading)
	}
	if turn := l.do(session.ClipEnded{}); turn.View.Phase != session.Finished {
		t.Errorf("at the end the phase is %s", turn.View.Phase)
	}
}

// cardsAfter is how many cards of the chosen deck are asked after a section without
// questions of its own.
const cardsAfter = 3

func TestABookWithoutQuestionsMayAskFromADeck(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	install(t, a, "capitals")
	librarytest.Bring(t, a.Library, "walk.txt", "CHAPTER 1\n\nThe path went up along the river, and we followed it slowly, since the day was hot and long.\n\nCHAPTER 2\n\nAt the top there was a house, and in the house there was water for us all.\n")
	decks, err := a.Decks(ctx)
	if err != nil || len(decks) == 0 {
		t.Fatal(err)
	}
	page, err := a.AskFrom(ctx, "walk", decks[0].ID.String())
	if err != nil || page.Deck != decks[0].ID.String() || page.Kind != "text" || page.Questions != 0 {
		t.Fatalf("the page is %+v, %v", page, err)
	}
	if _, err := a.AskFrom(ctx, "walk", "no such deck"); study.KindOf(err) != study.NotFound {
		t.Errorf("a deck that is not there: %v", err)
	}
	l := &listener{t: t, a: a, c: c}
	l.do(session.Start{Profile: "hands-free", Mode: session.Lesson, Reading: page.ID})
	for section := range 2 {
		for asked := range cardsAfter {
			if turn := l.hear(); turn.View.Card == nil || turn.View.Phase != session.Answering {
				t.Fatalf("question %d after section %d: %+v", asked+1, section+1, turn.View)
			}
			l.do(session.Command{Command: "good", How: "key"})
		}
	}
	if turn := l.hear(); turn.View.Phase != session.Finished || turn.View.Done != 2*cardsAfter {
		t.Errorf("it ends in phase %s after %d cards, want %d", turn.View.Phase, turn.View.Done, 2*cardsAfter)
	}
	if _, err := a.AskFrom(ctx, "walk", ""); err != nil {
		t.Error(err)
	}
	l.do(session.Start{Profile: "desk", Mode: session.Lesson, Reading: page.ID})
	if turn := l.hear(); turn.View.Phase != session.Finished || turn.View.Done != 0 {
		t.Errorf("without a deck: phase %s, %d cards", turn.View.Phase, turn.View.Done)
	}
}

func BenchmarkLessonTurn(b *testing.B) {
	ctx := context.Background()
	a := openWith(b, library.Config{Home: b.TempDir(), Voice: librarytest.Hum{}})
	var sections []study.Section
	for i := range 20 { // a book of one megabyte
		sections = append(sections, study.Section{Title: string(rune('A' + i)), HTML: strings.Repeat("<p>A sentence of a book, neither long nor short. And another one follows it, as it must.</p>\n", 550)})
	}
	id := study.DeriveID("reading", "bench")
	if _, err := a.Store().Import(ctx, func(yield func(study.Entry, error) bool) {
		yield(study.Entry{Reading: &study.Reading{ID: id, Title: "Bench", Sections: sections}}, nil)
	}, nil, nil); err != nil {
		b.Fatal(err)
	}
	turn, err := a.conv.Step(ctx, session.Start{Profile: "driving", Mode: session.Lesson, Reading: id})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.turn(ctx, turn); err != nil {
			b.Fatal(err)
		}
		if turn, err = a.conv.Step(ctx, session.ClipEnded{}); err != nil {
			b.Fatal(err)
		}
		if turn.View.Phase != session.Reading {
			b.StopTimer()
			if turn, err = a.conv.Step(ctx, session.Start{Profile: "driving", Mode: session.Lesson, Reading: id}); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	}
}
