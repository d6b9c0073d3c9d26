//go:build !js

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"carrel/internal/store/home"
	"carrel/internal/study"
)

// erasures are the kinds of erase after which no byte of the secret may remain.
var erasures = map[string]func(ctx context.Context, s *Store) error{
	"everything": func(ctx context.Context, s *Store) error { return s.EraseAll(ctx) },
	"deck":       func(ctx context.Context, s *Store) error { return s.EraseDeck(ctx, study.DeriveID("deck", secret)) },
}

// hosts are the ways to store a collection: on the disk as usual, and on another file
// system with its own Files, as in a browser.
var hosts = map[string]func(home string, cut func(string) error) Options{
	"disk": func(home string, cut func(string) error) Options { return Options{Home: home, cut: cut} },
	"vfs": func(dir string, cut func(string) error) Options {
		return Options{
			Home: dir, VFS: "os", Database: filepath.ToSlash(filepath.Join(dir, DatabaseName)),
			Files: home.NewDiskFiles(filepath.Join(dir, home.MediaFolder)), cut: cut,
		}
	},
}

// isErased checks a home that was opened after an erase: no byte of the secret, an intact
// collection, and no record of an erase.
func isErased(t *testing.T, folder, kind string, o Options) {
	t.Helper()
	s := openHere(t, o)
	if err := s.UnfinishedErase(); err != nil {
		t.Errorf("what was left was not finished: %v", err)
	}
	if found, err := s.Doctor(t.Context(), false, nil); err != nil || len(found) > 0 {
		t.Errorf("the doctor finds %+v, %v", found, err)
	}
	cards, _, err := s.Cards(t.Context(), CardFilter{})
	if err != nil || (len(cards) > 0) != (kind != "everything") {
		t.Errorf("%d cards are left, %v", len(cards), err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	found := holding(t, folder, secret)
	if o.VFS != "" { // a browser has no cache on disk
		found = without(found, filepath.Join(folder, home.CacheFolder))
	}
	if len(found) > 0 {
		t.Errorf("the secret is still in %v", found)
	}
}

func without(files []string, folder string) []string {
	var out []string
	for _, f := range files {
		if !strings.HasPrefix(f, folder) {
			out = append(out, f)
		}
	}
	return out
}

var errCut = errors.New("the power is gone")

// TestAnEraseThatFailsIsFinished makes an erase fail at each of its steps. The erase
// reports it, and the next start finishes it.
func TestAnEraseThatFailsIsFinished(t *testing.T) {
	for host, options := range hosts {
		for kind, erase := range erasures {
			t.Run(host+" "+kind, func(t *testing.T) {
				t.Parallel()
				for at := 0; ; at++ {
					home := t.TempDir()
					withSecret(t, home).Close()
					steps := 0
					s := openHere(t, options(home, func(string) error {
						if steps++; steps > at {
							return errCut
						}
						return nil
					}))
					err := erase(t.Context(), s)
					s.Close()
					if err == nil && at < 5 {
						t.Fatalf("an erase has only %d steps", at)
					}
					if err == nil {
						isErased(t, home, kind, options(home, nil))
						return
					}
					if !errors.Is(err, errCut) {
						t.Fatalf("cut at step %d: %v", at, err)
					}
					isErased(t, home, kind, options(home, nil))
				}
			})
		}
	}
}

const eraseHome, eraseKind, eraseAt = "CARREL_ERASE_HOME", "CARREL_ERASE_KIND", "CARREL_ERASE_AT"

// eraseAndDie runs in the child process of TestAnEraseThatIsKilledIsFinished.
func eraseAndDie(home string) error {
	steps, at := 0, 0
	fmt.Sscan(os.Getenv(eraseAt), &at)
	s, err := Open(context.Background(), Options{Home: home, cut: func(string) error {
		if steps++; steps > at {
			self, err := os.FindProcess(os.Getpid())
			if err != nil {
				return err
			}
			self.Kill()
			select {} // until the process is killed
		}
		return nil
	}})
	if err != nil {
		return err
	}
	if erase := erasures[os.Getenv(eraseKind)]; erase != nil {
		if err := erase(context.Background(), s); err != nil {
			return err
		}
	}
	os.Exit(0)
	return nil
}

// TestAnEraseThatIsKilledIsFinished kills a program at each step of an erase, and kills
// the next start at each step of finishing it.
func TestAnEraseThatIsKilledIsFinished(t *testing.T) {
	for kind := range erasures {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			for at := 0; ; at++ {
				home := t.TempDir()
				withSecret(t, home).Close()
				die := func(kind string, at int) bool {
					cmd := exec.Command(os.Args[0], "-test.run=^$")
					cmd.Env = append(os.Environ(), eraseHome+"="+home, eraseKind+"="+kind, fmt.Sprint(eraseAt, "=", at))
					out, err := cmd.Output()
					if strings.Contains(string(out), "error") {
						t.Fatalf("the child says %q", out)
					}
					return err != nil
				}
				killed := die(kind, at)
				if killed {
					for again := 0; again < at; again += 3 {
						die("only open", again)
					}
				}
				isErased(t, home, kind, Options{Home: home})
				if t.Failed() {
					t.Fatalf("killed at step %d", at)
				}
				if !killed {
					if at < 5 {
						t.Errorf("an erase has only %d steps", at)
					}
					return
				}
			}
		})
	}
}

// stubborn has files that cannot be removed, or cannot be overwritten.
type stubborn struct {
	home.Files
	err error
}

func (f *stubborn) Remove(hash string) error {
	var bare *home.NotOverwritten
	if f.err == nil || errors.As(f.err, &bare) {
		if err := f.Files.Remove(hash); err != nil {
			return err
		}
	}
	return f.err
}

// One file cannot be removed: everything else is, the error says so, the doctor finds it,
// and both the next start and --repair finish the erase.
func TestAFileThatCannotBeRemovedIsTold(t *testing.T) {
	for _, by := range []string{"start", "repair", "another erase"} {
		t.Run(by, func(t *testing.T) {
			folder := t.TempDir()
			withSecret(t, folder).Close()
			files := &stubborn{home.NewDiskFiles(filepath.Join(folder, home.MediaFolder)), syscall.EBUSY}
			s := openHere(t, Options{Home: folder, Files: files})
			err := s.EraseDeck(t.Context(), study.DeriveID("deck", secret))
			if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "1 file could not be removed") {
				t.Fatalf("got %v", err)
			}
			if left := holding(t, folder, secret); len(left) != 1 || !strings.HasPrefix(left[0], filepath.Join(folder, home.MediaFolder)) {
				t.Errorf("the secret is in %v", left)
			}
			if found, err := s.Doctor(t.Context(), true, nil); err != nil || len(found) == 0 || !strings.Contains(found[0].What, "is not finished: 1 file could not be removed") {
				t.Errorf("the doctor finds %+v, %v", found, err)
			}
			switch by {
			case "start":
				s.Close()
				s = openHere(t, Options{Home: folder, Files: files})
				if err := s.UnfinishedErase(); err == nil || !strings.Contains(err.Error(), "could not be removed") {
					t.Errorf("a start that cannot finish it says %v", err)
				}
			case "repair":
				files.err = nil
				if found, err := s.Doctor(t.Context(), true, nil); err != nil || len(found) > 0 {
					t.Errorf("the doctor finds %+v, %v", found, err)
				}
			default:
				files.err = nil
				if err := s.EraseNote(t.Context(), itemNote(3)); err != nil {
					t.Error(err)
				}
			}
			s.Close()
			if by != "start" && len(holding(t, folder, secret)) > 0 {
				t.Errorf("the secret is still in %v", holding(t, folder, secret))
			}
			isErased(t, folder, "deck", Options{Home: folder})
		})
	}
}

// A file that cannot be overwritten is still removed, and nothing is left to do.
func TestAFileThatCannotBeOverwrittenIsTold(t *testing.T) {
	folder := t.TempDir()
	withSecret(t, folder).Close()
	s := openHere(t, Options{Home: folder, Files: &stubborn{home.NewDiskFiles(filepath.Join(folder, home.MediaFolder)), &home.NotOverwritten{Why: syscall.EIO}}})
	err := s.EraseAll(t.Context())
	if study.KindOf(err) != study.Unavailable || !strings.Contains(err.Error(), "1 file could not be overwritten") {
		t.Errorf("got %v", err)
	}
	s.Close()
	if found := holding(t, folder, secret); len(found) > 0 {
		t.Errorf("the secret is still in %v", found)
	}
	isErased(t, folder, "everything", Options{Home: folder})
}

// A file that an import brings back while an erase removes it must stay.
func TestWhatComesBackIsKept(t *testing.T) {
	home := t.TempDir()
	withSecret(t, home).Close()
	var s *Store
	done := false
	cut := func(step string) error {
		if step != "files" || done {
			return nil
		}
		done = true
		_, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
			yield(study.Entry{Media: &study.Media{Name: "again.png", Open: func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader("PNG " + secret)), nil
			}}}, nil)
		}, nil, nil)
		return err
	}
	s = openHere(t, Options{Home: home, cut: cut})
	if err := s.EraseDeck(t.Context(), study.DeriveID("deck", secret)); err != nil {
		t.Fatal(err)
	}
	f, _, err := s.OpenMedia(t.Context(), "again.png")
	if err != nil {
		t.Fatalf("what came in during the erase is lost: %v", err)
	}
	f.Close()
	s.Close()
}

// An erase finishes even if the page that asked for it is closed.
func TestAnEraseGoesOnWithoutItsCaller(t *testing.T) {
	home := t.TempDir()
	withSecret(t, home).Close()
	ctx, cancel := context.WithCancel(t.Context())
	s := openHere(t, Options{Home: home, cut: func(string) error { cancel(); return nil }})
	if err := s.EraseAll(ctx); err != nil {
		t.Fatal(err)
	}
	if found := holding(t, home, secret); len(found) > 0 {
		t.Errorf("the secret is still in %v", found)
	}
	s.Close()
}

// Concurrent erases all finish, one after the other.
func TestErasesAtOnce(t *testing.T) {
	home := t.TempDir()
	s := withSecret(t, home)
	defer s.Close()
	errs := make(chan error)
	for i := range 6 {
		go func() {
			switch i % 3 {
			case 0:
				errs <- s.EraseNote(t.Context(), itemNote(i))
			case 1:
				errs <- s.PutEnrolment(t.Context(), nil)
			default:
				_, _, err := s.Cards(t.Context(), CardFilter{})
				errs <- err
			}
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
