#!/usr/bin/env bash
# The whole suite on SQLite, then the plays of acts in any order, then what faces the database again on PostgreSQL.
# Called by `make test`; arguments go to the two pytest runs of the suite.
set -euo pipefail
cd "$(dirname "$0")/.."
export MINGBAI_TESTING=1 PYTHONPYCACHEPREFIX="$PWD/.cache/pycache"
unset PYTHONDONTWRITEBYTECODE DATABASE_URL MINGBAI_INSTANCE MINGBAI_TIME_FILE SMTP_URL SMS_WEBHOOK_URL DINGTALK_WEBHOOK_URL WECOM_WEBHOOK_URL S3_URL TEST_DATABASE_URL

echo "== tests on SQLite; those in a browser share one worker"
.venv/bin/python -m pytest -n 2 --dist load --max-worker-restart=0 "$@"

echo "== legal acts in any order by any role"
bash scripts/plays.sh

echo "== tests that face the database, on PostgreSQL"
.venv/bin/python scripts/with_postgres.py .venv/bin/python -m pytest -n 2 --dist load --max-worker-restart=0 -m "database and not browser" "$@"
