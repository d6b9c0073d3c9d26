package faults

import (
	"syscall"
	"time"
)

// Act says what to do with an operation that is about to begin.
type Act struct {
	Fail syscall.Errno // if not 0, the operation fails with this error
	Kill bool          // kills the program with SIGKILL before the operation
	// After, with Kill, lets the operation go on and kills the program that much
	// later.
	After time.Duration
}

// Program describes a program to run and watch. The program must call Watched
// first, before anything else.
type Program struct {
	Path  string
	Args  []string // without the program's name
	Env   []string // in addition to this process's environment
	Stdin string   // path of a file; "" for empty input
	// Folder is the folder to watch: operations on files outside it are not seen.
	Folder string
	// Record stores every operation in the result.
	Record bool
	// Before is called before every operation, with its number from 0; nil leaves
	// all operations alone. The operation has no Data.
	Before func(n int, op Op) Act
	// During runs concurrently with the program, with its process and the file of
	// its output. Run waits until During returns.
	During func(p Process)
	// Limit is the time after which the program is killed.
	Limit time.Duration
}

// Result says how a run ended.
type Result struct {
	Log    []Op
	Calls  int // number of operations that began
	Code   int // exit status, -1 if killed
	Killed bool
	Stdout string
	Stderr string
}

// watchedVar tells a program that Run started it.
const watchedVar = "CARREL_WATCHED"

// Process is a running program.
type Process struct {
	Stdout string // the file that holds the output so far
	Signal func(syscall.Signal)
	Ended  <-chan struct{} // closed when the program has ended
}
