package api

import (
	"encoding/json"
	"net/http/httptest"
	"testing"

	"carrel/internal/intent"
	"carrel/internal/library"
)

// TestMicCheckAsksForCommandsItCanHear checks in every language of Carrel that
// the grammar contains each phrase to say under its tag.
func TestMicCheckAsksForCommandsItCanHear(t *testing.T) {
	a := openWith(t, library.Config{})
	for _, lang := range []string{"en", "fr"} {
		if _, err := a.ChangeSettings(t.Context(), json.RawMessage(`{"lang":"`+lang+`"}`), true); err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/api/mic-check", nil))
		var c MicCheck
		if err := json.Unmarshal(w.Body.Bytes(), &c); err != nil || c.Grammar.Lang != lang || len(c.Say) != len(checked) {
			t.Fatalf("%s: %v %v: %+v", lang, w.Code, err, c)
		}
		for i, s := range c.Say {
			if want := intent.Teach(lang, checked[i]); s.Text != want || s.Tag != "command:"+string(checked[i]) {
				t.Errorf("%s: %+v, want %q", lang, s, want)
			}
		}
	}
}
