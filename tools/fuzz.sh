#!/bin/sh
# Runs every fuzz target of the module for the time given (3s, 1h, …). One
# target at a time: the fuzzer takes all cores itself.
set -eu
time=${1:-3s}
go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./... | while read -r pkg; do
  dir=$(go list -f '{{.Dir}}' "$pkg")
  grep -hoE '^func (Fuzz[A-Za-z0-9_]+)' "$dir"/*_test.go 2>/dev/null | sed 's/func //' | sort -u | while read -r target; do
    echo "fuzz $pkg $target $time"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$pkg" >/tmp/carrel-fuzz.$$ 2>&1 || { cat /tmp/carrel-fuzz.$$; exit 1; }
    tail -1 /tmp/carrel-fuzz.$$
  done
done
rm -f /tmp/carrel-fuzz.$$
