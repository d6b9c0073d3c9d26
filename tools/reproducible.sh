#!/bin/sh
# Builds the page, the program and the program for the browser in two folders and
# compares every byte. The result must depend only on the sources, not on where or when
# it was built.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for where in one elsewhere/two; do
  mkdir -p "$tmp/$where"
  git ls-files -z | xargs -0 tar -cf - | tar -xf - -C "$tmp/$where"
  cp -R web/node_modules web/models "$tmp/$where/web/"
  (
    cd "$tmp/$where"
    go run ./tools/webbuild
    go run ./tools/webbuild -program -version reproducible
    go build -trimpath -buildvcs=false -ldflags "-X main.version=reproducible" -o carrel ./cmd/carrel
    find web/dist web/program carrel -type f -exec sha256sum {} + | sort -k2 >sums
  )
done
diff "$tmp/one/sums" "$tmp/elsewhere/two/sums"
echo "reproducible: two folders give the same $(wc -l <"$tmp/one/sums") files"
