# Two commands: `make run` starts Carrel, `make test` proves it.
# Everything else here serves those two, the releases or the benchmarks.

GO      ?= go
NPM     ?= npm
BIN     := bin/carrel
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
WASMEXEC = $(shell $(GO) env GOROOT)/lib/wasm/go_js_wasm_exec
# The packages that must work in a browser worker as well.
JSPKGS  = ./fsrs/... ./internal/study/... ./internal/schedule/... ./internal/session/... ./internal/answer/... ./internal/intent/... ./internal/lang/... ./internal/speakable/...

.PHONY: help lint run build wire screenshots program site web test check unit race js fuzz e2e setup soak soak-kills soak-power soak-io soak-crowd soak-long soak-salvage reproducible bench clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | expand -t 20

run: build ## build and start Carrel on http://127.0.0.1:4747
	$(BIN) serve --open

build: web ## build bin/carrel
	$(GO) build -trimpath -buildvcs=false -ldflags "-X main.version=$(VERSION)" -o $(BIN) ./cmd/carrel

web: web/dist/.built ## build the page into web/dist

web/node_modules/.installed: web/package.json web/package-lock.json
	$(NPM) ci --prefix web --no-audit --no-fund
	@touch $@

WEBSRC := $(wildcard internal/listen/*.json internal/listen/exports/*.json) $(shell find web/src web/moonshine tools/webbuild -type f -not -name '*_test.go' -not -name '*.test.ts' 2>/dev/null)
web/dist/.built: web/node_modules/.installed $(WEBSRC) go.mod
	sh tools/setup/listening.sh
	NPM="$(NPM)" sh tools/setup/moonshine.sh
	$(GO) run ./tools/webbuild
	@touch $@

# The program for the browser takes a minute to compile, so it is left out of
# bin/carrel until a site is wanted.
PROGRAMSRC := $(shell find fsrs internal cmd/carrel-web packs -type f -not -path '*/testdata/*' -not -name '*_test.go' 2>/dev/null)
web/program/carrel.wasm.gz: $(PROGRAMSRC) go.mod
	$(GO) run ./tools/webbuild -program -version "$(VERSION)"

program: web/program/carrel.wasm.gz ## compile the program for the browser, for carrel site
	$(MAKE) build

site: program ## write the static site into bin/site
	$(BIN) site bin/site

test: setup program check unit race js fuzz e2e ## everything: vet, rules, units, js, short fuzz, command line, browser
	@echo "make test: all parts passed"

check: web lint ## vet, types, linting and formatting
	$(GO) vet ./...
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "gofmt would change: $$out"; exit 1; }
	web/node_modules/.bin/tsc --noEmit -p web
	cd web && node_modules/.bin/biome ci --error-on-warnings .

lint: ## staticcheck, unparam, deadcode and gocyclo
	GO="$(GO)" sh tools/lint.sh

wire: ## write the page's types and the tables of docs/api.md from the Go types of internal/api
	$(GO) run ./tools/wire

unit: build ## unit, property, golden and command-line tests, and the import rules
	$(GO) test $$($(GO) list ./... | grep -vE '^carrel/(e2e|tools/pagedev)$$')

race: ## all routes at once, under the race detector, where it can be built
	sh tools/race.sh $(or $(RACETIME),2s)

js: web ## the pure packages again under GOOS=js, in node
	GOOS=js GOARCH=wasm $(GO) test -exec "$(WASMEXEC)" $(JSPKGS)
	GOOS=js GOARCH=wasm $(GO) test -exec "$(WASMEXEC)" -run 'Power|Refuses|Shelf|Backup|Rebuild' ./internal/store/opfs

fuzz: ## every fuzz target for a few seconds
	sh tools/fuzz.sh $(or $(FUZZTIME),3s)

e2e: program setup ## whole conversations in a real browser
	sh tools/e2e.sh

setup: ## install what the browser tests need, where this can be done
	sh tools/setup/browser.sh

reproducible: web ## build in two folders and compare every byte
	sh tools/reproducible.sh

soak: program setup reproducible soak-kills soak-power soak-io soak-crowd soak-long soak-salvage ## hours of kills, power cuts, errors and fuzzing
	CARREL_KILLS=200 CARREL_BROWSER_TESTS=required $(GO) test -count=10 -timeout 4h -run TestAKilledTab ./e2e
	sh tools/fuzz.sh 1h

# Figures and what they stand for are in docs/reliability.md.
soak-kills: ## more than 10,000 kills, of every verb that writes
	CARREL_KILLS=6000 $(GO) test -count=1 -timeout 4h -v -run 'TestKill$$' ./internal/store
	CARREL_KILLS=260 $(GO) test -count=1 -timeout 4h -v -run 'TestKills$$' ./cmd/carrel

soak-power: ## more than 10,000 disks as a power cut leaves them, in both hosts
	CARREL_POWER=5000 $(GO) test -count=1 -timeout 4h -v -run Power ./internal/store
	CARREL_POWER=300 $(GO) test -count=1 -timeout 4h -v -run 'TestPowerCuts$$' ./cmd/carrel
	CARREL_POWER=250 GOOS=js GOARCH=wasm $(GO) test -count=1 -timeout 4h -v -run Power -exec "$(WASMEXEC)" ./internal/store/opfs

soak-io: ## an error at every open, write, sync, rename and so on, in both hosts
	CARREL_IO=0 $(GO) test -count=1 -timeout 4h -v -run TestErrorsOfTheSystem ./cmd/carrel
	CARREL_IO=0 GOOS=js GOARCH=wasm $(GO) test -count=1 -timeout 4h -v -run Refuses -exec "$(WASMEXEC)" ./internal/store/opfs

soak-crowd: ## thousands of slow and silent connections beside a learner who studies
	CARREL_SOAK=1 $(GO) test -count=1 -v -run TestStudyBesideACrowd ./cmd/carrel

soak-long: ## a minute of all routes at once, and sessions of 10,000 cards
	sh tools/race.sh 1m
	CARREL_SESSION_CARDS=10000 $(GO) test -count=1 -timeout 1h -v -run TestALongSession ./internal/conversation

soak-salvage: ## salvage from 20,000 damaged databases
	$(GO) test -count=1 -timeout 4h -v -run TestRowsOfIntactPagesComeOut ./internal/store/salvage -rapid.checks=20000

screenshots: build setup ## take the pictures of the README again
	$(GO) test -count=1 -run TestScreenshots ./e2e -update

bench: program ## speed, as ratios in one run, into docs/benchmarks.md
	$(GO) run ./tools/bench

clean: ## remove what was built
	rm -rf bin web/dist/* web/node_modules e2e/out

-include tools/benchfsrs/bench.mk tools/voicereport/voicereport.mk
