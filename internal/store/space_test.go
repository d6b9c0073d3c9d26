package store

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"

	"carrel/internal/store/db"
	"carrel/internal/store/home"
	"carrel/internal/study"
)

// smallDisk is a file system with a limited number of bytes left.
type smallDisk struct {
	vfs.VFS
	left atomic.Int64
}

func (d *smallDisk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, flags, err := d.VFS.(vfs.VFSFilename).OpenFilename(name, flags)
	if err != nil {
		return nil, flags, err
	}
	return &smallFile{f, d}, flags, nil
}

type smallFile struct {
	vfs.File
	disk *smallDisk
}

func (f *smallFile) WriteAt(p []byte, off int64) (int, error) {
	if f.disk.left.Add(-int64(len(p))) < 0 {
		return 0, sqlite3.FULL
	}
	return f.File.WriteAt(p, off)
}

// TestFullDisk fills the disk at every stage of an import and of a review. Each fails with
// a plain sentence and changes nothing, and works again once there is room.
func TestFullDisk(t *testing.T) {
	disk := &smallDisk{VFS: vfs.Find(aloneVFS)}
	vfs.Register("small", disk)
	t.Cleanup(func() { vfs.Unregister("small") })
	const plenty = 1 << 40
	disk.left.Store(plenty)
	home := t.TempDir()
	opt := Options{Home: home, VFS: "small", Database: filepath.ToSlash(filepath.Join(home, DatabaseName))}
	s := openHere(t, opt)
	addItems(t, s, 10)
	rows := 0
	refused := 0
	for room := int64(0); room < 300_000; room += 7_000 {
		disk.left.Store(room)
		_, err := s.Import(t.Context(), bigImport(room), nil, nil)
		kept := 0
		if err != nil {
			full(t, err)
			refused++
		} else {
			kept = 40
		}
		disk.left.Store(room % 40_000)
		_, rerr := s.AppendReview(t.Context(), study.Review{Card: itemCard(0), At: start + study.Time(room), Kind: study.Graded, Grade: 3}, nil)
		if rerr != nil {
			full(t, rerr)
			refused++
		} else {
			rows++
		}
		disk.left.Store(plenty)
		got, err := s.Reviews(t.Context(), itemCard(0))
		if err != nil || len(got) != rows {
			t.Fatalf("with room for %d bytes: %d reviews, want %d, %v", room, len(got), rows, err)
		}
		n := 0
		read(t, s, func(c *db.Conn) (err error) {
			n, err = c.Int("SELECT count(*) FROM notes WHERE guid = ?", "big")
			return err
		})
		if n != kept {
			t.Fatalf("with room for %d bytes: %d notes of the import are there, want %d (%v)", room, n, kept, err)
		}
		if kept > 0 {
			if err := s.write(t.Context(), func(c *db.Conn) error {
				return c.Exec("DELETE FROM cards WHERE note IN (SELECT n FROM notes WHERE guid = 'big'); DELETE FROM notes WHERE guid = 'big'")
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if refused == 0 || rows == 0 {
		t.Errorf("%d writes refused, %d done: the disk was never, or always, full", refused, rows)
	}
	findings, err := s.Doctor(t.Context(), false, nil)
	if err != nil || len(findings) > 0 {
		t.Errorf("the doctor finds %+v, %v", findings, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openHere(t, opt)
	if got, err := again.Reviews(t.Context(), itemCard(0)); len(got) != rows || err != nil {
		t.Errorf("opened again: %d reviews, want %d, %v", len(got), rows, err)
	}
}

func bigImport(seed int64) study.Entries {
	return func(yield func(study.Entry, error) bool) {
		for i := range 40 {
			e := study.Entry{Note: &study.Note{ID: study.DeriveID("note", "big", string(rune(seed)), string(rune(i))), GUID: "big",
				Item: &study.Item{Kind: study.Recall, Stem: strings.Repeat("x", 4000)}}}
			if !yield(e, nil) {
				return
			}
		}
	}
}

func full(t *testing.T, err error) {
	t.Helper()
	if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "no space") {
		t.Fatalf("got %v (kind %q)", err, study.KindOf(err))
	}
}

func TestACollectionThatMayNotGrowSaysSo(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir(), MaxPages: 100})
	_, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
		for i := range int64(3) {
			for e := range bigImport(i) {
				if !yield(e, nil) {
					return
				}
			}
		}
	}, nil, nil)
	full(t, err)
	if empty, err := s.Empty(t.Context()); !empty || err != nil {
		t.Errorf("something is left, %v", err)
	}
	addItems(t, s, 3)
}

// TestMediaThatCannotBeRead checks that unreadable media end the import and that no file
// is left.
func TestMediaThatCannotBeRead(t *testing.T) {
	s := openHere(t, Options{Home: t.TempDir()})
	torn := errors.New("torn")
	_, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
		yield(study.Entry{Media: &study.Media{Name: "a", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte("a"))), nil }}}, nil)
		yield(study.Entry{Media: &study.Media{Name: "b", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("half"), broken{torn})), nil
		}}}, nil)
	}, nil, nil)
	if !errors.Is(err, torn) {
		t.Errorf("got %v", err)
	}
	if left := everyFile(t, filepath.Join(s.opt.Home, home.MediaFolder)); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }
