# Carrel's FSRS against its peers, side by side in one run.

.PHONY: bench-fsrs

# Not npm ci: it wants every platform's build of the binding in the lock, and a
# registry need not have them all.
tools/benchfsrs/node/node_modules/.installed: tools/benchfsrs/node/package.json tools/benchfsrs/node/package-lock.json
	$(NPM) install --no-save --prefix tools/benchfsrs/node --no-audit --no-fund
	@touch $@

bench-fsrs: tools/benchfsrs/node/node_modules/.installed ## fit and schedule against fsrs-rs and ts-fsrs, into docs/benchmarks-fsrs.md
	$(GO) run ./tools/benchfsrs -out docs/benchmarks-fsrs.md
