package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"carrel/internal/conversation"
	"carrel/internal/faults"
	"carrel/internal/intent"
	"carrel/internal/library"
	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// soakTask is one task of the soak tests, which run each writing verb and stop it
// in the middle by kills, power cuts and system errors.
//
// A task consists of steps that each happen completely or not at all. Most verbs
// are one step; a study session has one step per event. states are the contents
// of the collection before the first step, after it, and so on.
type soakTask struct {
	name string
	// args is the command line; it names files in the folder as "out/x".
	args []string
	// events are lines of standard input, one step each; nil for a verb that is a
	// single step.
	events []string
	// requests are sent to a serving verb, one step each.
	requests []soakRequest
	// prepare prepares the folder, in addition to the collection that every task
	// starts with.
	prepare func(t *testing.T, folder string)
	// check checks files outside the collection after the verb was stopped; done
	// says whether the verb has ended successfully.
	check func(folder string, before faults.Image, done bool) error
	// finishes says that the next start completes a step that had begun.
	finishes bool
	// unsound says that the collection is damaged until the task is done.
	unsound bool

	// damaged says that the collection cannot be opened at the start.
	damaged bool

	base   faults.Image
	states []string
	lines  []int // lines of output after each step
	calls  int   // number of file operations in an undisturbed run
}

const soakHome = "home" // in the watched folder

// soakTasks lists all writing verbs. It is built once.
var soakTasks = sync.OnceValue(func() []*soakTask {
	return []*soakTask{
		{name: "import", args: []string{"import", "in/new.jsonl"}},
		{name: "import again", args: []string{"import", "in/changed.jsonl"}},
		{name: "packs", args: []string{"packs", "elements"}},
		{name: "study", args: []string{"study", "--events", "-"}, events: soakEvents},
		{name: "read", args: []string{"study", "--events", "-"}, events: readingEvents()},
		{name: "fit", args: []string{"fit"}},
		{name: "erase a deck", args: []string{"erase", "--yes", "--deck", "Alpha"}, check: erased(library.BackupFolder+"/", "Alpha", "alpha picture"), finishes: true},
		{name: "erase", args: []string{"erase", "--yes"}, check: erased("", "Alpha", "Beta", "alpha picture", "cached"), finishes: true},
		{name: "doctor --repair", args: []string{"doctor", "--repair"}, prepare: disturb, unsound: true},
		{name: "backups --now", args: []string{"backups", "--now"}, check: wholeBackups(1)},
		{name: "restore", args: []string{"restore", "--yes", "in/changed.jsonl"}, check: wholeBackups(1)},
		{name: "restore what is damaged", args: []string{"restore", "--yes", "in/changed.jsonl"}, prepare: damage, damaged: true},
		{name: "doctor --salvage", args: []string{"doctor", "--salvage", "out/new.jsonl"}, prepare: damage, damaged: true, check: wholeFile("out/new.jsonl", "")},
		{name: "serve", args: []string{"serve", "--port", "0"}, requests: soakRequests},
		{name: "export", args: []string{"export", "--json", "out/new.jsonl"}, check: wholeFile("out/new.jsonl", "")},
		{name: "export --force", args: []string{"export", "--force", "out/old.apkg"}, check: wholeFile("out/old.apkg", "an older file")},
	}
})

// soakEvents is a session with every kind of answer, undo and regrade.
var soakEvents = []string{
	`{"event":"start","profile":"desk","now":"2026-11-23T09:00:00Z","seed":1}`,
	`{"event":"typed","text":"nonsense"}`,
	`{"event":"command","command":"again","how":"key"}`,
	`{"event":"command","command":"show","how":"key"}`,
	`{"event":"command","command":"good","how":"key"}`,
	`{"event":"command","command":"undo","how":"key"}`,
	`{"event":"command","command":"show","how":"key"}`,
	`{"event":"command","command":"easy","how":"key"}`,
	`{"event":"command","command":"hard","how":"key"}`,
	`{"event":"command","command":"skip","how":"key"}`,
	`{"event":"command","command":"pause","how":"key"}`,
	`{"event":"command","command":"resume","how":"key"}`,
	`{"event":"command","command":"show","how":"key"}`,
	`{"event":"command","command":"good","how":"key"}`,
	`{"event":"command","command":"stop","how":"key"}`,
	`{"event":"start","profile":"hands-free","seed":2,"options":{"answer_gap_ms":6000,"listening":true,"headphones":true,"earcons":true,"rate":1}}`,
	`{"event":"heard","text":"as ever","confidence":1}`,
	`{"event":"command","command":"hard","how":"key"}`, // regrade: a cancelling row and a new grade
	`{"event":"silence"}`,
	`{"event":"command","command":"suspend","how":"key"}`,
	`{"event":"command","command":"undo","how":"key"}`,
	`{"event":"command","command":"stop","how":"key"}`,
}

var soakReading = study.DeriveID("reading", "soak")

// readingEvents is a lesson. Headphones leave a moment to speak after each
// sentence, which makes each sentence a step.
func readingEvents() []string {
	return []string{
		fmt.Sprintf(`{"event":"start","profile":"hands-free","mode":"lesson","reading":%q,"now":"2026-11-23T09:00:00Z","seed":1,"options":{"answer_gap_ms":6000,"listening":true,"headphones":true,"earcons":true,"rate":1}}`, soakReading),
		`{"event":"silence"}`,
		`{"event":"silence"}`,
		`{"event":"command","command":"pause","how":"key"}`,
		`{"event":"command","command":"resume","how":"key"}`,
		`{"event":"silence"}`,
		`{"event":"silence"}`,
		`{"event":"command","command":"stop","how":"key"}`,
	}
}

// soakEntries returns two decks with one picture per note, a reading, and reviews
// of the last months.
func soakEntries(decks []string, answer string) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		ok := true
		give := func(e study.Entry) { ok = ok && yield(e, nil) }
		day := study.At(time.Date(2026, 8, 1, 9, 0, 0, 0, time.UTC))
		for _, name := range decks {
			deck := study.DeriveID("deck", name)
			give(study.Entry{Deck: &study.Deck{ID: deck, Name: name}})
			for i := range 10 {
				key := fmt.Sprint(name, i)
				note, card := study.DeriveID("note", key), study.DeriveID("card", study.DeriveID("note", key).String(), "0")
				item := &study.Item{Kind: study.Short, Stem: fmt.Sprintf("What does the %s note %d ask?", name, i), Answer: answer}
				if name == "Alpha" || name == "Gamma" {
					item.Image = fmt.Sprintf("%s-%d.png", name, i)
					content := []byte(strings.Repeat(fmt.Sprintf("%s picture %d ", strings.ToLower(name), i), 900))
					give(study.Entry{Media: &study.Media{Name: item.Image, Open: func() (io.ReadCloser, error) {
						return io.NopCloser(bytes.NewReader(content)), nil
					}}})
				}
				give(study.Entry{Note: &study.Note{ID: note, GUID: key, Modified: study.Time(len(answer)), Item: item}})
				give(study.Entry{Card: &study.Card{ID: card, Note: note, Deck: deck, Position: i}})
				for k := range 8 {
					give(study.Entry{Review: &study.Review{ID: study.DeriveID("review", key, fmt.Sprint(k)), Card: card,
						At: day + study.Time(k*k*24*3600*1000+i*60000), Kind: study.Graded, Grade: study.Grade(1 + (i+k)%4), TookMS: 2000, How: "key"}})
				}
			}
		}
		if slices.Contains(decks, "Beta") {
			give(study.Entry{Reading: &study.Reading{ID: soakReading, Title: "A book", Deck: study.DeriveID("deck", "Beta"),
				Sections: []study.Section{{Title: "One", HTML: strings.Repeat("<p>A sentence is here. Another one is there.</p>", 20)}}}})
		}
	}
}

// soakBase creates a folder with a collection of some size, files to import, and
// places to export to.
func soakBase(t *testing.T, folder string) {
	t.Helper()
	for _, dir := range []string{"in", "out", "tmp"} {
		if err := os.MkdirAll(filepath.Join(folder, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	fill := func(collection string, entries study.Entries) {
		s, err := store.Open(t.Context(), store.Options{Home: collection})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Import(t.Context(), entries, nil, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for name, entries := range map[string]study.Entries{
		"new.jsonl":     soakEntries([]string{"Gamma", "Delta"}, "brought in"),
		"changed.jsonl": soakEntries([]string{"Alpha", "Beta"}, "changed since"),
	} {
		collection := faults.Folder(t)
		fill(collection, entries)
		carrelHere(t, collection, "export", "--json", filepath.Join(folder, "in", name))
	}
	collection := filepath.Join(folder, soakHome)
	fill(collection, soakEntries([]string{"Alpha", "Beta"}, "as ever"))
	cache := filepath.Join(collection, home.CacheFolder)
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{filepath.Join(cache, "clip.wav"): "a cached clip", filepath.Join(folder, "out", "old.apkg"): "an older file"} {
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// carrelHere runs a command line in this process.
func carrelHere(t *testing.T, home string, args ...string) string {
	t.Helper()
	var out, errw strings.Builder
	if code := run(t.Context(), append([]string{"--home", home}, args...), strings.NewReader(""), &out, &errw); code != 0 {
		t.Fatalf("carrel %v ends with %d: %s", args, code, errw.String())
	}
	return out.String()
}

// disturb leaves something for the doctor to repair: a file without references,
// and schedules computed with other parameters.
func disturb(t *testing.T, folder string) {
	files := home.NewDiskFiles(filepath.Join(folder, soakHome, home.MediaFolder))
	if _, _, _, err := files.Put(strings.NewReader("a stray file")); err != nil {
		t.Fatal(err)
	}
}

// damage overwrites the header of the database so that SQLite can read nothing of it.
func damage(t *testing.T, folder string) {
	f, err := os.OpenFile(filepath.Join(folder, soakHome, store.DatabaseName), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
}

// wholeBackups checks that every backup is complete, and that there are at least
// least of them once the verb has reported success.
func wholeBackups(least int) func(string, faults.Image, bool) error {
	return func(folder string, _ faults.Image, done bool) error {
		names, err := filepath.Glob(filepath.Join(folder, soakHome, library.BackupFolder, "carrel-*"))
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := importable(name); err != nil {
				return err
			}
		}
		if done && len(names) < least {
			return fmt.Errorf("there are %d backups, but it was told of %d", len(names), least)
		}
		return nil
	}
}

// importable checks that a file contains everything that the collection contained
// at the start.
func importable(name string) error {
	home, err := os.MkdirTemp(filepath.Dir(name), "soak-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	var out, errw strings.Builder
	if code := run(context.Background(), []string{"--home", home, "import", name}, strings.NewReader(""), &out, &errw); code != 0 {
		return fmt.Errorf("%s cannot be read: %s", name, errw.String())
	}
	if want := "20 notes, 20 cards, 160 reviews, 10 media files"; !strings.Contains(out.String(), want) {
		return fmt.Errorf("%s holds %q, want %q", name, out.String(), want)
	}
	return nil
}

// erased checks that no erased text is left once the verb has reported success.
// It ignores files with names that begin with kept, unless kept is "": the backup
// made before a deck is erased contains the deck.
func erased(kept string, words ...string) func(string, faults.Image, bool) error {
	return func(folder string, _ faults.Image, done bool) error {
		if !done {
			return nil
		}
		now, err := faults.ReadImage(filepath.Join(folder, soakHome))
		if err != nil {
			return err
		}
		for name, data := range now.Files {
			if kept != "" && strings.HasPrefix(name, kept) {
				continue
			}
			for _, word := range words {
				if bytes.Contains(data, []byte(word)) {
					return fmt.Errorf("%q was erased, but is in %s", word, name)
				}
			}
		}
		return nil
	}
}

// wholeFile checks that a file is unchanged or complete, and that no partial file
// lies next to it.
func wholeFile(name, before string) func(string, faults.Image, bool) error {
	return func(folder string, _ faults.Image, done bool) error {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if os.IsNotExist(err) {
			if done || before != "" {
				return fmt.Errorf("%s is not there", name)
			}
			return nil
		}
		if err != nil {
			return err
		}
		if before != "" && string(data) == before && !done {
			return nil
		}
		return importable(filepath.Join(folder, name))
	}
}

// ready prepares the initial folder of a task and determines the result of each
// step.
func (task *soakTask) ready(t *testing.T) {
	t.Helper()
	if err := faults.CanWatch(); err != nil {
		t.Skip(err)
	}
	if err := task.known(); err != nil {
		t.Skip(err)
	}
	if len(task.states) == task.steps()+1 {
		return
	}
	task.states, task.lines = nil, nil
	folder := faults.Folder(t)
	soakBase(t, folder)
	if task.prepare != nil {
		task.prepare(t, folder)
	}
	var err error
	if task.base, err = faults.ReadImage(folder); err != nil {
		t.Fatal(err)
	}
	steps := task.steps()
	for k := range steps + 1 {
		folder := task.fresh(t)
		state, lines := "", 0
		if k > 0 {
			r, _ := task.run(t, folder, k, faults.Program{})
			if r.Code != 0 {
				t.Fatalf("undisturbed, it ends with %d: %s", r.Code, r.Stderr)
			}
			lines, task.calls = strings.Count(r.Stdout, "\n"), r.Calls
			if task.check != nil {
				if err := task.check(folder, task.base, k == steps); err != nil {
					t.Fatalf("undisturbed: %v", err)
				}
			}
		}
		if state, err = task.state(t.Context(), folder, k == steps); err != nil {
			t.Fatalf("undisturbed, after step %d: %v", k, err)
		}
		task.states, task.lines = append(task.states, state), append(task.lines, lines)
	}
}

// known reports whether the verb and its flags exist.
func (task *soakTask) known() error {
	cmd, _, err := newRoot(&terminal{}).Find(task.args)
	for _, a := range task.args {
		if name, is := strings.CutPrefix(a, "--"); is && err == nil && cmd.Flag(name) == nil {
			err = fmt.Errorf("there is no flag %s", a)
		}
	}
	return err
}

// fresh returns a new folder with the initial state of the task.
func (task *soakTask) fresh(t *testing.T) string {
	t.Helper()
	folder := faults.Folder(t)
	if err := task.base.WriteTo(folder); err != nil {
		t.Fatal(err)
	}
	return folder
}

// steps returns the number of steps.
func (task *soakTask) steps() int { return max(1, len(task.events), len(task.requests)) }

// run runs the task on a folder up to its k-th step, and returns how many steps
// were reported as done.
func (task *soakTask) run(t *testing.T, folder string, k int, p faults.Program) (r faults.Result, told int) {
	t.Helper()
	if task.requests != nil {
		p.During = func(proc faults.Process) { told = sendAll(proc, folder, task.requests[:k]) }
	}
	if task.events != nil {
		p.Stdin = filepath.Join(t.TempDir(), "events")
		if err := os.WriteFile(p.Stdin, []byte(strings.Join(task.events[:k], "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.Path, p.Folder = os.Args[0], folder
	p.Args = []string{"--home", filepath.Join(folder, soakHome)}
	for _, a := range task.args {
		if strings.HasPrefix(a, "in/") || strings.HasPrefix(a, "out/") {
			a = filepath.Join(folder, a)
		}
		p.Args = append(p.Args, a)
	}
	p.Env = []string{"CARREL_TEST_AS_PROGRAM=1", "TZ=UTC", "TMPDIR=" + filepath.Join(folder, "tmp")}
	var err error
	if r, err = faults.Run(p); err != nil {
		t.Fatalf("%s: %v\n%s", task.name, err, r.Stderr)
	}
	if task.requests == nil {
		told = task.told(r.Stdout)
	}
	switch single := task.requests == nil && task.events == nil; {
	case r.Code == 0 && task.requests == nil:
		told = k
	case r.Code > 0 && single:
		told = 0 // the verb reported a failure, whatever it printed before
	}
	return r, told
}

// told counts the steps that the output reported as done: all their lines are
// there, or the answer to their request began.
func (task *soakTask) told(printed string) int {
	if task.requests != nil {
		return toldByAnswers(task.requests, printed)
	}
	n := strings.Count(printed, "\n")
	told := 0
	for k, lines := range task.lines {
		if k > 0 && lines > task.lines[k-1] && n >= lines {
			told = k
		}
	}
	return told
}

// judge checks a folder after the task was stopped in it, when told steps had
// been reported as done.
func (task *soakTask) judge(ctx context.Context, folder string, told int) error {
	ended := told == task.steps()
	home := filepath.Join(folder, soakHome)
	state, err := task.state(ctx, folder, ended)
	if err != nil {
		return err
	}
	at := -1
	for k, s := range task.states {
		if s == state && k >= told {
			at = k
			break
		}
	}
	if at < 0 {
		for k, s := range task.states {
			if s == state {
				return fmt.Errorf("%d steps were told of, but only %d are there", told, k)
			}
		}
		return fmt.Errorf("%d steps were told of, but the collection is as after none of them:\n%s", told, nearest(state, task.states))
	}
	if task.check != nil {
		if err := task.check(folder, task.base, ended || task.finishes && at == len(task.states)-1); err != nil {
			return err
		}
	}
	if state == damagedState {
		return nil
	}
	return goOn(ctx, home)
}

// damagedState stands for a collection that cannot be opened.
const damagedState = "damaged"

// state returns the content of the collection in a folder.
func (task *soakTask) state(ctx context.Context, folder string, ended bool) (string, error) {
	state, err := soakState(ctx, filepath.Join(folder, soakHome), !task.unsound || ended)
	if task.damaged && study.KindOf(err) == study.Unreadable {
		return damagedState, nil
	}
	return state, err
}

// soakState returns the content of a collection as sorted lines, or an error if
// it cannot be opened or is damaged.
func soakState(ctx context.Context, home string, sound bool) (string, error) {
	lib, err := library.Open(ctx, library.Config{Home: home})
	if err != nil {
		return "", fmt.Errorf("open: %w", err)
	}
	defer lib.Close()
	report, err := lib.Doctor(ctx, false, nil)
	if err != nil {
		return "", fmt.Errorf("doctor: %w", err)
	}
	if sound && len(report.Findings) > 0 {
		return "", fmt.Errorf("the doctor finds %+v", report.Findings)
	}
	var out bytes.Buffer
	if _, err := lib.Export(ctx, &out, "backup", ""); err != nil {
		return "", fmt.Errorf("export: %w", err)
	}
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		line, err := timeless(line)
		if err != nil {
			return "", err
		}
		lines = append(lines, line)
	}
	if _, _, err := conversation.New(lib).Resume(ctx); err != nil {
		return "", fmt.Errorf("the session that waits: %w", err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n"), nil
}

// timeless removes from a line of a backup what differs between two runs.
func timeless(line string) (string, error) {
	var e map[string]map[string]any
	if json.Unmarshal([]byte(line), &e) != nil {
		return line, nil // the first or the last line
	}
	if r := e["review"]; r != nil && r["how"] != "import" {
		return fmt.Sprintf("review of %v: %v %v", r["card"], r["kind"], r["grade"]), nil
	}
	if s := e["setting"]; s != nil && s["key"] == "last_fit" {
		return "last fit", nil
	}
	return line, nil
}

// nearest returns the lines in which a state differs from the most similar of
// states.
func nearest(state string, states []string) string {
	best, text := -1, ""
	for k, s := range states {
		var diff []string
		have, want := strings.Split(state, "\n"), strings.Split(s, "\n")
		for _, line := range have {
			if !slices.Contains(want, line) {
				diff = append(diff, "+ "+line)
			}
		}
		for _, line := range want {
			if !slices.Contains(have, line) {
				diff = append(diff, "- "+line)
			}
		}
		if best < 0 || len(diff) < best {
			best = len(diff)
			text = fmt.Sprintf("compared with step %d (of equal lines there may be too few):\n%.1500s", k, strings.Join(diff, "\n"))
		}
	}
	return text
}

// goOn studies a card in a collection that has one.
func goOn(ctx context.Context, home string) error {
	lib, err := library.Open(ctx, library.Config{Home: home})
	if err != nil {
		return fmt.Errorf("open again: %w", err)
	}
	defer lib.Close()
	now := time.Date(2026, 12, 24, 9, 0, 0, 0, time.UTC)
	talk := conversation.New(lib)
	turn, err := talk.Step(ctx, session.Start{When: session.When{Now: now}, Profile: "desk", Mode: session.Due, Seed: 1})
	for _, command := range []intent.Command{intent.Show, intent.Good} {
		if err != nil || turn.View.Phase == session.Finished {
			break
		}
		turn, err = talk.Step(ctx, session.Command{When: session.When{Now: now}, Command: command, How: session.ByKey})
	}
	if err != nil {
		return fmt.Errorf("studying goes on: %w", err)
	}
	return nil
}
