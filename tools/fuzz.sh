#!/bin/sh
# Runs every fuzz target of the module for the given time (3s, 1h, …). It runs one
# target at a time, because the fuzzer uses all cores.
set -eu
time=${1:-3s}

run() {
  go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" "$1" >/tmp/carrel-fuzz.$$ 2>&1
}

go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./... | while read -r pkg; do
  dir=$(go list -f '{{.Dir}}' "$pkg")
  grep -hoE '^func (Fuzz[A-Za-z0-9_]+)' "$dir"/*_test.go 2>/dev/null | sed 's/func //' | sort -u | while read -r target; do
    echo "fuzz $pkg $target $time"
    run "$pkg" "$target" || {
      # On a busy machine the time can end during an input. go test then reports a
      # failure although no input failed (go.dev/issue/75804, fixed in Go 1.27).
      grep -q 'context deadline exceeded' /tmp/carrel-fuzz.$$ && ! grep -q 'Failing input' /tmp/carrel-fuzz.$$ && run "$pkg" "$target"
    } || { cat /tmp/carrel-fuzz.$$; exit 1; }
    tail -1 /tmp/carrel-fuzz.$$
  done
done
rm -f /tmp/carrel-fuzz.$$
