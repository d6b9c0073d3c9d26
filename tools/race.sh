#!/bin/sh
# race.sh TIME: calls all routes of the API at once for the given time, under Go's race
# detector. The detector needs cgo and a C compiler, which nothing else here needs. If
# they are missing, the script says so and succeeds, unless CARREL_RACE_TESTS=required.
set -eu
go=${GO:-go}
cc=$($go env CC)
if ! command -v "${cc%% *}" >/dev/null 2>&1 || ! CGO_ENABLED=1 $go build -race -o /dev/null carrel/internal/study 2>/dev/null; then
	echo "make race: skipped, since the race detector needs a C compiler ($cc) and cgo, and does not work here"
	test "${CARREL_RACE_TESTS:-}" != required
	exit
fi
CGO_ENABLED=1 CARREL_RACE_FOR=$1 $go test -race -count=1 -timeout 20m -run '^(TestAllRoutesAtOnce|TestAPausedDownloadKeepsNobodyWaiting)$' ./internal/api
CGO_ENABLED=1 $go test -race -count=1 -timeout 20m -run '^(TestManyAtOnce|TestManyWaitForReaders|TestErasesAtOnceDoNotHang)$' ./internal/store
