// Command carrel is Carrel on a computer: the page on 127.0.0.1, and every
// use of it on the command line.
//
// What goes where: results on standard output, one JSON object a line with
// --json; progress, questions and errors on standard error. Exit status 0
// done, 1 failed, 2 wrong usage, 3 input that cannot be read.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// version is set when built by make.
var version = "unversioned"

// softMemory is from where on the garbage collector works harder: a large
// import must not take twice what it holds.
const softMemory = 176 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
