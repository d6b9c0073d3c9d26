package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/backups"
	"carrel/internal/library"
	"carrel/internal/library/librarytest"
	"carrel/internal/store"
	"carrel/internal/study"
)

// damagedHome returns a home with a backup and a collection that cannot be
// opened, and the error of opening it.
func damagedHome(t *testing.T) (home, want string, why error) {
	t.Helper()
	home = t.TempDir()
	a := librarytest.Open(t, home, librarytest.NewClock())
	librarytest.Pictured(t, a, "one", "PNG")
	want = librarytest.ExportOf(t, a)
	if _, err := a.BackUp(t.Context(), backups.Asked, nil); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, store.DatabaseName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(b[:100])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	_, why = library.Open(t.Context(), library.Config{Home: home})
	if study.KindOf(why) != study.Unreadable {
		t.Fatalf("opened with %v", why)
	}
	return home, want, why
}

func askDoor(t *testing.T, h http.Handler, method, path, body string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

// TestTheDoorOfADamagedCollection checks that the door reports the problem,
// salvages, restores, and then serves the normal API.
func TestTheDoorOfADamagedCollection(t *testing.T) {
	home, want, why := damagedHome(t)
	var opened *library.Library
	stopped := false
	d := NewDoor(library.Config{Home: home, Now: librarytest.NewClock().Now}, "test", why, func(a *library.Library) func() {
		opened = a
		return func() { stopped = true }
	})
	code, body := askDoor(t, d, "GET", "/api/status", "")
	var s Status
	if err := json.Unmarshal([]byte(body), &s); err != nil || code != 200 || s.Rescue == nil || len(s.Rescue.Backups) != 1 || s.Rescue.Why == "" {
		t.Fatalf("%d %s", code, body)
	}
	if code, body := askDoor(t, d, "GET", "/api/decks", ""); code != 422 || !strings.Contains(body, "damaged") {
		t.Errorf("decks: %d %s", code, body)
	}
	if code, body := askDoor(t, d, "GET", "/api/rescue/salvage", ""); code != 200 || body != want {
		t.Errorf("salvaged: %d\n%s\nwant\n%s", code, body, want)
	}
	if code, body := askDoor(t, d, "POST", "/api/rescue/restore", `{"name":"../x"}`); code != 404 {
		t.Errorf("a backup that is not there: %d %s", code, body)
	}
	if code, body := askDoor(t, d, "POST", "/api/rescue/file?name=x.tsv", "a\tb\n"); code != 422 {
		t.Errorf("another file: %d %s", code, body)
	}
	if opened != nil {
		t.Error("it was opened without a restore")
	}
	if code, body := askDoor(t, d, "POST", "/api/rescue/restore", `{"name":"`+s.Rescue.Backups[0].Name+`"}`); code != 200 || !strings.Contains(body, `"notes":1`) {
		t.Fatalf("restored: %d %s", code, body)
	}
	if code, body := askDoor(t, d, "GET", "/api/status", ""); code != 200 || strings.Contains(body, "rescue") {
		t.Errorf("after the restore: %d %s", code, body)
	}
	if got := librarytest.ExportOf(t, opened); got != want {
		t.Errorf("restored\n%s\nwant\n%s", got, want)
	}
	if err := d.Close(); err != nil || !stopped {
		t.Errorf("closed: %v, stopped: %v", err, stopped)
	}
}

// TestADoorTakesAFile restores a downloaded backup.
func TestADoorTakesAFile(t *testing.T) {
	home, want, why := damagedHome(t)
	var opened *library.Library
	d := NewDoor(library.Config{Home: home}, "test", why, func(a *library.Library) func() { opened = a; return func() {} })
	defer d.Close()
	if code, body := askDoor(t, d, "POST", "/api/rescue/file?name=b.jsonl", want); code != 200 {
		t.Fatalf("%d %s", code, body)
	}
	if got := librarytest.ExportOf(t, opened); got != want {
		t.Errorf("restored\n%s\nwant\n%s", got, want)
	}
}
