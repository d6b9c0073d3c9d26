package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"carrel/internal/api"
	"carrel/internal/conversation"
	"carrel/internal/intent"
	"carrel/internal/library"
	"carrel/internal/relay"
	"carrel/internal/session"
	"carrel/internal/store"
)

// serving opens a collection as "carrel serve" does, until the test ends or stop
// is called.
func serving(t *testing.T, home string) (lib *library.Library, stop func()) {
	t.Helper()
	term := &terminal{err: io.Discard, home: home}
	lib, err := term.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	end := term.takeCommands(lib, nil)
	var once sync.Once
	stop = func() {
		once.Do(func() {
			end()
			if err := lib.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return lib, stop
}

// carrel runs a command line and returns its output and its exit status.
func carrel(ctx context.Context, home, in string, args ...string) (out, errw string, code int) {
	var o, e bytes.Buffer
	code = run(ctx, append([]string{"--home", home}, args...), strings.NewReader(in), &o, &e)
	return o.String(), e.String(), code
}

// mustRun runs a command line that must succeed.
func mustRun(t *testing.T, home string, args ...string) string {
	t.Helper()
	out, errw, code := carrel(t.Context(), home, "", args...)
	if code != 0 {
		t.Fatalf("carrel %s: status %d, %s", strings.Join(args, " "), code, errw)
	}
	return out
}

// csvOf returns a deck of n questions as CSV.
func csvOf(n int) string {
	var b strings.Builder
	b.WriteString("question,answer\n")
	for i := range n {
		fmt.Fprintf(&b, "What is number %d in the list of things to learn?,thing %d\n", i, i)
	}
	return b.String()
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// Every verb that uses the collection prints the same and ends with the same
// status through a running server as without one.
func TestVerbsAreTheSameWhileServing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	mustRun(t, home, "packs", "capitals")
	deck := writeFile(t, filepath.Join(t.TempDir(), "deck.csv"), csvOf(3))
	mustRun(t, home, "import", deck)
	at := "2030-01-01T08:00:00Z"
	lines := []string{
		"due --now " + at, "due --json --now " + at, "due --deck nothing", "due --now yesterday", "due extra", "due --nope",
		"stats --now " + at, "stats --json --now " + at, "cards", "cards --json", "cards --search Paris", "check", "check --json --deck Capitals",
		"packs", "packs --json", "readings", "readings --json", "readings Nothing", "what-leaves", "what-leaves --json",
		"voice", "voice --json", "doctor", "doctor --json", "doctor --repair", "fit --dry-run",
		"simulate --retention .9 --days 30 --now " + at, "export --json -", "export --format csv --deck Capitals -", "export nothing.xyz",
		"export --format none -", "import " + deck, "import --json " + deck, "import /nothing.csv", "import -", "packs nothing", "erase", "erase --deck nothing --yes",
	}
	type result struct {
		out, errw string
		code      int
	}
	var direct []result
	for _, l := range lines {
		out, errw, code := carrel(t.Context(), home, "no\n", strings.Fields(l)...)
		direct = append(direct, result{out, errw, code})
	}
	serving(t, home)
	for i, l := range lines {
		out, errw, code := carrel(t.Context(), home, "no\n", strings.Fields(l)...)
		if got := (result{out, errw, code}); got != direct[i] {
			t.Errorf("carrel %s while serving:\n%+v\ninstead of\n%+v", l, got, direct[i])
		}
	}
}

// Output that is lost on the client's side is a failure, as it is without a
// server.
func TestResultsThatAreLostWhileServing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	mustRun(t, home, "packs", "capitals")
	serving(t, home)
	for _, verb := range []string{"due", "cards", "export --json -", "doctor"} {
		var errw bytes.Buffer
		code := run(t.Context(), append([]string{"--home", home}, strings.Fields(verb)...), strings.NewReader(""), full{}, &errw)
		if code != 1 || !strings.Contains(errw.String(), "The results could not be written to the end: no space left") {
			t.Errorf("carrel %s on a full output: status %d, %s", verb, code, errw.String())
		}
	}
}

// The page shows the changes of a command at its next request.
func TestThePageFollowsCommands(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	lib, _ := serving(t, home)
	page := api.New(lib, conversation.New(lib), version).Handler()
	decks := func() string {
		w := httptest.NewRecorder()
		page.ServeHTTP(w, httptest.NewRequest("GET", "/api/decks", nil))
		return w.Body.String()
	}
	if before := decks(); strings.Contains(before, "Capitals") {
		t.Fatalf("the decks are %s", before)
	}
	mustRun(t, home, "packs", "capitals")
	if after := decks(); !strings.Contains(after, "Capitals") {
		t.Errorf("after an import the decks are %s", after)
	}
	mustRun(t, home, "erase", "--yes")
	if after := decks(); strings.Contains(after, "Capitals") {
		t.Errorf("after an erase the decks are %s", after)
	}
}

// Ctrl-C in the middle of an import leaves nothing of the import.
func TestInterruptOfAnImportWhileServing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	lib, _ := serving(t, home)
	deck := writeFile(t, filepath.Join(t.TempDir(), "deck.csv"), csvOf(50_000))
	ctx, interrupt := context.WithCancel(t.Context())
	var errw bytes.Buffer
	cl := relay.Client{In: strings.NewReader(""), Out: io.Discard, Err: &errw, Version: version,
		Progress: func(p relay.Progress) {
			if p.Done > 0 && !p.End {
				interrupt()
			}
		}}
	code, err := cl.Run(ctx, home, relay.Request{Args: []string{"import", deck}, Dir: "/"})
	if err != nil || code != 1 || errw.String() != "carrel: stopped\n" {
		t.Errorf("status %d, %v, %q", code, err, errw.String())
	}
	if n := countCards(t, lib); n != 0 {
		t.Errorf("%d cards are left of an import that was stopped", n)
	}
	if out := mustRun(t, home, "import", deck); !strings.Contains(out, "50000 notes") {
		t.Errorf("the next import said %s", out)
	}
}

func countCards(t *testing.T, lib *library.Library) int {
	t.Helper()
	n := 0
	if err := lib.EachCard(t.Context(), library.CardFilter{}, func(library.CardRow) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// A killed command leaves its import either complete or absent, and the server
// goes on.
func TestKilledImportsWhileServing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	home := filepath.Join(t.TempDir(), "home")
	lib, _ := serving(t, home)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const cards = 5_000
	kills := 0
	for round := range 5 {
		deck := writeFile(t, filepath.Join(t.TempDir(), fmt.Sprintf("deck%d.csv", round)), csvOf(cards))
		cmd := exec.Command(program, "--home", home, "import", deck)
		cmd.Env = append(os.Environ(), "CARREL_TEST_AS_PROGRAM=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		kill := time.AfterFunc(time.Duration(rand.IntN(400))*time.Millisecond, func() { cmd.Process.Kill() })
		go func() {
			cmd.Wait()
			close(ended)
		}()
		<-ended
		kill.Stop()
		if !cmd.ProcessState.Success() {
			kills++
		}
		// An import holds the write lock: the next command waits for its end.
		mustRun(t, home, "doctor")
		if n := countCards(t, lib); n != 0 && n != cards {
			t.Fatalf("round %d left %d cards of %d", round, n, cards)
		}
		mustRun(t, home, "erase", "--yes")
	}
	t.Logf("%d of 5 imports were killed before they ended", kills)
}

// A server that ends in the middle of an import ends the command and leaves
// nothing of the import.
func TestServerEndsInTheMiddle(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	_, stop := serving(t, home)
	in, feed := io.Pipe()
	defer feed.Close()
	type result struct {
		code int
		errw string
	}
	ended := make(chan result, 1)
	go func() {
		var errw bytes.Buffer
		code := run(context.Background(), []string{"--home", home, "import", "-"}, in, io.Discard, &errw)
		ended <- result{code, errw.String()}
	}()
	if _, err := io.WriteString(feed, csvOf(10)); err != nil { // the verb reads, so it runs
		t.Fatal(err)
	}
	stop()
	got := <-ended
	if got.code != 1 || got.errw != "carrel: stopped\n" {
		t.Errorf("status %d, %q", got.code, got.errw)
	}
	if out := mustRun(t, home, "due"); !strings.HasPrefix(out, "0 new") {
		t.Errorf("afterwards: %s", out)
	}
}

// Commands run beside a session of the page: each succeeds, and the session goes
// on undisturbed.
func TestCommandsBesideASession(t *testing.T) {
	dir := t.TempDir()
	home := filepath.Join(dir, "home")
	mustRun(t, home, "packs", "capitals")
	lib, _ := serving(t, home)
	var wg sync.WaitGroup
	for i := range 4 {
		deck := writeFile(t, filepath.Join(dir, fmt.Sprintf("deck%d.csv", i)), strings.ReplaceAll(csvOf(200), "number", fmt.Sprintf("number %d and", i)))
		lines := []string{"import " + deck, "due", "cards", "export --json " + filepath.Join(dir, fmt.Sprintf("out%d.jsonl", i)), "check", "doctor", "stats", "packs"}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, l := range lines {
				if _, errw, code := carrel(context.Background(), home, "", strings.Fields(l)...); code != 0 {
					t.Errorf("carrel %s: status %d, %s", l, code, errw)
				}
			}
		}()
	}
	talk := conversation.New(lib)
	turn, err := talk.Step(t.Context(), session.Start{Profile: "desk", Mode: session.Due})
	if err != nil {
		t.Fatal(err)
	}
	graded := 0
	for range 40 {
		var e session.Event = session.Command{Command: intent.Show}
		if turn.View.Phase == session.Revealed {
			e = session.Command{Command: intent.Good}
			graded++
		}
		if turn.Waits() {
			e = session.ClipEnded{}
		}
		if turn, err = talk.Step(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
	if graded == 0 {
		t.Error("no card was graded")
	}
	var stats struct{ Reviews int }
	if err := json.Unmarshal([]byte(mustRun(t, home, "stats", "--json")), &stats); err != nil || stats.Reviews != graded {
		t.Errorf("%d reviews are kept of %d: %v", stats.Reviews, graded, err)
	}
	for i := range 4 {
		b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("out%d.jsonl", i)))
		if err != nil || !strings.Contains(string(b), `"end":true`) {
			t.Errorf("export %d is not whole: %v", i, err)
		}
	}
}

// Times are displayed in the zone of the person who types.
func TestZoneOfThePersonWhoTypes(t *testing.T) {
	for tz, want := range map[string]string{"Asia/Tokyo": "Asia/Tokyo", "": time.Local.String(), "No/Where": time.Local.String()} {
		if got := zoneNamed(tz).String(); got != want {
			t.Errorf("TZ=%q is %s, want %s", tz, got, want)
		}
	}
}

// If a home is in use but nobody serves it, a verb reports that it is in use.
func TestAHomeInUseWithoutAServer(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	s, err := store.Open(t.Context(), store.Options{Home: home})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, errw, code := carrel(t.Context(), home, "", "due")
	if code != 1 || !strings.Contains(errw, "using the collection") {
		t.Errorf("status %d, %s", code, errw)
	}
}

// If the server is killed in the middle, the verb reports it and does not start
// again on a copy of the collection, although nobody holds the lock any more.
func TestServerKilledInTheMiddle(t *testing.T) {
	home := shortHome(t)
	mustRun(t, home, "packs", "capitals")
	for _, verb := range []string{"cards", "due", "import -"} {
		s, err := store.Open(t.Context(), store.Options{Home: home})
		if err != nil {
			t.Fatal(err)
		}
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(home, "socket"), Net: "unix"})
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			c, err := l.AcceptUnix()
			if err != nil {
				return
			}
			c.Read(make([]byte, 1024))
			s.Close()
			c.Close()
		}()
		out, errw, code := carrel(t.Context(), home, "", strings.Fields(verb)...)
		l.Close()
		if code != 1 || out != "" || !strings.Contains(errw, "does not answer") || strings.Contains(errw, "cannot be written") {
			t.Errorf("%s: status %d, %q, %q", verb, code, out, errw)
		}
	}
}

// shortHome returns a home with a path short enough for a socket.
func shortHome(t *testing.T) string {
	dir, err := os.MkdirTemp("", "c")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "home")
}

// Verbs that may run in another process open files only through t.files: a file
// opened directly would be one of the server's.
func TestVerbsReachFilesThroughTheTerminal(t *testing.T) {
	allowed := map[string]string{"import.go": "os.CreateTemp(\"\"", "collection.go": "os.Getwd", "bar.go": "os.File"}
	use := regexp.MustCompile(`\bos\.(Open|OpenFile|Create|CreateTemp|ReadFile|WriteFile|ReadDir|Stat|Lstat|Mkdir\w*|Rename|Remove\w*|Getwd|DirFS)\b|filepath\.(Abs|Walk\w*|Glob)\b`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if strings.HasSuffix(name, "_test.go") || !strings.Contains(text, "t.with(") && !strings.Contains(text, "t.reading(") {
			continue
		}
		looked++
		for _, line := range strings.Split(text, "\n") {
			if ok := allowed[name]; use.MatchString(line) && (ok == "" || !strings.Contains(line, ok)) && !strings.Contains(line, "os.Remove(tmp.Name())") {
				t.Errorf("%s: %s: use t.files", name, strings.TrimSpace(line))
			}
		}
	}
	if looked < 8 {
		t.Errorf("only %d verbs were looked at", looked)
	}
}
