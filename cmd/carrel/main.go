// Command carrel runs Carrel on a computer: it serves the page on 127.0.0.1 and
// offers every use case on the command line.
//
// Results go to standard output, with --json as one JSON object a line; progress,
// questions and errors go to standard error. The exit status is 0 for success, 1
// for failure, 2 for wrong usage and 3 for input that cannot be read.
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

// version is set by make.
var version = "unversioned"

// softMemory is the memory limit, in bytes, beyond which the garbage collector
// works harder, so that a large import does not take twice the memory it holds.
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

// grace is how long a verb may take to end after a signal. The server lets
// answers in progress finish for two seconds.
const grace = 5 * time.Second

// endAfter ends the program some time after a signal even if the verb is blocked,
// for example by output that nobody reads. A second signal ends it at once. The
// collection is safe at any time.
func endAfter(ctx context.Context, stop func()) {
	<-ctx.Done()
	stop()
	time.Sleep(grace)
	fmt.Fprintln(os.Stderr, "carrel: stopped")
	os.Exit(1)
}
