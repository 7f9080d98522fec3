# Python packages, fonts and front-end files: into the checkout, nothing into the system. Sourced by setup.sh.

# The lock that .venv was last made to match carries its hash in the stamp; a change of the lock installs anew.
stamp_of() { sha256sum "$1" | cut -d ' ' -f 1; }

is_stamped() { [ -x .venv/bin/python ] && [ "$(cat ".venv/stamp-$1" 2>/dev/null)" = "$(stamp_of "requirements/$1.lock")" ]; }

install_python_packages() {
  local set=runtime lock total
  [ "$1" = test ] && set=test
  is_stamped $set && return 0
  lock=requirements/$set.lock
  if ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    say "making the virtual environment .venv"
    "$(find_python)" -m venv --clear .venv || fail "the virtual environment .venv could not be made"
  fi
  total=$(grep -c '==' $lock)
  with_progress "Python packages" "$total" '^(Collecting|Processing|Requirement already satisfied:) ' \
    .venv/bin/python -m pip install --no-input --disable-pip-version-check --progress-bar off --require-hashes \
    $(offline_wheels) --requirement $lock
  # the test set holds the run-time set, so one stamp may answer for both
  stamp_of requirements/runtime.lock >.venv/stamp-runtime
  [ $set = runtime ] || stamp_of requirements/test.lock >.venv/stamp-test
}

offline_wheels() { [ ! -d offline/wheels ] || echo --no-index --find-links offline/wheels; }

install_fonts() {
  mkdir -p $LOGS
  local fonts="FandolFang-Regular.otf BabelStoneHan.ttf" font absent=""
  for font in $fonts; do [ -s "fonts/$font" ] || absent=yes; done
  [ -n "$absent" ] || return 0
  say "fonts of the letters: fetching about 60 MB"
  sh scripts/install_fonts.sh fonts 2>&1 </dev/null | tee $LOGS/fonts.log || fail "fonts: failed; see $LOGS/fonts.log"
}

# Node.js is asked for only while the files are missing; a running server needs none.
install_front_end_files() {
  .venv/bin/python scripts/vendor.py --check --quiet && return 0
  has_command npm || install_packages "Node.js and npm" nodejs npm
  say "front-end files: npm ci"
  mkdir -p $LOGS
  npm ci --ignore-scripts --no-progress >$LOGS/npm.log 2>&1 </dev/null \
    || { tail -n 5 $LOGS/npm.log >&2; fail "front-end files: npm ci failed; see $LOGS/npm.log"; }
  .venv/bin/python scripts/vendor.py || fail "front-end files: not what vendor.json says"
}
