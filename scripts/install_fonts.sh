#!/bin/sh
# Put the fonts of the letters into a folder: Fandol (仿宋 宋 黑 楷) and BabelStone Han (rare characters).
# Needs a Debian-like host with apt; installs nothing into the system. Quick when the fonts are already there.
# Usage: sh scripts/install_fonts.sh [folder]        (default: fonts/ beside this repository's Makefile)
set -eu

wanted="FandolFang-Regular.otf FandolSong-Regular.otf FandolSong-Bold.otf
FandolHei-Regular.otf FandolKai-Regular.otf BabelStoneHan.ttf"
packages="texlive-lang-chinese fonts-babelstone-han"

here=$(cd "$(dirname "$0")/.." && pwd)
target=${1:-$here/fonts}
mkdir -p "$target"
target=$(cd "$target" && pwd)

missing() {
  for file in $wanted; do
    test -s "$target/$file" || echo "$file"
  done
}

if test -z "$(missing)"; then
  echo "fonts: all present in $target"
  exit 0
fi

as_root() {
  if test "$(id -u)" -eq 0; then "$@"; else sudo "$@"; fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

if ! apt-cache show $packages >/dev/null 2>&1; then
  echo "fonts: reading the package lists"
  as_root apt-get update -qq
fi

for package in $packages; do
  echo "fonts: fetching $package"
  # apt's download user may not write here; that warning is harmless, a failed download is not
  apt-get download -qq "$package" 2>download.log || { cat download.log >&2; exit 1; }
done

for package in *.deb; do
  echo "fonts: unpacking $package"
  # a package holds only some of the wanted files, so tar's complaint about the others is expected
  dpkg-deb --fsys-tarfile "$package" \
    | tar -x --wildcards '*/fandol/Fandol*.otf' '*/BabelStoneHan.ttf' 2>tar.log || true
done

for file in $wanted; do
  found=$(find usr -name "$file" | head -n 1)
  test -z "$found" || { cp "$found" "$target/.$file.new" && mv "$target/.$file.new" "$target/$file"; }
done

left=$(missing)
if test -n "$left"; then
  echo "fonts: missing after the download:" $left >&2
  exit 1
fi
echo "fonts: ready in $target"
