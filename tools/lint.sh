#!/bin/sh
# Runs the linters. Their versions are pinned in tools/lint/go.mod.
#
#   staticcheck  every check that is on by default, with U1000 (unused code)
#   unparam      parameters and results that are always the same
#   deadcode     functions that neither program can reach, but for tools/lint/kept.txt
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
# through tests; fsrs is for other programs as well.
page=$(GOOS=js GOARCH=wasm "$go" list -deps -f '{{.Dir}}' ./cmd/carrel-web | sed "s|^$PWD/||")
names() { sed -n 's|^\([^:]*\):[0-9]*:[0-9]*: unreachable func: \(.*\)$|\1 \2|p' | sort -u; }
native=$(lint deadcode ./... | names)
tool=$(mktemp) || exit 1
trap 'rm -f "$tool"' EXIT
"$go" build -modfile=tools/lint/go.mod -o "$tool" golang.org/x/tools/cmd/deadcode || exit 1
inpage=$(GOOS=js GOARCH=wasm "$tool" ./cmd/carrel-web | names)
dead=$(echo "$native" | while read -r file func; do
  dir=$(dirname "$file")
  case "$dir" in *test | */storetest/* | internal/faults | internal/golden | fsrs | fsrs/* | '') continue ;; esac
  if echo "$page" | grep -qx "$dir"; then
    echo "$inpage" | grep -qxF "$file $func" || continue
  fi
  echo "$file: $func"
done)
kept=$(sed -n 's/^\([^#].*\) # .*$/\1/p' tools/lint/kept.txt | sort)
dead=$(echo "$dead" | grep . | sort)
new=$(printf '%s\n' "$dead" | grep -vxF "$kept")
test -z "$new" || complain "deadcode: nothing reaches
$new"
stale=$(printf '%s\n' "$kept" | grep -vxF "$dead")
test -z "$stale" || complain "tools/lint/kept.txt names what is gone or reached now:
$stale"

complex=$(lint gocyclo -over 15 -ignore '_test\.go$' cmd fsrs internal packs tools web | sort -rn)
most=$(echo "$complex" | awk '$1 > 30')
count=$(echo "$complex" | grep -c .)
test -z "$most" || complain "gocyclo: above 30 are
$most"
test "$count" -lt 40 || complain "gocyclo: $count functions are above 15; fewer than 40 may be:
$complex"
exit $fail
