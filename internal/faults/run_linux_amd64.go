package faults

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// CanWatch returns nil if Run works here, or else the reason why not.
func CanWatch() error { return nil }

// Run runs a program, watches every operation on files of its folder, and
// records, fails or kills as p says.
func Run(p Program) (Result, error) {
	folder, err := filepath.EvalSymlinks(p.Folder)
	if err != nil {
		return Result{}, err
	}
	p.Folder = folder
	type outcome struct {
		r   Result
		err error
	}
	done := make(chan outcome)
	go func() {
		// Only the thread that started a program may trace it.
		runtime.LockOSThread()
		r, err := run(p)
		done <- outcome{r, err} // the locked thread ends with this goroutine
	}()
	o := <-done
	return o.r, o.err
}

type tracer struct {
	p       Program
	pid     int
	said    [3]string   // files of its output
	threads map[int]*Op // the operation in progress of each thread
	kills   []*time.Timer

	mu     sync.Mutex
	ended  bool
	result Result
}

func run(p Program) (Result, error) {
	t := &tracer{p: p, threads: map[int]*Op{}}
	scratch, err := os.MkdirTemp("", "carrel-watch-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(scratch)
	files, err := t.files(scratch)
	defer func() {
		for _, f := range files {
			f.Close()
		}
	}()
	if err != nil {
		return Result{}, err
	}
	proc, err := os.StartProcess(p.Path, append([]string{p.Path}, p.Args...), &os.ProcAttr{
		Env:   append(append(os.Environ(), watchedVar+"=1"), p.Env...),
		Files: files,
		Sys:   &syscall.SysProcAttr{Ptrace: true},
	})
	if err != nil {
		return Result{}, err
	}
	defer proc.Release()
	t.pid = proc.Pid
	limit := p.Limit
	if limit == 0 {
		limit = 10 * time.Minute // where the machine has much else to do
	}
	late := make(chan struct{})
	t.kills = append(t.kills, time.AfterFunc(limit, func() { close(late); t.kill() }))
	over, beside := make(chan struct{}), sync.WaitGroup{}
	if p.During != nil {
		beside.Go(func() { p.During(Process{Stdout: t.said[1], Signal: t.signal, Ended: over}) })
	}
	err = t.follow()
	close(over)
	beside.Wait()
	for _, timer := range t.kills {
		timer.Stop()
	}
	select {
	case <-late:
		if err == nil {
			err = fmt.Errorf("it did not end within %v", limit)
		}
	default:
	}
	for i, to := range []*string{1: &t.result.Stdout, 2: &t.result.Stderr} {
		if to != nil {
			data, e := os.ReadFile(t.said[i])
			if *to = string(data); err == nil {
				err = e
			}
		}
	}
	return t.result, err
}

func (t *tracer) files(scratch string) ([]*os.File, error) {
	var files []*os.File
	name := t.p.Stdin
	if name == "" {
		name = os.DevNull
	}
	in, err := os.Open(name)
	if err != nil {
		return files, err
	}
	files = append(files, in)
	scratch, err = filepath.EvalSymlinks(scratch)
	for i := 1; i < 3 && err == nil; i++ {
		t.said[i] = filepath.Join(scratch, fmt.Sprint(i))
		var f *os.File
		if f, err = os.Create(t.said[i]); err == nil {
			files = append(files, f)
		}
	}
	return files, err
}

func (t *tracer) kill() { t.signal(unix.SIGKILL) }

// signal sends a signal to the program, unless it has ended: its process ID may
// then belong to another process.
func (t *tracer) signal(s syscall.Signal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.ended {
		unix.Kill(t.pid, s)
	}
}

const options = unix.PTRACE_O_TRACESYSGOOD | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACESECCOMP | unix.PTRACE_O_EXITKILL

// follow traces until the program has ended.
func (t *tracer) follow() error {
	begun := false
	for {
		var ws unix.WaitStatus
		tid, err := unix.Wait4(-1, &ws, unix.WALL|unix.WNOTHREAD, nil)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return fmt.Errorf("wait: %w", err)
		case ws.Exited() || ws.Signaled():
			if tid == t.pid {
				t.mu.Lock()
				t.ended = true
				t.mu.Unlock()
				t.result.Code = ws.ExitStatus()
				t.result.Killed = ws.Signaled()
				return nil
			}
			continue
		case !ws.Stopped():
			continue
		}
		if !begun {
			begun = true
			if err := unix.PtraceSetOptions(tid, options); err != nil {
				return err
			}
		}
		// A thread that cannot be found was killed meanwhile.
		if err := t.stopped(tid, ws); err != nil && !errors.Is(err, unix.ESRCH) && !errors.Is(err, fs.ErrNotExist) {
			unix.Kill(t.pid, unix.SIGKILL)
			return err
		}
	}
}

// stopped handles a stopped thread and lets it continue.
func (t *tracer) stopped(tid int, ws unix.WaitStatus) error {
	sig := ws.StopSignal()
	switch {
	case sig == unix.SIGTRAP && ws.TrapCause() == unix.PTRACE_EVENT_SECCOMP:
		return t.entered(tid)
	case sig == unix.SIGTRAP|0x80:
		return t.left(tid)
	case sig == unix.SIGTRAP:
		return unix.PtraceCont(tid, 0)
	case sig == unix.SIGSTOP: // a new thread
		return unix.PtraceCont(tid, 0)
	}
	return unix.PtraceCont(tid, int(sig))
}

// entered handles a system call that is about to begin.
func (t *tracer) entered(tid int) error {
	var regs unix.PtraceRegs
	if err := unix.PtraceGetRegs(tid, &regs); err != nil {
		return err
	}
	if regs.Orig_rax == unix.SYS_COPY_FILE_RANGE && t.onFile(tid, regs.Rdx, Op{}) != nil {
		return t.refuse(tid, &regs, unix.ENOSYS) // the program then falls back to read and write
	}
	op, err := t.operation(tid, &regs)
	if err != nil {
		return err
	}
	if op == nil {
		return unix.PtraceCont(tid, 0)
	}
	act := t.decide(op)
	switch {
	case act.Kill && act.After == 0:
		return unix.Kill(t.pid, unix.SIGKILL)
	case act.Fail != 0:
		return t.refuse(tid, &regs, act.Fail)
	case !t.p.Record || op.Kind == Open && regs.Rdx&unix.O_TRUNC == 0:
		return unix.PtraceCont(tid, 0)
	}
	op.Began = len(t.result.Log)
	t.threads[tid] = op
	return unix.PtraceSyscall(tid, 0)
}

// decide counts an operation, asks the program's Before about it and starts the clock of
// a kill that comes later.
func (t *tracer) decide(op *Op) Act {
	if op.Kind == Said {
		return Act{}
	}
	var act Act
	if t.p.Before != nil {
		act = t.p.Before(t.result.Calls, *op)
	}
	t.result.Calls++
	if act.Kill && act.After > 0 {
		t.kills = append(t.kills, time.AfterFunc(act.After, t.kill))
	}
	return act
}

// refuse makes a system call return an error instead of running.
func (t *tracer) refuse(tid int, regs *unix.PtraceRegs, errno syscall.Errno) error {
	regs.Orig_rax = ^uint64(0)
	regs.Rax = uint64(-int64(errno))
	if err := unix.PtraceSetRegs(tid, regs); err != nil {
		return err
	}
	return unix.PtraceCont(tid, 0)
}

// left records a system call that has succeeded.
func (t *tracer) left(tid int) error {
	op := t.threads[tid]
	delete(t.threads, tid)
	if op == nil {
		return unix.PtraceCont(tid, 0)
	}
	var regs unix.PtraceRegs
	if err := unix.PtraceGetRegs(tid, &regs); err != nil {
		return err
	}
	if result := int64(regs.Rax); result >= 0 {
		if op.Kind == Write || op.Kind == Said {
			op.Data = make([]byte, result)
			if err := readMemory(tid, regs.Rsi, op.Data); err != nil {
				return fmt.Errorf("%v: %w", op, err)
			}
		}
		if op.Kind == Open { // with O_TRUNC; a plain open is not recorded
			op.Kind = Truncate
		}
		t.result.Log = append(t.result.Log, *op)
	}
	return unix.PtraceCont(tid, 0)
}

// operation returns the operation that a system call is about to do; nil if it is
// of no interest.
func (t *tracer) operation(tid int, r *unix.PtraceRegs) (*Op, error) {
	switch r.Orig_rax {
	case unix.SYS_OPENAT:
		return t.opens(tid, r)
	case unix.SYS_WRITE, unix.SYS_PWRITE64:
		return t.writes(tid, r)
	case unix.SYS_FSYNC, unix.SYS_FDATASYNC:
		return t.onFile(tid, r.Rdi, Op{Kind: Sync}), nil
	case unix.SYS_SYNCFS:
		return t.onFile(tid, r.Rdi, Op{Kind: SyncAll}), nil
	case unix.SYS_FTRUNCATE:
		return t.onFile(tid, r.Rdi, Op{Kind: Truncate, Size: int64(r.Rsi)}), nil
	case unix.SYS_FALLOCATE:
		if r.Rsi != 0 {
			break
		}
		return t.onFile(tid, r.Rdi, Op{Kind: Allocate, Size: int64(r.Rdx + r.R10)}), nil
	case unix.SYS_RENAME, unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINK, unix.SYS_LINKAT,
		unix.SYS_UNLINK, unix.SYS_RMDIR, unix.SYS_UNLINKAT, unix.SYS_MKDIR, unix.SYS_MKDIRAT:
		return t.onNames(tid, r)
	case unix.SYS_MSYNC, unix.SYS_SYNC_FILE_RANGE:
		return nil, nil // not treated as a sync
	case unix.SYS_OPEN, unix.SYS_CREAT, unix.SYS_TRUNCATE, unix.SYS_SYMLINK:
		return t.unknown(t.onPath(tid, Open, atFolder, r.Rdi))
	case unix.SYS_OPENAT2:
		return t.unknown(t.onPath(tid, Open, r.Rdi, r.Rsi))
	}
	// The other calls write from one open file to another.
	op := t.onFile(tid, r.Rdi, Op{})
	if r.Orig_rax == unix.SYS_SPLICE {
		op = t.onFile(tid, r.Rdx, Op{})
	}
	return t.unknown(op, nil)
}

// onNames returns the operation of a system call that changes the names in folders.
func (t *tracer) onNames(tid int, r *unix.PtraceRegs) (*Op, error) {
	switch r.Orig_rax {
	case unix.SYS_RENAME:
		return t.onPaths(tid, Rename, atFolder, r.Rdi, atFolder, r.Rsi)
	case unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2:
		return t.onPaths(tid, Rename, r.Rdi, r.Rsi, r.Rdx, r.R10)
	case unix.SYS_LINK:
		return t.onPaths(tid, Link, atFolder, r.Rdi, atFolder, r.Rsi)
	case unix.SYS_LINKAT:
		return t.onPaths(tid, Link, r.Rdi, r.Rsi, r.Rdx, r.R10)
	case unix.SYS_UNLINK:
		return t.onPath(tid, Remove, atFolder, r.Rdi)
	case unix.SYS_RMDIR:
		return t.onPath(tid, RemoveFolder, atFolder, r.Rdi)
	case unix.SYS_MKDIR:
		return t.onPath(tid, MakeFolder, atFolder, r.Rdi)
	case unix.SYS_MKDIRAT:
		return t.onPath(tid, MakeFolder, r.Rdi, r.Rsi)
	}
	if r.Rdx&unix.AT_REMOVEDIR != 0 { // SYS_UNLINKAT
		return t.onPath(tid, RemoveFolder, r.Rdi, r.Rsi)
	}
	return t.onPath(tid, Remove, r.Rdi, r.Rsi)
}

// unknown returns an error for a system call that the tracer does not understand
// and that changes the watched folder, so that nothing is overlooked.
func (t *tracer) unknown(op *Op, err error) (*Op, error) {
	if op != nil && err == nil {
		err = fmt.Errorf("a system call on %s is not understood here", op.Path)
	}
	return nil, err
}

func (t *tracer) opens(tid int, r *unix.PtraceRegs) (*Op, error) {
	flags := r.Rdx
	if flags&unix.O_TMPFILE == unix.O_TMPFILE {
		return nil, nil // an unnamed file is lost in a power cut
	}
	op, err := t.onPath(tid, Open, r.Rdi, r.Rsi)
	if op == nil || err != nil {
		return op, err
	}
	if flags&unix.O_CREAT != 0 {
		if _, err := os.Lstat(filepath.Join(t.p.Folder, op.Path)); err != nil {
			op.Kind = Create
		}
	}
	return op, nil
}

func (t *tracer) writes(tid int, r *unix.PtraceRegs) (*Op, error) {
	path, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", tid, int32(uint32(r.Rdi))))
	if err != nil {
		return nil, nil
	}
	if path == t.said[1] || strings.HasPrefix(path, "socket:") {
		return &Op{Kind: Said}, nil
	}
	op := t.onFile(tid, r.Rdi, Op{Kind: Write, Offset: int64(r.R10)})
	if op == nil || r.Orig_rax == unix.SYS_PWRITE64 {
		return op, nil
	}
	info, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", tid, int32(uint32(r.Rdi))))
	if err != nil {
		return nil, err
	}
	var flags int64
	if _, err := fmt.Sscanf(string(info), "pos:\t%d\nflags:\t%o", &op.Offset, &flags); err != nil {
		return nil, err
	}
	if flags&unix.O_APPEND != 0 {
		st, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		op.Offset = st.Size()
	}
	return op, nil
}

// onFile sets the path of an open file; it returns nil if the file is not
// watched.
func (t *tracer) onFile(tid int, fd uint64, op Op) *Op {
	path, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", tid, int32(uint32(fd))))
	if err != nil || strings.HasSuffix(path, " (deleted)") {
		return nil
	}
	rel, ok := t.below(path)
	if !ok {
		return nil
	}
	op.Path = rel
	return &op
}

// below returns a path relative to the folder, and whether the path lies in it.
func (t *tracer) below(path string) (string, bool) {
	if path == t.p.Folder {
		return ".", true
	}
	return strings.CutPrefix(path, t.p.Folder+"/")
}

// atFolder is AT_FDCWD, the current folder in calls such as openat.
const atFolder = ^uint64(-unix.AT_FDCWD - 1)

func (t *tracer) onPath(tid int, kind Kind, folder, name uint64) (*Op, error) {
	path, err := t.path(tid, folder, name)
	if err != nil {
		return nil, err
	}
	rel, ok := t.below(path)
	if !ok {
		return nil, nil
	}
	return &Op{Kind: kind, Path: rel}, nil
}

func (t *tracer) onPaths(tid int, kind Kind, folder, name, toFolder, toName uint64) (*Op, error) {
	op, err := t.onPath(tid, kind, folder, name)
	if err != nil {
		return nil, err
	}
	to, err := t.onPath(tid, kind, toFolder, toName)
	switch {
	case err != nil || op == nil && to == nil:
		return nil, err
	case op == nil || to == nil:
		return nil, fmt.Errorf("a file crosses the border of what is watched: %v %v", op, to)
	}
	op.To = to.Path
	return op, nil
}

// path returns a path argument as an absolute path, with its folder's links
// resolved.
func (t *tracer) path(tid int, folder, name uint64) (string, error) {
	text, err := readText(tid, name)
	if err != nil {
		return "", err
	}
	if !filepath.IsAbs(text) {
		link := fmt.Sprintf("/proc/%d/cwd", tid)
		if int32(uint32(folder)) != unix.AT_FDCWD {
			link = fmt.Sprintf("/proc/%d/fd/%d", tid, int32(uint32(folder)))
		}
		dir, err := os.Readlink(link)
		if err != nil {
			return "", err
		}
		text = filepath.Join(dir, text)
	}
	text = filepath.Clean(text)
	if dir, err := filepath.EvalSymlinks(filepath.Dir(text)); err == nil {
		text = filepath.Join(dir, filepath.Base(text))
	}
	return text, nil
}

func readMemory(tid int, at uint64, to []byte) error {
	for len(to) > 0 {
		local := []unix.Iovec{{Base: &to[0], Len: uint64(len(to))}}
		n, err := unix.ProcessVMReadv(tid, local, []unix.RemoteIovec{{Base: uintptr(at), Len: len(to)}}, 0)
		if err != nil {
			return err
		}
		to, at = to[n:], at+uint64(n)
	}
	return nil
}

// readText reads up to a zero byte and never across the border to a page that may
// not be mapped.
func readText(tid int, at uint64) (string, error) {
	var text []byte
	for len(text) < 1<<16 {
		part := make([]byte, 4096-at%4096)
		if err := readMemory(tid, at, part); err != nil {
			return "", err
		}
		for i, b := range part {
			if b == 0 {
				return string(append(text, part[:i]...)), nil
			}
		}
		text = append(text, part...)
		at += uint64(len(part))
	}
	return "", errors.New("a path without an end")
}
