package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/rogpeppe/go-internal/testscript"

	"carrel/internal/faults"
	"carrel/web"
)

func TestMain(m *testing.M) {
	faults.Watched()
	if os.Getenv("CARREL_TEST_AS_PROGRAM") != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"carrel": main})
}

// TestScripts runs the scripts under testdata/script, each of which reads like a
// terminal session. Scripts that need the shared fixture files start with
// [fixtures] and are skipped if those are absent; [program] is true if the
// WebAssembly program was built and embedded.
func TestScripts(t *testing.T) {
	fixtures, err := filepath.Abs("../../../shared/fixtures")
	if err != nil {
		t.Fatal(err)
	}
	_, statErr := os.Stat(fixtures)
	if statErr != nil {
		t.Log("the folder of fixtures is absent: scripts that need it are skipped")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("FIXTURES", fixtures)
			e.Setenv("CARREL_HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("TZ", "UTC")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "fixtures":
				return statErr == nil, nil
			case "program": // built by make program
				_, page := fs.Stat(web.Dist(), "index.html")
				_, prog := fs.Stat(web.Program(), "carrel.wasm.gz")
				return page == nil && prog == nil, nil
			}
			return false, fmt.Errorf("there is no condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// waitfor FILE: waits until the file exists.
			"waitfor": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 1 {
					ts.Fatalf("usage: waitfor file")
				}
				waitUntil(ts, args[0]+" exists", func() bool {
					_, err := os.Stat(ts.MkAbs(args[0]))
					return err == nil
				})
			},
			// waitserved: waits until a process listens on the socket of the
			// home.
			"waitserved": func(ts *testscript.TestScript, _ bool, _ []string) {
				waitUntil(ts, "somebody listens", func() bool {
					c, err := net.Dial("unix", filepath.Join(ts.Getenv("CARREL_HOME"), "socket"))
					if err == nil {
						c.Close()
					}
					return err == nil
				})
			},
			// spoil FILE SQL: changes a database in a way that Carrel never does.
			"spoil": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 2 {
					ts.Fatalf("usage: spoil FILE SQL")
				}
				c, err := sqlite3.Open("file:" + ts.MkAbs(args[0]))
				ts.Check(err)
				ts.Check(c.Exec("PRAGMA foreign_keys = OFF; " + args[1]))
				ts.Check(c.Close())
			},
			// status COMMAND… N: runs a command and requires exit status N.
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: status N command…")
				}
				var out, errw strings.Builder
				t := args[1:]
				if t[0] == "carrel" {
					t = t[1:]
				}
				home := ts.Getenv("CARREL_HOME")
				var full []string
				for _, a := range t {
					if strings.HasPrefix(a, "./") {
						a = ts.MkAbs(a)
					}
					full = append(full, a)
				}
				code := run(context.Background(), append([]string{"--home", home}, full...), strings.NewReader(""), &out, &errw)
				if got := string(rune('0' + code)); got != args[0] {
					ts.Fatalf("exit status %s, want %s\n%s%s", got, args[0], out.String(), errw.String())
				}
				if code != 0 && strings.Count(strings.TrimSpace(errw.String()), "\n") > 0 {
					ts.Fatalf("an error is one sentence, not:\n%s", errw.String())
				}
			},
		},
	})
}

// waitUntil checks done repeatedly, for at most a minute.
func waitUntil(ts *testscript.TestScript, what string, done func() bool) {
	for end := time.Now().Add(time.Minute); !done(); {
		if time.Now().After(end) {
			ts.Fatalf("a minute has passed, and it is not so that %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
