package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carrel/internal/conversation"
	"carrel/internal/golden"
	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/session"
	"carrel/internal/store/storetest"
	"carrel/internal/study"
)

// opened is a collection with everything that serves it.
type opened struct {
	*library.Library
	*API
	conv *conversation.Conversation
}

func openedOf(lib *library.Library) *opened {
	conv := conversation.New(lib)
	return &opened{lib, New(lib, conv, "test"), conv}
}

// openWith opens a collection as c says. The test closes it.
func openWith(t testing.TB, c library.Config) *opened {
	t.Helper()
	lib, err := library.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	return openedOf(lib)
}

func open(t testing.TB, home string) (*opened, *librarytest.Clock) {
	t.Helper()
	c := librarytest.NewClock()
	return openedOf(librarytest.Open(t, home, c)), c
}

func install(t testing.TB, a *opened, id string) {
	t.Helper()
	librarytest.Install(t, a.Library, id)
}

// TestRoutesShowNobodyToAnybody compares the routes with a golden list. No route
// lets one person see, rank or report on another; a new route shows up here for
// review.
func TestRoutesShowNobodyToAnybody(t *testing.T) {
	a, _ := open(t, "")
	golden.Check(t, "routes.txt", strings.Join(a.Routes(), "\n")+"\n")
	for _, r := range a.Routes() {
		for _, word := range []string{"user", "account", "login", "teacher", "admin", "manager", "rank", "leader", "share", "report", "score", "location", "friend"} {
			if strings.Contains(r, word) {
				t.Errorf("the route %s smells of %s", r, word)
			}
		}
	}
}

func call(t *testing.T, a *opened, method, path, body string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

func TestErrorsArePlainSentencesOfTheRightKind(t *testing.T) {
	a, _ := open(t, t.TempDir())
	for _, tt := range []struct {
		method, path, body string
		status             int
		kind               study.ErrorKind
	}{
		{"GET", "/api/nothing", "", 404, study.NotFound},
		{"POST", "/api/session", `{"event":"silence"}`, 404, study.NotFound},
		{"POST", "/api/session", `{"event":`, 400, study.Invalid},
		{"POST", "/api/session", `{"event":"start","profile":"flying"}`, 400, study.Invalid},
		{"POST", "/api/session", `{"event":"start","profile":"driving","mode":"duel"}`, 400, study.Invalid},
		{"POST", "/api/session", `{"event":"card"}`, 400, study.Invalid},
		{"PUT", "/api/settings", `{"retention":0.5}`, 400, study.Invalid},
		{"PUT", "/api/settings", `{"no_such":1}`, 400, study.Invalid},
		{"PUT", "/api/settings", `{"rate":"fast"}`, 400, study.Invalid},
		{"PUT", "/api/settings", `{"voice_command":["/bin/sh"]}`, 400, study.Invalid},
		{"PUT", "/api/settings", `[]`, 400, study.Invalid},
		{"POST", "/api/erase", `{"confirm":"yes"}`, 400, study.Invalid},
		{"GET", "/api/clip/../../etc/passwd.wav", "", 404, study.NotFound},
		{"GET", "/api/clip/abc.wav", "", 404, study.NotFound},
		{"GET", "/api/earcon/fanfare.wav", "", 404, study.NotFound},
		{"GET", "/api/media/..%2f..%2fcarrel.db", "", 404, study.NotFound},
		{"GET", "/api/cards?limit=-1", "", 400, study.Invalid},
		{"GET", "/api/cards?deck=none", "", 404, study.NotFound},
		{"POST", "/api/cards/xyz/suspend", `{}`, 400, study.Invalid},
		{"POST", "/api/packs/none", ``, 200, study.NotFound},
		{"POST", "/api/import?name=page.apkg", `<!doctype html>`, 200, study.Unreadable},
		{"GET", "/api/export?format=exe", "", 400, study.Invalid},
	} {
		status, body := call(t, a, tt.method, tt.path, tt.body)
		var e struct{ Error Problem }
		lines := strings.Split(strings.TrimSpace(body), "\n")
		if status == 301 || status == 307 {
			continue // the mux removes dots from paths
		}
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &e); err != nil {
			t.Errorf("%s %s: %d %q", tt.method, tt.path, status, body)
			continue
		}
		if status != tt.status || e.Error.Kind != tt.kind {
			t.Errorf("%s %s: %d %s (%s), want %d %s", tt.method, tt.path, status, e.Error.Kind, e.Error.Message, tt.status, tt.kind)
		}
		if e.Error.Message == "" || strings.Contains(e.Error.Message, "\n") || strings.Contains(e.Error.Message, "goroutine") {
			t.Errorf("%s %s says %q", tt.method, tt.path, e.Error.Message)
		}
	}
}

// TestKilledBetweenAnyTwoTurns ends the program abruptly after each event of a
// session. The same card must be waiting and no grade may be doubled or lost.
func TestKilledBetweenAnyTwoTurns(t *testing.T) {
	ctx := context.Background()
	home := t.TempDir()
	a, c := open(t, home)
	install(t, a, "capitals")
	play := func(a *opened, e session.Event) conversation.Turn {
		t.Helper()
		c.T = c.T.Add(3 * time.Second)
		turn, err := a.conv.Step(ctx, session.Timed(e, c.T))
		if err != nil {
			t.Fatal(err)
		}
		return turn
	}
	reopen := func() *opened {
		a.Store().Close() // no orderly shutdown
		return openedOf(librarytest.Open(t, home, c))
	}
	turn := play(a, session.Start{Profile: "driving", Seed: 5})
	graded := 0
	for range 6 {
		card := turn.View.Card.ID
		a = reopen()
		if turn = play(a, session.Resumed{}); turn.View.Card == nil || turn.View.Card.ID != card {
			t.Fatalf("another card waits: %+v", turn.View.Card)
		}
		turn = play(a, session.Button{Button: "next"}) // grades; the answer follows
		graded++
		a = reopen()
		turn = play(a, session.Resumed{})
		if turn.View.Card == nil || turn.View.Card.ID == card {
			t.Fatal("a graded card was asked again")
		}
	}
	p, err := a.Progress(ctx, c.T)
	if err != nil {
		t.Fatal(err)
	}
	if p.Reviews != graded {
		t.Errorf("%d reviews are kept of %d", p.Reviews, graded)
	}
}

func TestUndoIsARowThatCancels(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	install(t, a, "capitals")
	first, err := a.conv.Step(ctx, session.Start{When: session.When{Now: c.T}, Profile: "desk", Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []session.Event{session.Command{Command: "show"}, session.Command{Command: "easy"}, session.Command{Command: "undo"}} {
		c.T = c.T.Add(time.Second)
		if first, err = a.conv.Step(ctx, session.Timed(e, c.T)); err != nil {
			t.Fatal(err)
		}
	}
	card, err := a.Store().Card(ctx, first.View.Card.ID)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := storetest.Reviews(ctx, a.Store(), card.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || card.Schedule.Phase != study.New {
		t.Errorf("after an undo there are %d rows and the card is in phase %d; want 2 rows and a new card", len(rows), card.Schedule.Phase)
	}
}

// TestProgressProvesNothing edits a backup by hand and imports it again. Progress
// is the learner's own, unsigned and editable, so nobody can demand a figure or a
// screenshot of it as proof.
func TestProgressProvesNothing(t *testing.T) {
	ctx := context.Background()
	a, c := open(t, t.TempDir())
	install(t, a, "capitals")
	var out bytes.Buffer
	if _, err := a.Export(ctx, &out, "backup", ""); err != nil {
		t.Fatal(err)
	}
	page, err := a.CardPage(ctx, library.CardFilter{}, 0, 1)
	if err != nil || len(page.Cards) != 1 {
		t.Fatal(err)
	}
	for i := range 50 {
		r := study.Review{ID: study.DeriveID("made up", string(rune('a'+i))), Card: page.Cards[0].ID, At: study.At(c.T) - study.Time(i)*86400000, Kind: study.Graded, Grade: study.Easy, TookMS: 60000}
		b, err := json.Marshal(study.Entry{Review: &r})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(b, '\n'))
	}
	text := out.String()
	// A backup ends with a line that marks it as complete; move it to the
	// end again.
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, l := range lines {
		if strings.Contains(l, `"end"`) && i < len(lines)-1 {
			lines = append(append(lines[:i:i], lines[i+1:]...), l)
			break
		}
	}
	text = strings.Join(lines, "\n") + "\n"
	b, _ := open(t, t.TempDir())
	if _, err := b.Import(ctx, library.Upload{Name: "edited.jsonl", Data: strings.NewReader(text), Size: int64(len(text))}, nil); err != nil {
		t.Fatal(err)
	}
	p, err := b.Progress(ctx, c.T)
	if err != nil {
		t.Fatal(err)
	}
	if p.Reviews != 50 || p.Days < 40 {
		t.Errorf("made-up reviews were not taken as they are: %d reviews on %d days", p.Reviews, p.Days)
	}
}

// TestErasedIsGoneFromTheDisk studies a card that contains a secret, erases
// everything and searches every byte left in the home for it.
func TestErasedIsGoneFromTheDisk(t *testing.T) {
	const secret = "xylophonequagmire"
	ctx := context.Background()
	home := t.TempDir()
	a, c := open(t, home)
	deck := "What is it?\t" + secret + "\n"
	if _, err := a.Import(ctx, library.Upload{Name: "secret.tsv", Data: strings.NewReader(deck), Size: int64(len(deck))}, nil); err != nil {
		t.Fatal(err)
	}
	h := a.Handler()
	var last struct{ Effects []struct{ Clips []Clip } }
	for _, body := range []string{`{"event":"start","profile":"desk"}`, `{"event":"command","command":"show"}`} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("POST", "/api/session", strings.NewReader(body)))
		if err := json.Unmarshal(w.Body.Bytes(), &last); err != nil {
			t.Fatal(err)
		}
		for _, e := range last.Effects {
			for _, clip := range e.Clips {
				h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/"+clip.URL, nil))
			}
		}
	}
	if !holds(t, home, secret) {
		t.Fatal("the secret is not on the disk before erasing: the test would pass without erasing")
	}
	if status, body := call(t, a, "POST", "/api/erase", `{"confirm":"erase everything"}`); status != 200 {
		t.Fatal(body)
	}
	if holds(t, home, secret) {
		t.Error("the secret is still on the disk")
	}
	if clips, _ := filepath.Glob(filepath.Join(home, "cache", "clips", "*")); len(clips) > 0 {
		t.Errorf("spoken clips are left: %v", clips)
	}
	if _, ok, _ := a.conv.Resume(ctx); ok {
		t.Error("a session is left")
	}
	_ = c
}

func holds(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			found = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSettingsAreKeptWholeOrNotAtAll(t *testing.T) {
	ctx := context.Background()
	home := t.TempDir()
	a, _ := open(t, home)
	if _, err := a.ChangeSettings(ctx, json.RawMessage(`{"rate":1.5,"retention":0.2}`), true); study.KindOf(err) != study.Invalid {
		t.Fatalf("got %v", err)
	}
	if s, _ := a.Settings(ctx); s.Rate != 1 {
		t.Errorf("half of a refused change was kept: rate %v", s.Rate)
	}
	for change, fine := range map[string]bool{
		`{"retention":0.8}`: true, `{"retention":0.79}`: false, `{"retention":0.95}`: true, `{"retention":0.96}`: false,
		`{"answer_gap_ms":600}`: true, `{"answer_gap_ms":599}`: false, `{"answer_gap_ms":60000}`: true, `{"answer_gap_ms":60001}`: false, `{"answer_gap_ms":0}`: true,
		`{"push_to_talk":true,"keys":{"t":"talk"},"buttons":{"next":"talk"}}`: true, `{"keys":{"t":"walk"}}`: false,
	} {
		if _, err := a.ChangeSettings(ctx, json.RawMessage(change), true); (err == nil) != fine {
			t.Errorf("%s gave %v", change, err)
		}
	}
	if _, err := a.ChangeSettings(ctx, json.RawMessage(`{"rate":1.5,"keys":{"x":"undo"},"zone":"Europe/Paris"}`), true); err != nil {
		t.Fatal(err)
	}
	a.Close()
	b, _ := open(t, home)
	s, err := b.Settings(ctx)
	if err != nil || s.Rate != 1.5 || len(s.Keys) != 1 || s.Zone != "Europe/Paris" {
		t.Errorf("after opening again: %+v, %v", s, err)
	}
	if got := b.Store().Scheduler().Calendar().Zone.String(); got != "Europe/Paris" {
		t.Errorf("days are counted in %s", got)
	}
}

func TestImportIsStreamed(t *testing.T) {
	a, _ := open(t, t.TempDir())
	r := httptest.NewRequest("POST", "/api/import?name=three.tsv", strings.NewReader("a\tb\nc\td\ne\tf\n"))
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, r)
	lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
	var last struct{ Result study.ImportResult }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Result.Notes != 3 || last.Result.File != "three.tsv" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w.Header().Get("Content-Type") != "application/x-ndjson" || w.Code != http.StatusOK {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// Routes lists the patterns of the API's routes.
func (a *API) Routes() []string {
	var out []string
	for _, r := range a.routes() {
		out = append(out, r.Pattern)
	}
	return out
}
