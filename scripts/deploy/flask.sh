#!/bin/sh
# A command of the installed application with its settings: `sudo -u mingbai sh scripts/deploy/flask.sh COMMAND…`.
# They are read as systemd reads them for the services, not as a shell would.
set -eu
cd "$(dirname "$0")/../.."
exec .venv/bin/python scripts/deploy/with_settings.py "${MINGBAI_SETTINGS:-/etc/mingbai.env}" .venv/bin/flask --app wsgi "$@"
