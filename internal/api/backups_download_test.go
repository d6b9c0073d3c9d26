package api

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"carrel/internal/backups"
	"carrel/internal/library/librarytest"
	"carrel/internal/store"
)

func TestABackupIsDownloadedByItsNameOnly(t *testing.T) {
	a, c := open(t, t.TempDir())
	librarytest.Pictured(t, a.Library, "one", "PNG")
	b, err := a.BackUp(t.Context(), backups.Daily, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/api/backups/"+b.Name, nil))
	if got, want := w.Body.String(), librarytest.ExportOf(t, a.Library); w.Code != 200 || got != want {
		t.Errorf("downloaded: %d\n%.2000s\nwant\n%.2000s", w.Code, got, want)
	}
	if got := w.Header().Get("Content-Disposition"); !strings.HasSuffix(got, `-daily.jsonl"`) {
		t.Errorf("it is called %q", got)
	}
	for _, name := range []string{"x", "..%2Fcarrel.db", backups.Name(c.T.Add(time.Hour), backups.Daily), store.DatabaseName} {
		if status, _ := call(t, a, "GET", "/api/backups/"+name, ""); status != 404 {
			t.Errorf("%s: %d", name, status)
		}
	}
}
