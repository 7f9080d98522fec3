# 明白 Mingbai: every command of the checkout. `make help` lists them.
# A fresh Debian 12 with git and make is enough; what is missing is installed by `make setup` itself.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test check prove plays lint format bench bench-peers bundle lock vendor-lock

PYTHON := .venv/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## install what running needs: system libraries, Python packages, fonts, front-end files
	@bash scripts/setup.sh run

setup-test: ## install what the tests need as well: a browser, PostgreSQL, test tools
	@bash scripts/setup.sh test

run: setup ## set up, prepare the database, start web server and scheduler (HOST=, PORT=)
	@exec $(PYTHON) scripts/serve.py

test: setup-test ## the whole suite on SQLite, then what faces the database again on PostgreSQL
	@bash scripts/test.sh

lint: setup-test ## formatting, lint, types, import contracts, diagrams, letters
	@bash scripts/lint.sh

plays: setup-test ## legal acts in any order by any role, 512 plays of 40 moves (also a stage of `make test`)
	@bash scripts/plays.sh

check: lint test ## everything that must be green before a change is taken

prove: setup-test ## the long part: kills, long walks, a soak, 300,000 cases restored; hours; writes docs/prove.md (PROVE="--only soak")
	@$(PYTHON) -m tests.prove $(PROVE)

format: setup-test ## put the code into the house format
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

bench: setup-test ## the benchmarks, held against their goals; writes docs/bench.md (BENCH="--only lists", "--quick")
	@$(PYTHON) -m tests.bench $(BENCH)

bench-peers: setup-test ## the same process here and in another product, in an environment of its own in .cache
	@$(PYTHON) -m tests.bench --only peers $(BENCH)

bundle: setup ## an offline delivery for an intranet in dist/
	@$(PYTHON) scripts/bundle.py

lock: setup-test ## resolve the Python packages anew: requirements/*.lock
	@$(PYTHON) scripts/lock.py

vendor-lock: setup ## write the front-end checksums anew: vendor.json
	@$(PYTHON) scripts/vendor.py --write
