//go:build !js

package api

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"carrel/internal/library"
	"carrel/internal/wyoming/wyomingtest"
)

func ask(t *testing.T, a *opened, method, path, body string, into any) int {
	t.Helper()
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	if into != nil {
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, w.Body)
		}
	}
	return w.Code
}

func plain(t *testing.T) *opened {
	t.Helper()
	return openWith(t, library.Config{})
}

// TestNothingIsSentBeforeAnAddressIsSet checks that sound stays on this device
// until the learner has chosen a server and entered its address, and that
// WhatLeaves names the address from then on.
func TestNothingIsSentBeforeAnAddressIsSet(t *testing.T) {
	a, s := plain(t), wyomingtest.Serve(t, "Nineteen sixty-nine.")
	var got Transcript
	for _, change := range []string{`{}`, `{"recogniser":"wyoming"}`, `{"recogniser":"carrel","wyoming_hear":"` + s.Address + `"}`, `{"recogniser":"browser"}`} {
		ask(t, a, "PUT", "/api/settings", change, nil)
		if code := ask(t, a, "POST", "/api/transcribe?lang=en", "abcd", nil); code != 503 {
			t.Errorf("with %s, a recogniser answers %d", change, code)
		}
		if lines, err := a.WhatLeaves(t.Context()); err != nil || strings.Contains(strings.Join(lines, "\n"), s.Address) || !strings.Contains(lines[0], "Nothing is sent to any other computer.") {
			t.Errorf("with %s, what-leaves says %q, %v", change, lines, err)
		}
	}
	if n := len(s.Heard()); n != 0 {
		t.Fatalf("%d utterances were sent before that was asked for", n)
	}
	ask(t, a, "PUT", "/api/settings", `{"recogniser":"wyoming"}`, nil)
	if code := ask(t, a, "POST", "/api/transcribe?lang=en", "abcd", &got); code != 200 || got.Text != "Nineteen sixty-nine." || len(got.Ways) == 0 || got.Ways[0] != "nineteen sixty nine" {
		t.Errorf("%d %+v", code, got)
	}
	if h := s.Heard(); len(h) != 1 || !bytes.Equal(h[0], []byte("abcd")) {
		t.Errorf("the server got %q", h)
	}
	lines, err := a.WhatLeaves(t.Context())
	if err != nil || !strings.Contains(strings.Join(lines, "\n"), "What you say while Carrel listens, the sound of each utterance, is sent unencrypted to the recogniser you set up at "+s.Address) || strings.Contains(strings.Join(lines, "\n"), "recognised in the page") {
		t.Errorf("what-leaves says %q, %v", lines, err)
	}
	if code := ask(t, a, "POST", "/api/transcribe?lang=en", strings.Repeat("x", mostSound+1), nil); code != 400 {
		t.Errorf("an endless utterance is answered with %d", code)
	}
	if code := ask(t, a, "POST", "/api/transcribe?lang=xx", "abcd", nil); code != 415 {
		t.Errorf("a language nobody listens to is answered with %d", code)
	}
}

func TestWyomingAddressIsTriedAndChecked(t *testing.T) {
	a, s := plain(t), wyomingtest.Serve(t, "")
	var got WyomingServer
	if code := ask(t, a, "POST", "/api/wyoming", `{"address":" tcp://`+s.Address+`/"}`, &got); code != 200 || got != (WyomingServer{s.Address, "test-hears", true, true}) {
		t.Errorf("%d %+v", code, got)
	}
	for _, bad := range []string{"nowhere", "http://x:1", ""} {
		if code := ask(t, a, "POST", "/api/wyoming", `{"address":"`+bad+`"}`, nil); code != 400 {
			t.Errorf("the address %q is answered with %d", bad, code)
		}
	}
	if code := ask(t, a, "PUT", "/api/settings", `{"wyoming_hear":"nowhere"}`, nil); code != 400 {
		t.Errorf("a setting that is no address is answered with %d", code)
	}
}

// TestWyomingSpeaks checks that the server's voice speaks while an address is
// set, that WhatLeaves lists what is sent, and that Carrel's own voice returns
// when the address is removed.
func TestWyomingSpeaks(t *testing.T) {
	a, s := plain(t), wyomingtest.Serve(t, "")
	ask(t, a, "PUT", "/api/settings", `{"wyoming_speak":"`+s.Address+`"}`, nil)
	named := func() string {
		var v struct {
			Voices []struct{ Engine, Name, Lang string }
		}
		ask(t, a, "GET", "/api/voices", "", &v)
		if len(v.Voices) == 0 {
			return ""
		}
		return v.Voices[0].Engine + "/" + v.Voices[0].Name + " " + v.Voices[0].Lang
	}
	for deadline := time.Now().Add(20 * time.Second); named() != "wyoming/tone en-GB"; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the first voice is %q", named())
		}
	}
	wav, err := a.Voice().Speak(t.Context(), "Ottawa", "en", "", 1)
	if err != nil || len(wav) < 1000 {
		t.Errorf("%d bytes, %v", len(wav), err)
	}
	if got := s.Spoke(); len(got) != 1 || got[0] != "Ottawa" {
		t.Errorf("the server was given %q", got)
	}
	lines, _ := a.WhatLeaves(t.Context())
	if !strings.Contains(strings.Join(lines, "\n"), "The text of your cards is sent unencrypted to the voice you set up at "+s.Address) {
		t.Errorf("what-leaves says %q", lines)
	}
	ask(t, a, "PUT", "/api/settings", `{"wyoming_speak":""}`, nil)
	if got := named(); strings.HasPrefix(got, "wyoming") {
		t.Errorf("after the address was taken out, the first voice is %q", got)
	}
}
