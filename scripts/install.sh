#!/bin/sh
# Install an offline delivery: run in the unpacked folder, as root: `sudo sh scripts/install.sh [/opt/mingbai]`.
# Needs Debian 12 and no network. Installs beside older releases; nothing is started and no data is touched: the
# last lines say what to do next. docs/operations.md tells the whole procedure, upgrading and going back included.
set -eu
base=${1:-/opt/mingbai}
data=/var/lib/mingbai
publisher=/etc/mingbai-publisher.gpg # the key that deliveries must be signed with, where the office has put one
cd "$(dirname "$0")/.."

fail() { echo "mingbai: $*" >&2; exit 1; }

[ "$(id -u)" -eq 0 ] || fail "please run this as root (sudo sh scripts/install.sh)"
[ -d offline/wheels ] && [ -f VERSION ] || fail "this is a checkout, not an unpacked delivery; see make bundle"
version=$(cat VERSION)
release=$base/releases/$version

echo "mingbai: checking the delivery"
if [ -e "$publisher" ]; then sh scripts/check_delivery.sh . "$publisher"; else sh scripts/check_delivery.sh .; fi

echo "mingbai: installing $version into $release"
mkdir -p "$release"
cp -a . "$release/"
bash "$release/scripts/setup.sh" run
"$release/.venv/bin/python" -m pip check >/dev/null || fail "the Python packages do not fit together"
"$release/.venv/bin/python" -m compileall -q "$release/app"

getent passwd mingbai >/dev/null || useradd --system --home-dir "$data" --shell /usr/sbin/nologin mingbai
runuser -u mingbai -- "$release/.venv/bin/python" -I -c "import flask" 2>/dev/null \
  || fail "the user mingbai cannot run $(readlink -f "$release/.venv/bin/python"): a Python 3.11 of the system is needed, and $base must be readable by everybody"
install -d -o mingbai -g mingbai -m 700 "$data"
[ -e /etc/mingbai.env ] || install -m 640 -g mingbai "$release/scripts/deploy/mingbai.env" /etc/mingbai.env
install -d -o mingbai -g mingbai -m 700 /var/backups/mingbai
for unit in mingbai-web.service mingbai-scheduler.service mingbai-backup.service mingbai-backup.timer; do
  [ ! -d /etc/systemd/system ] || sed "s|/opt/mingbai|$base|g" "$release/scripts/deploy/$unit" >"/etc/systemd/system/$unit"
done
ln -sfn "releases/$version" "$base/current"

cat <<END
mingbai: installed. Next:
  1. settings:  /etc/mingbai.env
  2. database:  cd $base/current && sudo -u mingbai sh scripts/deploy/flask.sh setup --no-demo
               on an empty system with --organ … --administrator … as it says, for the first accounts
  3. start:     systemctl daemon-reload && systemctl enable --now mingbai-web mingbai-scheduler mingbai-backup.timer
END
