# System programs and libraries, by apt, only when something is missing. Sourced by setup.sh.

# A Python 3.11 that can make virtual environments, or nothing. That of the system first: it is built for speed, and
# what root alone can reach (pyenv in /root) is of no use to the service's user.
find_python() {
  local candidate
  for candidate in /usr/bin/python3.11 /usr/bin/python3 python3.11 python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
  done
}

has_command() { command -v "$1" >/dev/null; }

# grep reads to the end: one that stops at the first hit ends ldconfig by a signal, and pipefail calls that missing.
has_library() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep "$1" >/dev/null; }

has_postgres() { has_command initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

has_chinese_screen_font() { has_command fc-list && [ -n "$(fc-list :lang=zh-cn family)" ]; }

# Names of the Debian packages that are missing for running.
missing_for_run() {
  [ -n "$(find_python)" ] || echo python3 python3-venv
  has_library libpango-1.0.so.0 || echo libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
}

# The same for the tests. A screen font for the pictures that the browser takes; letters bring their own.
missing_for_test() {
  has_command chromium-headless-shell || echo chromium-headless-shell # Chromium without its own windows
  has_library libatomic.so.1 || echo libatomic1 # for the driver of Playwright
  has_command pdftoppm || echo poppler-utils
  has_chinese_screen_font || echo fontconfig fonts-noto-cjk
  has_postgres || echo postgresql
  has_command gpg || echo gnupg # signs the delivery of a test
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
    -o APT::Install-Recommends=false "${APT_SOURCES[@]}" "$@"
}

# An offline delivery carries the Debian packages of running; apt then reads that folder and nothing else.
choose_apt_sources() {
  APT_SOURCES=()
  [ -d offline/debs ] || return 0
  mkdir -p .cache/apt/lists/partial
  echo "deb [trusted=yes] file:$(pwd)/offline/debs ./" >.cache/apt/sources.list
  APT_SOURCES=(-o "Dir::Etc::SourceList=$(pwd)/.cache/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$(pwd)/.cache/apt/lists")
}

# install_packages TITLE PACKAGE…
install_packages() {
  local title=$1 actions
  shift
  [ "$#" -gt 0 ] || return 0
  has_command apt-get || fail "$title: please install yourself (there is no apt-get here): $*"
  say "$title: installing $*"
  choose_apt_sources
  apt -qq update >/dev/null || fail "$title: the package lists could not be read (apt-get update)"
  actions=$(apt -s install "$@" | awk '/^(Inst|Conf)/ { n++ } END { print n + 0 }') \
    || fail "$title: apt-get does not know one of: $*"
  with_progress "$title" "$actions" '^(Unpacking|Setting up) ' apt install "$@"
}

# Debian starts a database server for whoever installs one; the tests start their own, so none is asked for.
install_postgres() {
  install_packages "PostgreSQL tools" postgresql-common
  local settings=/etc/postgresql-common/createcluster.conf kept
  kept=$(mktemp)
  cp "$settings" "$kept"
  as_root pg_conftool "$settings" set create_main_cluster off
  install_packages "PostgreSQL server" postgresql
  as_root cp "$kept" "$settings"
  rm -f "$kept"
}

install_system_packages() {
  local needed
  needed=$(missing_for_run)
  [ "$1" = test ] && needed="$needed $(missing_for_test)"
  case " $(echo $needed) " in *" postgresql "*) install_postgres ;; esac
  install_packages "system packages" $(echo "$needed" | sed 's/\bpostgresql\b//')
}
