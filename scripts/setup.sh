#!/usr/bin/env bash
# Installs what is missing, and only that: `bash scripts/setup.sh run` or `… test`. Unattended and repeatable; when
# nothing is missing it downloads nothing and ends within a second. Needs Debian 12 (or a system that already has
# the programs), and root or sudo when something of the system is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh
. scripts/system_packages.sh
. scripts/project_packages.sh

purpose=${1:-run}
case $purpose in run | test) ;; *) fail "usage: setup.sh run|test" ;; esac

mkdir -p .cache
exec 9>.cache/setup.lock
flock -n 9 || { say "waiting for another set-up in this folder"; flock 9; }

install_system_packages "$purpose"
install_python_packages "$purpose"
install_fonts
install_front_end_files
