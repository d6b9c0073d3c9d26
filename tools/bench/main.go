// Command bench measures the times that a learner waits for, as ratios and limits in a
// single run, and writes docs/benchmarks.md. Run it with "make bench".
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

func main() {
	carrel := flag.String("carrel", "bin/carrel", "the program to measure")
	out := flag.String("out", "docs/benchmarks.md", "file to write")
	plain := flag.String("plain", "", "internal: insert this package's rows with plain SQL and exit")
	large := flag.Bool("large", true, "also measure the collection of 200,000 cards and 2,000,000 reviews")
	only := flag.String("only", "", "measure one part (import, serve, large, browser, gap) and print it instead of writing the file")
	flag.Parse()
	if *plain != "" {
		check(plainInsert(*plain))
		return
	}
	dir, err := os.MkdirTemp("", "carrel-bench-")
	check(err)
	defer os.RemoveAll(dir)
	bin, err := filepath.Abs(*carrel)
	check(err)

	var b bytes.Buffer
	fmt.Fprintf(&b, `# Benchmarks

Written by `+"`make bench`"+`, all in one run on one machine (%s/%s, %s); do not edit. CPU-seconds are
user and system time of whole processes. Wall times depend on the machine; ratios less so. The
scheduler and optimiser have [their own page](benchmarks-fsrs.md).

`, runtime.GOOS, runtime.GOARCH, runtime.Version())
	for _, part := range []struct {
		name, what string
		measure    func() error
	}{
		{"import", "importing", func() error { return importing(&b, bin, dir) }},
		{"serve", "serving", func() error { return serving(&b, bin, dir) }},
		{"large", "a large collection", func() error { return largeCollection(&b) }},
		{"browser", "native against browser", func() error { return browserHost(&b, bin, dir) }},
		{"gap", "from a grade to the next question", func() error { return gap(&b, bin, dir) }},
	} {
		if *only == "" && (part.name != "large" || *large) || *only == part.name {
			fmt.Println("measuring:", part.what)
			check(part.measure())
		}
	}
	if *only != "" {
		fmt.Print(b.String())
		return
	}
	check(os.WriteFile(*out, b.Bytes(), 0o644))
	fmt.Println("written to", *out)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// cpu runs a command to its end and returns its CPU-seconds and peak memory in MB.
func cpu(name string, args ...string) (seconds, mb float64, err error) {
	cmd := exec.Command(name, args...)
	var msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &msg, &msg
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	done := make(chan struct{})
	peak := peakMB(cmd.Process.Pid, done)
	err = cmd.Wait()
	close(done)
	mb = <-peak
	if err != nil {
		return 0, 0, fmt.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, msg.Bytes())
	}
	s := cmd.ProcessState
	return (s.UserTime() + s.SystemTime()).Seconds(), mb, nil
}

// largeCollection runs the benchmarks of the store and copies their figures.
func largeCollection(b *bytes.Buffer) error {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", "LargeTurn$|LargeReview$|LargeQueue$|LargeDue$", "-benchtime", "2000x", "-timeout", "30m", "./internal/store")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("the store's benchmarks: %v\n%s", err, out)
	}
	names := map[string]string{
		"LargeReview": "one graded card, from event to row and session on disk",
		"LargeTurn":   "the same and the next card out of the queue",
		"LargeQueue":  "the due queue: the next cards",
		"LargeDue":    "counts of what is due",
	}
	fmt.Fprint(b, "## A collection of 200,000 cards and 2,000,000 reviews\n\nMilliseconds of wall time, writes with `synchronous=FULL`.\n\n| what | median | p99 | worst |\n| --- | ---: | ---: | ---: |\n")
	for _, line := range strings.Split(string(out), "\n") {
		f := strings.Fields(line)
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(strings.SplitN(f[0], "-", 2)[0], "Benchmark")
		m := map[string]string{}
		for i := 2; i+1 < len(f); i += 2 {
			m[f[i+1]] = f[i]
		}
		if m["p50-ms"] != "" && names[name] != "" {
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", names[name], m["p50-ms"], m["p99-ms"], m["max-ms"])
		}
	}
	fmt.Fprintln(b)
	return nil
}
