package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func mustCarrel(t *testing.T, home string, args ...string) string {
	t.Helper()
	out, errw, code := carrel(t.Context(), home, "", args...)
	if code != 0 {
		t.Fatalf("carrel %v: status %d, %s", args, code, errw)
	}
	return out
}

// Every verb that reads a file refuses a pipe without a writer, a socket, an
// endless device and a folder at once.
func TestWhatIsNoFileIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	home, pipe := filepath.Join(dir, "home"), filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	mustCarrel(t, home, "packs", "capitals")
	for name, kind := range map[string]string{pipe: "a pipe", "/dev/zero": "a device"} {
		for _, verb := range [][]string{{"import"}, {"study", "--events"}, {"fit", "--log"}, {"hear", "--grammar", "stop|go"}} {
			_, errw, code := carrel(t.Context(), home, "", append(verb, name)...)
			if code != 3 || !strings.Contains(errw, name+" is "+kind+", not a file") {
				t.Errorf("carrel %v %s: status %d, %s", verb, name, code, errw)
			}
		}
	}
	if _, errw, code := carrel(t.Context(), home, "", "hear", "--grammar", pipe, "x.wav"); code != 3 || !strings.Contains(errw, "is not a file") {
		t.Errorf("a pipe as a grammar: status %d, %s", code, errw)
	}
	if _, errw, code := carrel(t.Context(), home, "", "export", "--json", dir); code != 2 || !strings.Contains(errw, "is a folder") {
		t.Errorf("an export to a folder: status %d, %s", code, errw)
	}
}

// An export writes into a device and never replaces it by a file.
func TestExportIntoADevice(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	mustCarrel(t, home, "packs", "capitals")
	mustCarrel(t, home, "export", "--json", "/dev/null")
	_, errw, code := carrel(t.Context(), home, "", "export", "--json", "/dev/full")
	if code != 1 || !strings.Contains(errw, "/dev/full could not be written") {
		t.Errorf("status %d, %s", code, errw)
	}
	for _, name := range []string{"/dev/null", "/dev/full"} {
		if st, err := os.Stat(name); err != nil || st.Mode()&os.ModeDevice == 0 {
			t.Errorf("%s is %v now, %v", name, st.Mode(), err)
		}
	}
}

// smallDisk mounts a small file system.
func smallDisk(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("no small file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// backup returns the content of an export, without its date.
func backup(t *testing.T, out string) []string {
	t.Helper()
	var lines []string
	for line := range strings.Lines(out) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("not JSON: %.100s", line)
		}
		lines = append(lines, line)
	}
	if len(lines) < 10 || !strings.Contains(lines[len(lines)-1], `"end":true`) {
		t.Fatalf("no whole backup: %d lines", len(lines))
	}
	return lines[1:]
}

// studied fills a home. If killed, it leaves a write-ahead log that was not
// checkpointed.
func studied(t *testing.T, home string, killed bool) {
	t.Helper()
	mustCarrel(t, home, "packs", "capitals")
	if !killed {
		return
	}
	// A killed process leaves its write-ahead log and its shared-memory file
	// behind.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: []string{"carrel", "--home", home, "study", "--events", "-"}}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	io.WriteString(in, `{"event":"start","profile":"desk","seed":1}`+"\n"+`{"event":"command","command":"show"}`+"\n"+`{"event":"button","grade":3}`+"\n")
	lines := bufio.NewScanner(out)
	for n := 0; n < 3 && lines.Scan(); n++ {
	}
	cmd.Process.Kill()
	cmd.Wait()
	if st, err := os.Stat(filepath.Join(home, "carrel.db-wal")); err != nil || st.Size() == 0 {
		t.Fatalf("no log was left: %v, %v", st, err)
	}
}

func TestReadingFromADiskThatCannotBeWritten(t *testing.T) {
	for _, killed := range []bool{false, true} {
		for _, how := range []string{"read-only", "full"} {
			dir := smallDisk(t, "size=4m")
			home := filepath.Join(dir, "home")
			studied(t, home, killed)
			elsewhere := filepath.Join(t.TempDir(), "copy")
			if err := os.CopyFS(elsewhere, os.DirFS(home)); err != nil {
				t.Fatal(err)
			}
			want := backup(t, mustCarrel(t, elsewhere, "export", "--json", "-"))
			if how == "read-only" {
				if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
					t.Fatal(err)
				}
			} else {
				os.Remove(filepath.Join(home, "carrel.db-shm"))
				f, err := os.Create(filepath.Join(dir, "filler"))
				if err != nil {
					t.Fatal(err)
				}
				if _, err := io.Copy(f, endless{}); err == nil {
					t.Fatal("the disk did not fill up")
				}
				f.Close()
			}
			out, errw, code := carrel(t.Context(), home, "", "export", "--json", "-")
			if code != 0 {
				t.Errorf("%s, killed %v: status %d, %s", how, killed, code, errw)
				continue
			}
			if got := backup(t, out); strings.Join(got, "") != strings.Join(want, "") {
				t.Errorf("%s, killed %v: the export differs from that of a copy: %d lines, %d", how, killed, len(got), len(want))
			}
			for _, args := range [][]string{{"cards"}, {"due"}, {"stats"}, {"check"}, {"export", "--format", "apkg", "-"}, {"export", filepath.Join(t.TempDir(), "x.apkg")}} {
				if _, errw, code := carrel(t.Context(), home, "", args...); code != 0 {
					t.Errorf("%s, killed %v: carrel %v: status %d, %s", how, killed, args, code, errw)
				}
			}
			_, errw, code = carrel(t.Context(), home, "", "export", "--json", filepath.Join(dir, "backup.jsonl"))
			if code != 1 || !strings.Contains(errw, "backup.jsonl c") || strings.Count(strings.TrimSpace(errw), "carrel: ") != 1 {
				t.Errorf("%s: an export onto the disk itself: status %d, %s", how, code, errw)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".carrel-*")); len(left) > 0 {
				t.Errorf("%s: left behind: %v", how, left)
			}
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// A signal ends an export even if nobody reads its output.
func TestASignalEndsAnExportThatNobodyReads(t *testing.T) {
	dir := t.TempDir()
	home, deck := filepath.Join(dir, "home"), filepath.Join(dir, "deck.csv")
	var text strings.Builder
	text.WriteString("question,answer\n")
	for i := range 4000 {
		text.WriteString(strings.Repeat("a long question ", 5) + string(rune('a'+i%26)) + strings.Repeat("x", i%50) + ",yes\n")
	}
	if err := os.WriteFile(deck, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	mustCarrel(t, home, "import", deck)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := &exec.Cmd{Path: self, Args: []string{"carrel", "--home", home, "export", "--json", "-"}, Stdout: w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, err := r.Read(make([]byte, 1)); err != nil { // the export has begun to write
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if cmd.ProcessState.ExitCode() != 1 {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(time.Minute):
		cmd.Process.Kill()
		t.Fatal("it goes on after SIGTERM")
	}
}
