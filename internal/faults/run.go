package faults

import (
	"syscall"
	"time"
)

// Act is what is done to an operation that is about to begin.
type Act struct {
	Fail syscall.Errno // fails it with this error instead of carrying it out
	Kill bool          // kills the program before it, by SIGKILL
	// After, with Kill, lets the operation be and kills so much later.
	After time.Duration
}

// Program is a program to be run and watched. It must call Watched when it
// starts, before anything else.
type Program struct {
	Path  string
	Args  []string // without its own name
	Env   []string // besides that of this process
	Stdin string   // a file; "" is none
	// Folder is what is watched: operations on files outside it are not seen.
	Folder string
	// Record keeps every operation in the result.
	Record bool
	// Before is asked before every operation, with its number from 0; nil lets all
	// of them be. The operation has no Data.
	Before func(n int, op Op) Act
	// During is called beside the program, with its process and the file of what it
	// prints; Run waits for it to return.
	During func(p Process)
	// Limit ends a program that does not end by itself.
	Limit time.Duration
}

// Result is how a run ended.
type Result struct {
	Log    []Op
	Calls  int // operations that began
	Code   int // exit status, -1 where it was killed
	Killed bool
	Stdout string
	Stderr string
}

// watchedVar tells a program that it is run by Run.
const watchedVar = "CARREL_WATCHED"

// Process is a program that runs.
type Process struct {
	Stdout string // the file that holds what it printed so far
	Signal func(syscall.Signal)
	Ended  <-chan struct{} // closed when the program has ended
}
