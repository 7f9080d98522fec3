#!/bin/sh
# Whether an unpacked delivery is what was packed: `sh scripts/check_delivery.sh FOLDER [KEY]`. Every file of the list
# is unchanged, and there is none beside them: an added module would be installed and run. A link is refused whatever it
# points at: what is compared today could be another file tomorrow. With KEY, the publisher's
# public key in a file (gpg --export), the list must also bear the publisher's signature, so that nobody has written
# another one. gpgv comes with apt.
set -eu
fail() { echo "mingbai: $*" >&2; exit 1; }

key=${2:-}
[ -z "$key" ] || [ -r "$key" ] || fail "the publisher's key $key cannot be read"
[ -z "$key" ] || key=$(cd "$(dirname "$key")" && pwd)/$(basename "$key")
cd "$1"
strange=$(find . ! -type f ! -type d | LC_ALL=C sort | head -n 3)
[ -z "$strange" ] || fail "the delivery has links or devices, which were not packed: $(echo "$strange" | tr '\n' ' ')"
if [ -n "$key" ]; then
  [ -f SHA256SUMS.asc ] || fail "the delivery is not signed (SHA256SUMS.asc is missing)"
  gpgv --quiet --keyring "$key" SHA256SUMS.asc SHA256SUMS 2>/dev/null \
    || fail "the delivery does not bear the publisher's signature"
fi
sha256sum --quiet --check SHA256SUMS || fail "the delivery is damaged; please copy it again"
listed=$(mktemp)
trap 'rm -f "$listed"' EXIT
sed 's/^[0-9a-f]\{64\}  //' SHA256SUMS | LC_ALL=C sort >"$listed"
added=$(find . ! -type d ! -path ./SHA256SUMS ! -path ./SHA256SUMS.asc | LC_ALL=C sort | LC_ALL=C comm -13 "$listed" - | head -n 3)
[ -z "$added" ] || fail "the delivery has files that were not packed: $(echo "$added" | tr '\n' ' ')"
