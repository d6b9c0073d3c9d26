//go:build !js

package api

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/session"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/study"
	"carrel/internal/voice"
	"carrel/internal/wyoming/wyomingtest"
)

// remembered lists the fields that each part keeps in memory and whether an erase
// must reset them. A new field must be added here, and to Reset if needed.
var remembered = map[string]map[string]bool{
	"Library": {
		"keeper": false, // its state is checked below
		"store":  false, "voice": false, "host": false, "now": false, "home": false, "settingsMu": false, "follower": false,
		"applied": true, "sizes": true,
	},
	"sizes": {"mu": false, "byID": true},
	"Conversation": {
		"lib": false, "store": false, "now": false, "mu": false, "cacheMu": false,
		"live": true, "stateBytes": true, "answers": true, "open": true,
	},
	"openReading": {"mu": false, "reading": true, "at": true, "lang": true, "pages": true},
	"API": {
		"lib": false, "conv": false, "version": false,
		"importing": false, "exporting": false, // numbers of transfers under way
	},
	"Voice": {
		"cache": false, "builtin": false, "why": false, "mu": false, "clipsOf": false, // the clips are checked below
		"command": true, "program": true, "server": true, "remote": true, "leave": true, "wanted": true, "settings": true, "answers": true, "warmed": true,
	},
}

// memory formats the values of the fields that an erase must reset.
func memory(t *testing.T, a *opened) string {
	t.Helper()
	lib, conv := reflect.ValueOf(a.Library).Elem(), reflect.ValueOf(a.conv).Elem()
	var lines []string
	for _, e := range []reflect.Value{
		lib, lib.FieldByName("sizes"), conv, conv.FieldByName("open"),
		reflect.ValueOf(a.API).Elem(), reflect.ValueOf(a.Voice()).Elem(),
	} {
		known := remembered[e.Type().Name()]
		for i := range e.NumField() {
			name := e.Type().Field(i).Name
			counts, ok := known[name]
			if !ok {
				t.Errorf("%s.%s is new: let an erase reset it, and list it here", e.Type().Name(), name)
			}
			f := e.Field(i)
			switch {
			case !counts, name == "sizes", name == "open":
			case f.Kind() == reflect.Slice || f.Kind() == reflect.Map:
				lines = append(lines, fmt.Sprintf("%s.%s: %d %v", e.Type().Name(), name, f.Len(), f))
			default:
				lines = append(lines, fmt.Sprintf("%s.%s: %v", e.Type().Name(), name, f))
			}
		}
	}
	lines = append(lines, fmt.Sprintf("clips: %d", a.Voice().Remembered()))
	return strings.Join(lines, "\n")
}

// answersOf returns the answers of every GET route without path parameters.
func answersOf(t *testing.T, a *opened, home string) string {
	t.Helper()
	var out []string
	for _, route := range a.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if method != "GET" || strings.Contains(path, "{") {
			continue
		}
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		out = append(out, fmt.Sprint(path, " ", w.Code, " ", strings.ReplaceAll(w.Body.String(), home, "HOME")))
	}
	if len(out) < 10 {
		t.Fatalf("only %d routes were asked", len(out))
	}
	return strings.Join(out, "\n")
}

// TestAnErasedCollectionIsANewOne fills everything that is kept in memory, erases it
// and compares it with a collection that was just opened.
func TestAnErasedCollectionIsANewOne(t *testing.T) {
	server := wyomingtest.Serve(t, "Ottawa")
	home, freshHome := t.TempDir(), t.TempDir()
	a, c := open(t, home)
	fresh, fc := open(t, freshHome)
	fc.T = c.T
	if before, same := memory(t, a), memory(t, fresh); before != same {
		t.Fatalf("two new ones differ:\n%s\n\n%s", before, same)
	}
	install(t, a, "capitals")
	librarytest.Bring(t, a.Library, "rivers.md", riverText)
	change := fmt.Sprintf(`{"voice_command":["cat"],"wyoming_speak":%q,"wyoming_hear":%q,"recogniser":"wyoming","listening":true,"rate":1.5,"voice":"hum/hum","lang":"fr","answer_voices":{"en":"hum/hum"},"pronounce":[{"word":"a","say":"b"}],"retention":0.85}`, server.Address, server.Address)
	if _, err := a.ChangeSettings(t.Context(), json.RawMessage(change), false); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(60 * time.Second); a.Voice().Status().Engine != "wyoming"; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the server was never reached: %+v", a.Voice().Status())
		}
	}
	turn, err := a.conv.Step(t.Context(), session.Start{Profile: "desk", Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.turn(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Voice().Speak(t.Context(), "Ottawa", "en", "", 1); err != nil {
		t.Fatal(err)
	}
	books, err := a.Readings(t.Context())
	if err != nil || len(books) != 1 {
		t.Fatalf("%v, %v", books, err)
	}
	full := memory(t, a)
	for _, empty := range []string{"App.conversation: <nil>", "App.warmed: {{} false}", "voice.program: <nil>", "voice.remote: <nil>", "voice.server: \n", "shelf.sizes: 0", "clips: 0"} {
		if strings.Contains(full+"\n", empty) {
			t.Errorf("before the erase there is nothing to forget: %s", empty)
		}
	}
	if err := a.Erase(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := memory(t, a), memory(t, fresh); got != want {
		t.Errorf("in memory after the erase:\n%s\n\nof a new one:\n%s", got, want)
	}
	if got, want := answersOf(t, a, home), answersOf(t, fresh, freshHome); got != want {
		t.Errorf("the erased one says:\n%s\n\na new one:\n%s", got, want)
	}
	if !reflect.DeepEqual(a.Store().Scheduler().Model(), fresh.Store().Scheduler().Model()) {
		t.Error("it schedules by the old settings")
	}
	spoke := len(server.Spoke())
	if _, err := a.Voice().Speak(t.Context(), "Reykjavik", "en", "", 1); err != nil {
		t.Errorf("after the erase nothing is spoken: %v", err)
	}
	if code := ask(t, a, "POST", "/api/transcribe?lang=en", "abcd", nil); code != 503 || len(server.Heard()) != 0 || len(server.Spoke()) != spoke {
		t.Errorf("after the erase the server still gets %v and %v (%d)", server.Heard(), server.Spoke()[spoke:], code)
	}
}

// TestAnEraseThatFailsResetsTheRest checks that settings are removed from memory
// even when files could not be erased.
func TestAnEraseThatFailsResetsTheRest(t *testing.T) {
	folder := t.TempDir()
	files := &stuck{Files: home.NewDiskFiles(filepath.Join(folder, home.MediaFolder))}
	a := openWith(t, library.Config{Home: folder, Voice: librarytest.Hum{}, Store: &store.Options{Home: folder, Files: files}})
	if _, _, _, err := files.Put(strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ChangeSettings(t.Context(), json.RawMessage(`{"voice_command":["cat"],"wyoming_speak":"127.0.0.1:9"}`), false); err != nil {
		t.Fatal(err)
	}
	if err := a.Erase(t.Context()); study.KindOf(err) != study.Unavailable {
		t.Errorf("got %v", err)
	}
	if live := a.Voice().Live(); live.Command != nil || live.Server != "" {
		t.Errorf("still in force: %+v", live)
	}
	if lines, err := a.WhatLeaves(t.Context()); err != nil || slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "127.0.0.1:9") }) {
		t.Errorf("what-leaves says %q, %v", lines, err)
	}
}

type stuck struct{ home.Files }

func (stuck) Remove(string) error { return os.ErrPermission }

// TestWhatLeavesAsksWhatRuns checks that WhatLeaves lists what is in force, even
// where the stored settings differ.
func TestWhatLeavesAsksWhatRuns(t *testing.T) {
	a := plain(t)
	a.Voice().Configure(voice.Settings{Command: []string{"cat"}, Server: "127.0.0.1:9"})
	lines, err := a.WhatLeaves(t.Context())
	said := strings.Join(lines, "\n")
	if err != nil || !strings.Contains(said, "127.0.0.1:9") || !strings.Contains(said, "program you named as a voice: cat") {
		t.Errorf("what-leaves says %q, %v", lines, err)
	}
}
