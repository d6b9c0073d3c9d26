package relay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"carrel/internal/study"
)

// serve listens for a home of the test until the test ends.
func serve(t *testing.T, handle Handler) (home string) {
	t.Helper()
	home = t.TempDir()
	s, err := Listen(home, "v1", handle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return home
}

func client() (Client, *bytes.Buffer, *bytes.Buffer) {
	var out, errw bytes.Buffer
	return Client{In: strings.NewReader(""), Out: &out, Err: &errw, Version: "v1"}, &out, &errw
}

func TestACommandRunsInTheOtherProcess(t *testing.T) {
	home := serve(t, func(_ context.Context, r Request, remote *Remote) int {
		in, err := io.ReadAll(remote.Stdin())
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(remote.Stdout(), "%v %s %s", r.Args, r.Dir, r.Zone)
		fmt.Fprintf(remote.Stderr(), "%s", in)
		return 3
	})
	cl, out, errw := client()
	big := strings.Repeat("what stands in standard input\n", 100_000)
	cl.In = strings.NewReader(big)
	code, err := cl.Run(t.Context(), home, Request{Args: []string{"due", "--json"}, Dir: "/somewhere", Zone: "Asia/Tokyo"})
	if err != nil || code != 3 {
		t.Fatalf("exit status %d, %v", code, err)
	}
	if out.String() != "[due --json] /somewhere Asia/Tokyo" || errw.String() != big {
		t.Errorf("printed %q, and %d bytes of %d came back", out, errw.Len(), len(big))
	}
}

// A shell loop that reads lines must not lose them to a command that reads no
// input.
func TestStandardInputIsLeftAlone(t *testing.T) {
	home := serve(t, func(context.Context, Request, *Remote) int { return 0 })
	cl, _, _ := client()
	in := strings.NewReader("for somebody else")
	cl.In = in
	if _, err := cl.Run(t.Context(), home, Request{}); err != nil {
		t.Fatal(err)
	}
	if in.Len() != len("for somebody else") {
		t.Errorf("%d bytes were taken from standard input", len("for somebody else")-in.Len())
	}
}

func TestFilesAreTheClients(t *testing.T) {
	for _, copied := range []bool{false, true} {
		t.Run(fmt.Sprintf("copied=%v", copied), func(t *testing.T) { testFiles(t, copied) })
	}
}

func testFiles(t *testing.T, copied bool) {
	dir := t.TempDir()
	data := make([]byte, 3*chunk+17)
	for i := range data {
		data[i] = byte(rand.Uint32())
	}
	if err := os.WriteFile(filepath.Join(dir, "in"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	home := serve(t, func(_ context.Context, r Request, remote *Remote) int {
		abs, err := remote.Abs("in")
		if err != nil || abs != filepath.Join(dir, "in") {
			t.Errorf("%s is the absolute name: %v", abs, err)
		}
		st, err := remote.Stat(abs)
		if err != nil || st.Size() != int64(len(data)) || st.Name() != "in" || !st.Mode().IsRegular() {
			t.Errorf("the file is %v: %v", st, err)
		}
		list, err := remote.ReadDir(dir)
		if err != nil || len(list) != 1 || list[0].Name() != "in" || !list[0].Type().IsRegular() {
			t.Errorf("the folder holds %v: %v", list, err)
		}
		if _, err := remote.Open(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a missing file gave %v", err)
		}
		f, err := remote.Open(abs)
		if err != nil {
			t.Error(err)
			return 1
		}
		defer f.Close()
		part := make([]byte, 100)
		if _, err := f.ReadAt(part, chunk-50); err != nil || !bytes.Equal(part, data[chunk-50:chunk+50]) {
			t.Errorf("a part of the file is another: %v", err)
		}
		w, err := remote.Create(filepath.Join(dir, "out"))
		if err != nil {
			t.Error(err)
			return 1
		}
		defer w.Discard()
		if _, err := io.Copy(w, f); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
			t.Error("the file is there before it is whole")
		}
		if err := w.Keep(); err != nil {
			t.Error(err)
		}
		given, err := remote.Create(filepath.Join(dir, "given up"))
		if err != nil {
			t.Error(err)
			return 1
		}
		given.Write(data)
		given.Discard()
		left, _ := remote.Create(filepath.Join(dir, "left"))
		left.Write(data) // neither kept nor discarded
		return 0
	})
	cl, _, _ := client()
	cl.copyFiles = copied
	if code, err := cl.Run(t.Context(), home, Request{Dir: dir}); code != 0 || err != nil {
		t.Fatal(code, err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "out"))
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes were written of %d: %v", len(got), len(data), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v: %v", entries, err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// The command gets the reason why its output could not be written.
func TestLostOutputIsTold(t *testing.T) {
	told := make(chan error, 2)
	home := serve(t, func(_ context.Context, _ Request, remote *Remote) int {
		remote.Stdout().Write([]byte("x"))
		told <- remote.Stdout().Flush()
		_, err := remote.Stdout().Write([]byte("y"))
		told <- err
		return 0
	})
	cl, _, _ := client()
	cl.Out = full{}
	if _, err := cl.Run(t.Context(), home, Request{}); err != nil {
		t.Fatal(err)
	}
	flushed, later := <-told, <-told
	if !errors.Is(flushed, syscall.ENOSPC) || !errors.Is(later, syscall.ENOSPC) {
		t.Errorf("a full disk gave %v, then %v", flushed, later)
	}
}

func TestAnInterruptCancelsTheCommand(t *testing.T) {
	started := make(chan struct{})
	home := serve(t, func(ctx context.Context, _ Request, remote *Remote) int {
		close(started)
		<-ctx.Done()
		remote.Stderr().Write([]byte("stopped"))
		return 1
	})
	cl, _, errw := client()
	ctx, interrupt := context.WithCancel(t.Context())
	go func() {
		<-started
		interrupt()
	}()
	code, err := cl.Run(ctx, home, Request{})
	if code != 1 || err != nil || errw.String() != "stopped" {
		t.Errorf("exit status %d, %v, %q", code, err, errw)
	}
}

// A client that is killed cancels the command, whatever it is waiting for.
func TestAClientThatEndsCancelsTheCommand(t *testing.T) {
	for _, wait := range []string{"standard input", "nothing", "output"} {
		started, ended := make(chan struct{}), make(chan struct{})
		home := serve(t, func(ctx context.Context, _ Request, remote *Remote) int {
			defer close(ended)
			close(started)
			switch wait {
			case "standard input":
				io.ReadAll(remote.Stdin())
			case "output":
				for ctx.Err() == nil {
					if _, err := remote.Stdout().Write(make([]byte, chunk)); err != nil {
						break
					}
				}
			}
			<-ctx.Done()
			return 1
		})
		c, err := dial(home)
		if err != nil {
			t.Fatal(err)
		}
		f := jsonFrame(hello, 0, greeting{Protocol: protocol, Version: "v1"})
		if _, err := c.Write(f.encode()); err != nil {
			t.Fatal(err)
		}
		<-started
		c.Close()
		select {
		case <-ended:
		case <-time.After(time.Minute):
			t.Fatalf("a command that waits for %s goes on without its client", wait)
		}
	}
}

// A pager that shows the first page, or Ctrl-Z, must not block a command and with
// it a part of the collection. When the client continues, it gets all output.
func TestAClientThatReadsNothingDoesNotHoldTheCommand(t *testing.T) {
	const pieces = 64
	released := make(chan struct{})
	home := serve(t, func(_ context.Context, _ Request, remote *Remote) int {
		for i := range pieces {
			if _, err := remote.Stdout().Write(bytes.Repeat([]byte{byte(i)}, chunk)); err != nil {
				t.Error(err)
			}
		}
		close(released)
		return 0
	})
	cl, _, _ := client()
	slow := &paused{open: released}
	cl.Out = slow
	if code, err := cl.Run(t.Context(), home, Request{}); code != 0 || err != nil {
		t.Fatal(code, err)
	}
	if slow.out.Len() != pieces*chunk {
		t.Fatalf("%d bytes arrived of %d", slow.out.Len(), pieces*chunk)
	}
	for i := range pieces {
		if b := slow.out.Bytes()[i*chunk]; b != byte(i) {
			t.Fatalf("piece %d is piece %d", i, b)
		}
	}
	entries, err := os.ReadDir(home)
	if err != nil || len(entries) != 1 {
		t.Errorf("the home holds %v: %v", entries, err)
	}
}

// paused is a writer that blocks until a channel is closed.
type paused struct {
	open chan struct{}
	out  bytes.Buffer
}

func (p *paused) Write(b []byte) (int, error) {
	<-p.open
	return p.out.Write(b)
}

func TestASecondVersionIsRefused(t *testing.T) {
	home := serve(t, func(context.Context, Request, *Remote) int {
		t.Error("a command of another version ran")
		return 0
	})
	cl, _, _ := client()
	cl.Version = "v2"
	_, err := cl.Run(t.Context(), home, Request{})
	if study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), "version v1 and this command is version v2") {
		t.Errorf("another version gave %v", err)
	}
}

func TestTooManyCommandsAreRefused(t *testing.T) {
	var running sync.WaitGroup
	running.Add(mostAtOnce)
	finish := make(chan struct{})
	home := serve(t, func(context.Context, Request, *Remote) int {
		running.Done()
		<-finish
		return 0
	})
	var ended sync.WaitGroup
	for range mostAtOnce {
		ended.Add(1)
		go func() {
			defer ended.Done()
			cl, _, _ := client()
			if _, err := cl.Run(t.Context(), home, Request{}); err != nil {
				t.Error(err)
			}
		}()
	}
	running.Wait()
	cl, _, _ := client()
	_, err := cl.Run(t.Context(), home, Request{})
	close(finish)
	ended.Wait()
	if study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), "too many") {
		t.Errorf("one more gave %v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	home := t.TempDir()
	cl, _, _ := client()
	if _, err := cl.Run(t.Context(), home, Request{}); !errors.Is(err, ErrNobody) {
		t.Errorf("an empty home gave %v", err)
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(home, socketName), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	l.Close()
	if _, err := cl.Run(t.Context(), home, Request{}); !errors.Is(err, ErrNobody) || Served(home) {
		t.Errorf("a socket of a process that was killed gave %v", err)
	}
	s, err := Listen(home, "v1", func(context.Context, Request, *Remote) int { return 7 })
	if err != nil {
		t.Fatal(err)
	}
	if code, err := cl.Run(t.Context(), home, Request{}); code != 7 || err != nil || !Served(home) {
		t.Errorf("after a kill: %d, %v", code, err)
	}
	s.Close()
	if entries, _ := os.ReadDir(home); len(entries) != 0 {
		t.Errorf("the home still holds %v", entries)
	}
}

// A home with a path too long for a socket works as well.
func TestDeepHome(t *testing.T) {
	home := filepath.Join(t.TempDir(), strings.Repeat("deep/", 30))
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_RUNTIME_DIR", "")
	t.Setenv("TMPDIR", shortFolder(t))
	s, err := Listen(home, "v1", func(context.Context, Request, *Remote) int { return 5 })
	if err != nil {
		t.Fatal(err)
	}
	cl, _, _ := client()
	if code, err := cl.Run(t.Context(), home, Request{}); code != 5 || err != nil {
		t.Errorf("%d, %v", code, err)
	}
	path := recorded(home)
	for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Join(home, recordName): 0o600} {
		if st, err := os.Stat(name); err != nil || st.Mode().Perm() != want {
			t.Errorf("%s is %v: %v", name, st, err)
		}
	}
	s.Close()
	if entries, _ := os.ReadDir(home); len(entries) != 0 {
		t.Errorf("the home still holds %v", entries)
	}
	if _, err := os.Stat(filepath.Dir(path)); err == nil {
		t.Errorf("%s is still there", filepath.Dir(path))
	}
}

// shortFolder returns a temporary folder with a path short enough for a socket.
func shortFolder(t *testing.T) string {
	dir, err := os.MkdirTemp("/tmp", "c")
	if err != nil {
		t.Skip("there is no folder with a short path: ", err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// A record is honoured only if it names a socket that Carrel made.
func TestARecordCannotNameAnythingElse(t *testing.T) {
	home := t.TempDir()
	victim := filepath.Join(t.TempDir(), "socket")
	if err := os.WriteFile(victim, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, recordName), []byte(victim), 0o600); err != nil {
		t.Fatal(err)
	}
	removeStale(home)
	if _, err := os.Stat(victim); err != nil {
		t.Errorf("what the record named was removed: %v", err)
	}
}

func TestCloseCancelsWhatRuns(t *testing.T) {
	home := t.TempDir()
	started := make(chan struct{})
	var ended bool
	s, err := Listen(home, "v1", func(ctx context.Context, _ Request, remote *Remote) int {
		close(started)
		<-ctx.Done()
		ended = true
		return 1
	})
	if err != nil {
		t.Fatal(err)
	}
	result := make(chan int, 1)
	go func() {
		cl, _, _ := client()
		code, err := cl.Run(t.Context(), home, Request{})
		if err != nil {
			t.Error(err)
		}
		result <- code
	}()
	<-started
	s.Close()
	if !ended {
		t.Error("Close did not wait for the command")
	}
	if code := <-result; code != 1 {
		t.Errorf("exit status %d", code)
	}
}

// Another user gets nothing, even if the folders' permissions would let them in,
// and the client does not talk to a socket that another user serves.
func TestAnotherUserIsRefused(t *testing.T) {
	if os.Getenv("RELAY_TEST_HOME") != "" {
		otherUser(t)
		return
	}
	if !tellsUser || os.Geteuid() != 0 {
		t.Skip("only root can become another user")
	}
	home := shortFolder(t)
	program := filepath.Join(home, "test")
	copyFile(t, os.Args[0], program)
	if err := os.Chmod(home, 0o777); err != nil {
		t.Fatal(err)
	}
	s, err := Listen(home, "v1", func(context.Context, Request, *Remote) int {
		t.Error("a command of another user ran")
		return 0
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(home, socketName), 0o777); err != nil {
		t.Fatal(err)
	}
	out := asNobody(t, program, home, "connect")
	if !strings.Contains(out, "REFUSED") {
		t.Errorf("another user got: %s", out)
	}
	s.Close()

	serving := command(program, home, "serve")
	pipe, err := serving.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serving.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		serving.Process.Kill()
		serving.Wait()
	}()
	if _, err := pipe.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	cl, _, _ := client()
	_, err = cl.Run(t.Context(), home, Request{})
	if study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), "another user") {
		t.Errorf("a socket that another user serves gave %v", err)
	}
}

func command(program, home, what string) *exec.Cmd {
	cmd := exec.Command(program, "-test.run=^TestAnotherUserIsRefused$")
	cmd.Env = []string{"RELAY_TEST_HOME=" + home, "RELAY_TEST_DO=" + what, "TMPDIR=" + home}
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return cmd
}

func asNobody(t *testing.T, program, home, what string) string {
	out, err := command(program, home, what).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

// otherUser is the part of the test that runs as another user.
func otherUser(t *testing.T) {
	home := os.Getenv("RELAY_TEST_HOME")
	if os.Getenv("RELAY_TEST_DO") == "serve" {
		if _, err := Listen(home, "v1", func(context.Context, Request, *Remote) int { return 0 }); err != nil {
			t.Fatal(err)
		}
		fmt.Print("ready")
		time.Sleep(time.Minute)
		return
	}
	// Connect directly: Run checks who serves before it sends anything.
	c, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: filepath.Join(home, socketName), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	f := jsonFrame(hello, 0, greeting{Protocol: protocol, Version: "v1", Request: Request{Args: []string{"export"}}})
	c.Write(f.encode())
	g, err := readGreeting(&inbox{c: c}, welcome)
	if err == nil && g.Refused != nil && strings.Contains(g.Refused.Message, "another user") {
		fmt.Println("REFUSED")
	}
}

func copyFile(t *testing.T, from, to string) {
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o755); err != nil {
		t.Fatal(err)
	}
}

func FuzzReadFrame(f *testing.F) {
	f.Add(frame{put, 7, []byte("text")}.encode())
	f.Add(answer{Info: &fileInfo{Base: "x"}, data: []byte("y")}.frame(9).encode())
	f.Add([]byte{2, 0, 0, 0, 1, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := readFrame(bytes.NewReader(b))
		if err != nil {
			return
		}
		if again := got.encode(); !bytes.HasPrefix(b, again) {
			t.Errorf("%x was read as %x", b, again)
		}
		readAnswer(got.payload)
	})
}
