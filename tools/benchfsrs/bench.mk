# Compares Carrel's FSRS with its peers in one run.

.PHONY: bench-fsrs

# npm ci does not work here: it requires the binding's builds for all platforms in the
# lock file, and a registry may not have them all.
tools/benchfsrs/node/node_modules/.installed: tools/benchfsrs/node/package.json tools/benchfsrs/node/package-lock.json
	$(NPM) install --no-save --prefix tools/benchfsrs/node --no-audit --no-fund
	@touch $@

bench-fsrs: tools/benchfsrs/node/node_modules/.installed ## fit and schedule against fsrs-rs and ts-fsrs, into docs/benchmarks-fsrs.md
	$(GO) run ./tools/benchfsrs -out docs/benchmarks-fsrs.md
