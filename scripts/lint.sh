#!/usr/bin/env bash
# Formatting, lint, types, the house's dependencies, diagrams and letters. Called by `make lint`.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
  echo "== $1"
  shift
  "$@"
}

step "formatting" .venv/bin/ruff format --check .
step "lint" .venv/bin/ruff check .
step "types" .venv/bin/mypy
step "import contracts" .venv/bin/lint-imports --no-cache
step "front-end files" .venv/bin/python scripts/vendor.py --check
step "diagrams" .venv/bin/flask --app wsgi diagrams check
step "letters" .venv/bin/flask --app wsgi letters list >/dev/null
