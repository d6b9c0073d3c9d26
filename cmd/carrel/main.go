// Command carrel is Carrel on a computer: the page on 127.0.0.1, and every
// use of it on the command line.
//
// What goes where: results on standard output, one JSON object a line with
// --json; progress, questions and errors on standard error. Exit status 0
// done, 1 failed, 2 wrong usage, 3 input that cannot be read.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
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
	go endAfter(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// grace is how long a verb may take to end after a signal: the server lets
// answers under way finish for two seconds.
const grace = 5 * time.Second

// endAfter ends the program some time after a signal, whatever holds it up, such
// as results that nobody reads. A second signal ends it at once. The collection
// is safe at any moment.
func endAfter(ctx context.Context, stop func()) {
	<-ctx.Done()
	stop()
	time.Sleep(grace)
	fmt.Fprintln(os.Stderr, "carrel: stopped")
	os.Exit(1)
}
