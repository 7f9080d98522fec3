#!/bin/sh
# A command of the installed application with its settings: `sudo -u mingbai sh scripts/deploy/flask.sh COMMAND…`.
set -eu
cd "$(dirname "$0")/../.."
set -a
. /etc/mingbai.env
set +a
exec .venv/bin/flask --app wsgi "$@"
