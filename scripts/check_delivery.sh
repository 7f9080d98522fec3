#!/bin/sh
# Whether an unpacked delivery is what was packed: `sh scripts/check_delivery.sh FOLDER`. Every file of the list is
# unchanged, and there is none beside them: an added module would be installed and run.
set -eu
cd "$1"
fail() { echo "mingbai: $*" >&2; exit 1; }

sha256sum --quiet --check SHA256SUMS || fail "the delivery is damaged; please copy it again"
listed=$(mktemp)
trap 'rm -f "$listed"' EXIT
sed 's/^[0-9a-f]\{64\}  //' SHA256SUMS | LC_ALL=C sort >"$listed"
added=$(find . ! -type d ! -path ./SHA256SUMS | LC_ALL=C sort | LC_ALL=C comm -13 "$listed" - | head -n 3)
[ -z "$added" ] || fail "the delivery has files that were not packed: $(echo "$added" | tr '\n' ' ')"
