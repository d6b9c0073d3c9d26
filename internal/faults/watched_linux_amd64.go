package faults

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// watchedCalls lists the system calls that change files or that promise something
// about them. All other calls run at full speed.
var watchedCalls = []uint32{
	unix.SYS_WRITE, unix.SYS_PWRITE64, unix.SYS_WRITEV, unix.SYS_PWRITEV, unix.SYS_PWRITEV2,
	unix.SYS_SENDFILE, unix.SYS_SPLICE, unix.SYS_COPY_FILE_RANGE,
	unix.SYS_OPEN, unix.SYS_OPENAT, unix.SYS_OPENAT2, unix.SYS_CREAT,
	unix.SYS_FSYNC, unix.SYS_FDATASYNC, unix.SYS_SYNC, unix.SYS_SYNCFS, unix.SYS_SYNC_FILE_RANGE, unix.SYS_MSYNC,
	unix.SYS_TRUNCATE, unix.SYS_FTRUNCATE, unix.SYS_FALLOCATE,
	unix.SYS_RENAME, unix.SYS_RENAMEAT, unix.SYS_RENAMEAT2, unix.SYS_LINK, unix.SYS_LINKAT, unix.SYS_SYMLINK, unix.SYS_SYMLINKAT,
	unix.SYS_UNLINK, unix.SYS_UNLINKAT, unix.SYS_RMDIR, unix.SYS_MKDIR, unix.SYS_MKDIRAT,
}

const (
	seccompSetModeFilter   = 1
	seccompFilterFlagTsync = 1
	seccompRetTrace        = 0x7ff00000
	seccompRetAllow        = 0x7fff0000
)

// Watched makes the system calls of this process stop for its tracer, if Run
// started the process. Call it first in main or TestMain.
func Watched() {
	if os.Getenv(watchedVar) == "" {
		return
	}
	var code []unix.SockFilter
	code = append(code, unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}) // the call's number
	for i, n := range watchedCalls {
		code = append(code, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: n, Jt: uint8(len(watchedCalls) - i)})
	}
	code = append(code,
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: seccompRetAllow},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: seccompRetTrace})
	prog := unix.SockFprog{Len: uint16(len(code)), Filter: &code[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		cannotBeWatched(err)
	}
	if _, _, errno := unix.Syscall(unix.SYS_SECCOMP, seccompSetModeFilter, seccompFilterFlagTsync, uintptr(unsafe.Pointer(&prog))); errno != 0 {
		cannotBeWatched(errno)
	}
	os.Unsetenv(watchedVar) // its child processes are not watched
}

func cannotBeWatched(err error) {
	fmt.Fprintln(os.Stderr, "this program cannot be watched:", err)
	os.Exit(125)
}
