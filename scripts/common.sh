# Shared by the shell scripts of set-up: messages, progress, becoming root. Sourced, not run.

LOGS=.cache/log

say() { printf '%s\n' "mingbai: $*"; }

fail() {
  printf '%s\n' "mingbai: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "root rights are needed to run '$*'; become root or install sudo"
  fi
}

# with_progress TITLE TOTAL PATTERN COMMAND…: run COMMAND, its output into a log; show how many of the TOTAL
# lines that match PATTERN have come: a bar on a terminal, a line for each tenth elsewhere.
with_progress() {
  local title=$1 total=$2 pattern=$3 log terminal=0
  shift 3
  mkdir -p "$LOGS"
  log="$LOGS/$(printf '%s' "$title" | tr ' A-Z' '-a-z').log"
  [ -t 1 ] && terminal=1
  if ! "$@" 2>&1 </dev/null | tee "$log" \
    | awk -v title="$title" -v total="$total" -v pattern="$pattern" -v terminal="$terminal" -f scripts/progress.awk
  then
    tail -n 5 "$log" >&2
    fail "$title: failed; the whole output is in $log"
  fi
}
