#!/usr/bin/env bash
# Legal acts in any order by any role, 16 beginnings of 32 plays of 40 moves each, on SQLite. Called by `make plays` and
# by scripts/test.sh; PLAYS (for each beginning) and MOVES make it shorter, arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
export MINGBAI_TESTING=1 PYTHONPYCACHEPREFIX="$PWD/.cache/pycache" PLAYS="${PLAYS:-32}" MOVES="${MOVES:-40}"
unset PYTHONDONTWRITEBYTECODE DATABASE_URL MINGBAI_INSTANCE MINGBAI_TIME_FILE SMTP_URL SMS_WEBHOOK_URL DINGTALK_WEBHOOK_URL WECOM_WEBHOOK_URL S3_URL TEST_DATABASE_URL
exec .venv/bin/python -m pytest -n 2 --dist load --max-worker-restart=0 "$@" tests/journeys/test_letters_and_record_in_any_order.py
