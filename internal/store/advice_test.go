package store

import (
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

// In a browser there are no folders to choose and no commands to run, so no message may
// mention them.
func TestAPageIsToldOfNoCommands(t *testing.T) {
	page := &Store{opt: Options{VFS: "page", Home: "the collection in this browser"}}
	computer := &Store{opt: Options{Home: "home"}}
	for _, err := range []error{sqlite3.CORRUPT, sqlite3.CANTOPEN, sqlite3.FULL, sqlite3.BUSY, sqlite3.IOERR, sqlite3.TOOBIG} {
		said := page.plain(t.Context(), err).Error()
		for _, word := range []string{"--home", "carrel doctor", "carrel import", "folder", "permissions"} {
			if strings.Contains(said, word) {
				t.Errorf("%v in a page is told as %q", err, said)
			}
		}
	}
	if newer := page.advice().newer; !strings.Contains(newer, "Reload this page") {
		t.Errorf("a collection of a newer Carrel in a page: %q", newer)
	}
	if said := computer.plain(t.Context(), sqlite3.CANTOPEN).Error(); !strings.Contains(said, "--home") {
		t.Errorf("on a computer: %q", said)
	}
}
