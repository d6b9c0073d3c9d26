package api

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"carrel/internal/intent"
	"carrel/internal/library"
	"carrel/internal/listen"
)

// shape returns n template frames with a pattern that can be searched for
// anywhere.
func shape(n int) []byte {
	return bytes.Repeat([]byte("carrel-13-13!"), n)
}

func enrolling(t *testing.T, a *opened, method, path string, body any) (int, string) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest(method, path, bytes.NewReader(b)))
	return w.Code, w.Body.String()
}

// TestEnrolment stores templates, checks that they are listed and reported but in
// no backup, and that forgetting or erasing removes them.
func TestEnrolment(t *testing.T) {
	a := openWith(t, library.Config{Home: t.TempDir()})
	leaves := func() string {
		lines, err := a.WhatLeaves(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(lines, "\n")
	}
	const told = "commands you taught"
	for _, forget := range []func() (int, string){
		func() (int, string) { return enrolling(t, a, "DELETE", "/api/enrolment", nil) },
		func() (int, string) {
			return enrolling(t, a, "POST", "/api/erase", map[string]string{"confirm": eraseWords})
		},
	} {
		if strings.Contains(leaves(), told) {
			t.Errorf("before anything is taught: %s", leaves())
		}
		e := library.Enrolment{Templates: []listen.Template{{Lang: "en", Say: "repeat that", Frames: shape(40)}, {Lang: "fr", Say: "oui", Frames: shape(30)}}}
		if code, body := enrolling(t, a, "PUT", "/api/enrolment", e); code != 200 {
			t.Fatalf("%d %s", code, body)
		}
		code, body := enrolling(t, a, "GET", "/api/enrolment", nil)
		var got library.Enrolment
		if err := json.Unmarshal([]byte(body), &got); err != nil || code != 200 || len(got.Templates) != 2 || got.Templates[1].Say != "oui" || !bytes.Equal(got.Templates[0].Frames, shape(40)) {
			t.Fatalf("%d %s", code, body)
		}
		if !strings.Contains(leaves(), told) {
			t.Errorf("nothing tells of it: %s", leaves())
		}
		if _, err := a.ChangeSettings(t.Context(), json.RawMessage(`{"new_per_day":4321}`), true); err != nil {
			t.Fatal(err)
		}
		backup := backupText(t, a)
		if !strings.Contains(backup, "4321") {
			t.Fatalf("the backup cannot be read here: %.300q", backup)
		}
		if strings.Contains(backup, "carrel-13") || strings.Contains(backup, base64.StdEncoding.EncodeToString(shape(3))) || strings.Contains(backup, "repeat that") {
			t.Error("the backup holds it")
		}
		if code, body := forget(); code != 200 {
			t.Fatalf("%d %s", code, body)
		}
		if _, body := enrolling(t, a, "GET", "/api/enrolment", nil); strings.TrimSpace(body) != `{"templates":[]}` {
			t.Errorf("still there: %s", body)
		}
	}
}

func backupText(t *testing.T, a *opened) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := a.Export(t.Context(), &b, "backup", ""); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			inner, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			text += string(inner)
		}
	}
	return text
}

// TestEnrolmentIsBounded checks that only phrases Carrel asks for are accepted,
// once each, and only with a length that can be spoken.
func TestEnrolmentIsBounded(t *testing.T) {
	a := openWith(t, library.Config{})
	k := listen.Enrolling
	fine := listen.Template{Lang: "en", Say: "yes", Frames: shape(k.MostFrames)}
	for name, list := range map[string][]listen.Template{
		"other words": {{Lang: "en", Say: "my name is", Frames: shape(40)}},
		"a language":  {{Lang: "de", Say: "yes", Frames: shape(40)}},
		"twice":       {fine, fine},
		"short":       {{Lang: "en", Say: "yes", Frames: shape(k.FewestFrames - 1)}},
		"long":        {{Lang: "en", Say: "yes", Frames: shape(k.MostFrames + 1)}},
		"half a row":  {{Lang: "en", Say: "yes", Frames: append(shape(40), 1)}},
	} {
		if code, body := enrolling(t, a, "PUT", "/api/enrolment", library.Enrolment{Templates: list}); code != 400 {
			t.Errorf("%s: %d %s", name, code, body)
		}
	}
	var most []listen.Template
	for _, lang := range intent.Languages() {
		for _, say := range intent.Taught(lang) {
			most = append(most, listen.Template{Lang: lang, Say: say, Frames: shape(k.MostFrames)})
		}
	}
	if code, body := enrolling(t, a, "PUT", "/api/enrolment", library.Enrolment{Templates: most}); code != 200 {
		t.Errorf("everything there is to teach, as long as can be: %d %s", code, body)
	}
}

// TestEnrolmentAsksForWhatItCanHear checks in every language that the grammar
// contains each phrase asked for.
func TestEnrolmentAsksForWhatItCanHear(t *testing.T) {
	a := openWith(t, library.Config{})
	for _, lang := range intent.Languages() {
		if _, err := a.ChangeSettings(t.Context(), json.RawMessage(fmt.Sprintf(`{"lang":%q}`, lang)), true); err != nil {
			t.Fatal(err)
		}
		_, body := enrolling(t, a, "GET", "/api/enrolment/words", nil)
		var c MicCheck
		if err := json.Unmarshal([]byte(body), &c); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i, want := range intent.Taught(lang) {
			if i >= len(c.Say) || c.Say[i].Text != want || seen[want] {
				t.Fatalf("%s: %q is missing or there twice in %+v", lang, want, c.Say)
			}
			seen[want] = true
		}
	}
}
