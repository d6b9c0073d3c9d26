//go:build linux && amd64

package faults

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain also serves as the program that the tests watch.
func TestMain(m *testing.M) {
	Watched()
	if folder := os.Getenv("FAULTS_FOLDER"); folder != "" {
		if err := busy(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// busy does one operation of every kind.
func busy(folder string) error {
	in := func(name string) string { return filepath.Join(folder, name) }
	if err := os.Mkdir(in("sub"), 0o700); err != nil {
		return err
	}
	f, err := os.Create(in("a"))
	if err != nil {
		return err
	}
	_, err1 := f.WriteString("hello, ")
	_, err2 := f.WriteString("world")
	_, err3 := f.WriteAt([]byte("H"), 0)
	err4 := f.Sync()
	err5 := f.Truncate(5)
	if err := errors.Join(err1, err2, err3, err4, err5, f.Close()); err != nil {
		return err
	}
	more, err := os.OpenFile(in("a"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(more, "!"); err != nil {
		return err
	}
	fmt.Println("half way")
	again, err := os.OpenFile(in("c"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	from, err := os.Open(in("a"))
	if err != nil {
		return err
	}
	if _, err := io.Copy(again, from); err != nil { // which the system may do with one call
		return err
	}
	return errors.Join(from.Close(), more.Close(), again.Close(), os.Rename(in("a"), in("sub/b")), os.Link(in("sub/b"), in("d")), os.Remove(in("d")))
}

func watch(t *testing.T, p Program) (Result, string) {
	t.Helper()
	p.Folder = Folder(t)
	if err := os.WriteFile(filepath.Join(p.Folder, "c"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Path, p.Env = os.Args[0], []string{"FAULTS_FOLDER=" + p.Folder}
	r, err := Run(p)
	if err != nil {
		t.Fatal(err)
	}
	return r, p.Folder
}

func TestRunRecordsWhatAProgramDoes(t *testing.T) {
	r, folder := watch(t, Program{Record: true})
	if r.Code != 0 || r.Stdout != "half way\n" {
		t.Fatalf("it ends with %d and says %q, %q", r.Code, r.Stdout, r.Stderr)
	}
	var log []string
	for _, op := range r.Log {
		log = append(log, op.String())
	}
	want := []string{
		"make folder sub", "create a", "write 7 bytes at 0 of a", "write 5 bytes at 7 of a", "write 1 bytes at 0 of a", "sync a",
		"truncate a to 5", "write 1 bytes at 5 of a", `said "half way\n"`, "truncate c to 0", "write 6 bytes at 0 of c", "rename a to sub/b", "link sub/b to d", "remove d",
	}
	if got := strings.Join(log, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("recorded is\n%s", got)
	}
	base := Image{Files: map[string][]byte{"c": []byte("old")}, Folders: map[string]bool{}}
	real, err := ReadImage(folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := Difference(cut(t, base, r.Log, len(r.Log), Fate{Keep: 1}), real); diff != "" {
		t.Errorf("the record does not give what is there: %s", diff)
	}
	if string(real.Files["sub/b"]) != "Hello!" {
		t.Errorf("sub/b holds %q", real.Files["sub/b"])
	}
}

// TestRunFailsEachOperation fails each operation in turn; the program must notice
// each failure.
func TestRunFailsEachOperation(t *testing.T) {
	whole, _ := watch(t, Program{})
	for n := range whole.Calls {
		var failed Op
		r, _ := watch(t, Program{Before: func(i int, op Op) Act {
			if i != n {
				return Act{}
			}
			failed = op
			return Act{Fail: syscall.EDQUOT}
		}})
		if r.Code != 1 || !strings.Contains(r.Stderr, syscall.EDQUOT.Error()) {
			t.Errorf("operation %d (%v) fails, but it ends with %d and says %q", n, failed, r.Code, r.Stderr)
		}
	}
}

func TestRunKillsBeforeAnOperation(t *testing.T) {
	r, folder := watch(t, Program{Before: func(_ int, op Op) Act { return Act{Kill: op.Kind == Rename} }})
	if !r.Killed {
		t.Fatalf("it ends with %d", r.Code)
	}
	if data, err := os.ReadFile(filepath.Join(folder, "a")); err != nil || string(data) != "Hello!" {
		t.Errorf("before the kill a holds %q, %v", data, err)
	}
}

func TestRunTalksToTheProgram(t *testing.T) {
	var seen []byte
	r, _ := watch(t, Program{
		Before: func(_ int, op Op) Act { return Act{Kill: op.Kind == Rename, After: time.Minute} }, // too late: it has ended
		During: func(p Process) {
			<-p.Ended
			seen, _ = os.ReadFile(p.Stdout)
			p.Signal(syscall.SIGKILL) // no effect after the end
		},
	})
	if r.Killed || string(seen) != "half way\n" {
		t.Errorf("it says %q and was killed: %v", seen, r.Killed)
	}
}
