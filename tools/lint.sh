#!/bin/sh
# Runs the linters. Their versions are pinned in tools/lint/go.mod.
#
#   staticcheck  every check that is on by default, with U1000 (unused code)
#   unparam      parameters and results that are always the same
#   deadcode     functions that neither program can reach
#   gocyclo      no function above 30, and fewer than 40 above 15
set -u
go=${GO:-go}
lint() { "$go" tool -modfile=tools/lint/go.mod "$@"; }
fail=0
complain() { echo "$1" >&2; fail=1; }

lint staticcheck ./... || complain "staticcheck found the above."

out=$(lint unparam ./... 2>&1) || true
test -z "$out" || complain "unparam: $out"

# A function is dead if no command-line program reaches it and the program in the page does
# not either. Packages whose names end in "test", and those for tests alone, are live
# through tests.
module=$("$go" list -m)
page=$(GOOS=js GOARCH=wasm "$go" list -deps -f '{{.Dir}}' ./cmd/carrel-web | sed "s|^$PWD/||")
names() { sed -n 's|^\([^:]*\):[0-9]*:[0-9]*: unreachable func: \(.*\)$|\1 \2|p' | sort -u; }
native=$(lint deadcode ./... | names)
tool=$(mktemp) || exit 1
trap 'rm -f "$tool"' EXIT
"$go" build -modfile=tools/lint/go.mod -o "$tool" golang.org/x/tools/cmd/deadcode || exit 1
inpage=$(GOOS=js GOARCH=wasm "$tool" ./cmd/carrel-web | names)
dead=$(echo "$native" | while read -r file func; do
  dir=$(dirname "$file")
  case "$dir" in *test | */storetest/* | */testing | internal/faults | internal/golden | '') continue ;; esac
  if echo "$page" | grep -qx "$dir"; then
    echo "$inpage" | grep -qxF "$file $func" || continue
  fi
  echo "$file: $func"
done)
test -z "$dead" || complain "deadcode: nothing in $module reaches
$dead"

complex=$(lint gocyclo -over 15 -ignore '_test\.go$' cmd fsrs internal packs tools web | sort -rn)
most=$(echo "$complex" | awk '$1 > 30')
count=$(echo "$complex" | grep -c .)
test -z "$most" || complain "gocyclo: above 30 are
$most"
test "$count" -lt 40 || complain "gocyclo: $count functions are above 15; fewer than 40 may be:
$complex"
exit $fail
