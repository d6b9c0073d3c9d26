package library

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/backups"
	"carrel/internal/store"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// wall is a clock that a test moves.
type wall struct{ t time.Time }

func (c *wall) now() time.Time { return c.t }

func openAt(t *testing.T, home string, c *wall) *Library {
	t.Helper()
	a, err := Open(t.Context(), Config{Home: home, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func newClock() *wall { return &wall{time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)} }

func install(t *testing.T, a *Library, id string) {
	t.Helper()
	if _, err := a.InstallPack(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
}

// pictured imports a backup with one note and one picture.
func pictured(t *testing.T, a *Library, name, picture string) {
	t.Helper()
	entries := func(yield func(study.Entry, error) bool) {
		deck := study.Deck{ID: study.DeriveID("deck", name), Name: name}
		note := study.Note{ID: study.DeriveID("note", name), Item: &study.Item{Kind: study.Short, Stem: `<img src="` + name + `.png">?`, Answer: "a"}}
		m := study.Media{Name: name + ".png", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(picture)), nil }}
		_ = yield(study.Entry{Deck: &deck}, nil) && yield(study.Entry{Note: &note}, nil) && yield(study.Entry{Media: &m}, nil)
	}
	if _, err := a.store.Import(t.Context(), entries, nil, nil); err != nil {
		t.Fatal(err)
	}
}

func listed(t *testing.T, a *Library) []backups.Backup {
	t.Helper()
	l, err := a.Backups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l.Backups
}

func exportOf(t *testing.T, a *Library) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := a.Export(t.Context(), &b, "backup", ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOneBackupADay(t *testing.T) {
	c := newClock()
	a := openAt(t, t.TempDir(), c)
	if err := a.BackUpToday(t.Context()); err != nil || len(listed(t, a)) != 0 {
		t.Fatalf("an empty collection has %d backups, %v", len(listed(t, a)), err)
	}
	pictured(t, a, "one", "PNG")
	for i, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {time.Hour, 1}, {17 * time.Hour, 1}, {2 * time.Hour, 2}, {48 * time.Hour, 3}} {
		c.t = c.t.Add(step.after) // the learner's day begins at 4 o'clock
		if err := a.BackUpToday(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := len(listed(t, a)); got != step.want {
			t.Errorf("step %d: %d backups, want %d", i, got, step.want)
		}
	}
	if _, err := a.ChangeSettings(t.Context(), []byte(`{"auto_backup":false}`), true); err != nil {
		t.Fatal(err)
	}
	c.t = c.t.Add(48 * time.Hour)
	if err := a.BackUpToday(t.Context()); err != nil || len(listed(t, a)) != 3 {
		t.Errorf("switched off, there are %d, %v", len(listed(t, a)), err)
	}
}

// TestABackupIsTheCollection erases a deck and imports the backup made before the
// erase into another home.
func TestABackupIsTheCollection(t *testing.T) {
	c := newClock()
	folder := t.TempDir()
	a := openAt(t, folder, c)
	pictured(t, a, "one", "PICTURE ONE")
	pictured(t, a, "two", "PICTURE TWO")
	before := exportOf(t, a)
	if err := a.EraseDeck(t.Context(), "two"); err != nil {
		t.Fatal(err)
	}
	list := listed(t, a)
	if len(list) != 1 || list[0].Reason != backups.Erase || list[0].Size == 0 {
		t.Fatalf("%+v", list)
	}
	file, err := os.ReadFile(filepath.Join(folder, BackupFolder, list[0].Name))
	if err != nil {
		t.Fatal(err)
	}
	b := openAt(t, t.TempDir(), c)
	media := home.NewDiskFiles(filepath.Join(folder, BackupFolder, home.MediaFolder))
	u := Upload{Name: list[0].Name, Data: bytes.NewReader(file), Size: int64(len(file)),
		Beside: func(hash string) (io.ReadCloser, error) { return media.Open(hash) }}
	if _, err := b.Import(t.Context(), u, nil); err != nil {
		t.Fatal(err)
	}
	if got := exportOf(t, b); got != before {
		t.Errorf("the backup brings\n%s\nwant\n%s", got, before)
	}
	// Without its media the backup is still imported, and the result says what is
	// missing.
	u.Beside = nil
	d := openAt(t, t.TempDir(), c)
	res, err := d.Import(t.Context(), u, nil)
	if err != nil || res.Notes != 2 || len(res.Skipped) != 2 {
		t.Errorf("without media: %+v, %v", res, err)
	}
}

// TestDamageMakesNoBackup checks that a damaged collection never replaces the
// backups from before the damage.
func TestDamageMakesNoBackup(t *testing.T) {
	for name, sql := range map[string]string{
		"a note":        `UPDATE notes SET item = '{'`,
		"a card":        `PRAGMA foreign_keys = OFF; UPDATE cards SET deck = 99`,
		"an empty page": "",
	} {
		t.Run(name, func(t *testing.T) {
			c := newClock()
			home := t.TempDir()
			a := openAt(t, home, c)
			pictured(t, a, "one", "PNG")
			if err := a.BackUpToday(t.Context()); err != nil {
				t.Fatal(err)
			}
			a.Close()
			spoilHome(t, home, sql)
			a = openAt(t, home, c)
			for range 40 {
				c.t = c.t.Add(24 * time.Hour)
				if err := a.BackUpToday(t.Context()); study.KindOf(err) != study.Unreadable {
					t.Fatalf("got %v", err)
				}
			}
			if l := listed(t, a); len(l) != 1 || a.BackupProblem() == "" {
				t.Errorf("there are %+v, told: %q", l, a.BackupProblem())
			}
		})
	}
}

// spoilHome changes the database of a closed home by SQL, or zeroes the pages of
// the index of media.
func spoilHome(t *testing.T, home, sql string) {
	t.Helper()
	path := filepath.Join(home, store.DatabaseName)
	c, err := sqlite3.Open("file:" + path)
	if err != nil {
		t.Fatal(err)
	}
	page := int64(0)
	if sql == "" {
		s, _, err := c.Prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'media_hash'")
		if err != nil || !s.Step() {
			t.Fatal(err)
		}
		page = s.ColumnInt64(0)
		s.Close()
	} else if err := c.Exec(sql); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if page > 0 {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt(make([]byte, 4096), (page-1)*4096); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMediaOfBackupsAreKeptOnce checks that each picture is stored once, and only
// as long as a backup needs it.
func TestMediaOfBackupsAreKeptOnce(t *testing.T) {
	c := newClock()
	a := openAt(t, t.TempDir(), c)
	size := func() int64 {
		t.Helper()
		l, err := a.Backups(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return l.Media
	}
	pictured(t, a, "one", strings.Repeat("1", 100))
	for range 3 {
		if err := a.BackUpToday(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.t = c.t.Add(24 * time.Hour)
	}
	if size() != 100 {
		t.Errorf("media take %d bytes", size())
	}
	pictured(t, a, "two", strings.Repeat("2", 10))
	if err := a.EraseDeck(t.Context(), "one"); err != nil {
		t.Fatal(err)
	}
	if size() != 110 {
		t.Errorf("media take %d bytes after an erase", size())
	}
	for range 400 {
		c.t = c.t.Add(24 * time.Hour)
		if err := a.BackUpToday(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(listed(t, a)); n > 7+4+12 || n < 12 {
		t.Errorf("%d backups are kept", n)
	}
	if size() != 10 {
		t.Errorf("media take %d bytes when no backup needs the erased picture", size())
	}
}

func TestErasingEverythingErasesBackups(t *testing.T) {
	home := t.TempDir()
	a := openAt(t, home, newClock())
	pictured(t, a, "one", "SECRET")
	if _, err := a.BackUp(t.Context(), backups.Asked, nil); err != nil {
		t.Fatal(err)
	}
	if err := a.Erase(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(home, BackupFolder), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// full is a shelf on a full disk.
type full struct{ *backups.Disk }

var errFull = errors.New("no space left")

func (full) Write(string, func(io.Writer) error) error { return errFull }

func TestNoRoomForABackupStopsNothing(t *testing.T) {
	a := openAt(t, t.TempDir(), newClock())
	pictured(t, a, "one", "PNG")
	a.keeper.place.Shelf = full{backups.NewDisk(t.TempDir())}
	table := "question\tanswer\nWhat?\tThat\n"
	if _, err := a.Import(t.Context(), Upload{Name: "t.tsv", Data: strings.NewReader(table), Size: int64(len(table))}, nil); err != nil {
		t.Errorf("the import stops: %v", err)
	}
	if why := a.BackupProblem(); !strings.Contains(why, "No backup could be made") {
		t.Errorf("told: %q", why)
	}
	if err := a.EraseDeck(t.Context(), "one"); err != nil {
		t.Errorf("the erase stops: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.BackUp(ctx, backups.Asked, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestBackupBeforeAnUpgrade opens a collection of the first schema.
// oldCollection writes a database of the first version, with one card, into a home.
func oldCollection(t *testing.T, home string) {
	t.Helper()
	first, err := filepath.Glob("../store/schema/*.sql")
	if err != nil || len(first) < 2 {
		t.Fatalf("there is nothing to upgrade: %v, %v", first, err)
	}
	schema, err := os.ReadFile(first[0])
	if err != nil {
		t.Fatal(err)
	}
	spoilHome(t, home, string(schema)+`
		INSERT INTO decks VALUES (1, randomblob(16), 'Old', '', 0, 0, '', 0, NULL);
		INSERT INTO notes VALUES (1, randomblob(16), 'g', NULL, NULL, '{"kind":"short","stem":"What?","answer":"That"}', '', 0, NULL);
		INSERT INTO cards (id, note, deck, ord, suspended, position, retention, modified, phase, step, stability, difficulty,
			due, day, interval, last, reps, lapses, buried, first, queue, key, mix)
			VALUES (randomblob(16), 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
		PRAGMA user_version = 1; PRAGMA application_id = 0x4372726c`)
}

func TestBackupBeforeAnUpgrade(t *testing.T) {
	home := t.TempDir()
	oldCollection(t, home)
	a := openAt(t, home, newClock())
	list := listed(t, a)
	if len(list) != 1 || list[0].Reason != backups.Upgrade {
		t.Fatalf("%+v", list)
	}
	if left, _ := filepath.Glob(filepath.Join(home, "upgrade-*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	if !strings.Contains(exportOf(t, a), "That") {
		t.Error("the upgrade lost the note")
	}
}

// A page in a browser has no folder for a copy: the backup is made from one in memory.
func TestBackupBeforeAnUpgradeInABrowser(t *testing.T) {
	folder := t.TempDir()
	oldCollection(t, folder)
	place := DiskBackups(t.TempDir())
	opt := store.Options{Home: "this browser", VFS: "os", Database: filepath.ToSlash(filepath.Join(folder, store.DatabaseName)), Files: home.NewMemoryFiles()}
	a, err := Open(t.Context(), Config{Host: "browser", Store: &opt, Backups: place})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	list := listed(t, a)
	if len(list) != 1 || list[0].Reason != backups.Upgrade {
		t.Fatalf("the backups are %+v, want one made before the upgrade", list)
	}
	if !strings.Contains(exportOf(t, a), "That") {
		t.Error("the upgrade lost the note")
	}
}
