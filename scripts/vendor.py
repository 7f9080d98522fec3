"""Front-end files: copy those of vendor.json from node_modules to app/static/vendor, checked by SHA-256.

Usage: python scripts/vendor.py [--check [--quiet] | --write]
  (nothing)  copy; stops at the first file that is missing or differs, and removes files that are not listed
  --check    compare what lies in app/static/vendor with the list, without Node.js
  --write    take the checksums anew from node_modules (after a change of version or a new entry)
Exit code 0: as listed; 1: a difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "vendor.json"
MODULES = ROOT / "node_modules"
TARGET = ROOT / "app" / "static" / "vendor"


@dataclass(frozen=True)
class VendorFile:
    """One file of the list: where npm puts it, where the pages want it, what it must be."""

    source: Path
    target: Path
    sha256: str


def main() -> int:
    arguments = parse_arguments()
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    if arguments.write:
        write_checksums(manifest)
        return 0
    files = list(listed_files(manifest))
    if arguments.check:
        problems = [
            f"{shown(f.target)}: missing or changed" for f in files if not matches(f.target, f.sha256)
        ]
    else:
        problems = copy_all(files)
    if not arguments.quiet:
        for problem in problems:
            print(problem, file=sys.stderr)
        if not problems:
            print(f"front-end files: {len(files)} as listed in vendor.json")
    return 1 if problems else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="copy and check the front-end files of vendor.json")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="only compare app/static/vendor with the list")
    what.add_argument("--write", action="store_true", help="take the checksums anew from node_modules")
    parser.add_argument("--quiet", action="store_true", help="answer by the exit code alone")
    return parser.parse_args()


def listed_files(manifest: dict) -> Iterator[VendorFile]:
    for package in manifest["packages"]:
        for source, sha256 in package["files"].items():
            target = TARGET / package["target"] / Path(source).name
            yield VendorFile(MODULES / package["package"] / source, target, sha256)


def copy_all(files: list[VendorFile]) -> list[str]:
    """Copy what is right, name what is not, and leave nothing in the folder that the list does not know."""
    problems = []
    for file in files:
        if not matches(file.source, file.sha256):
            problems.append(f"{shown(file.source)}: missing or not the file listed in vendor.json")
            continue
        file.target.parent.mkdir(parents=True, exist_ok=True)
        file.target.write_bytes(file.source.read_bytes())
    listed = {file.target for file in files}
    for path in TARGET.rglob("*"):
        if path.is_file() and path not in listed:
            path.unlink()
    return problems


def write_checksums(manifest: dict) -> None:
    """Rewrite vendor.json with the versions and checksums of what npm has installed."""
    for package in manifest["packages"]:
        folder = MODULES / package["package"]
        package["version"] = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        for source in package["files"]:
            package["files"][source] = digest(folder / source)
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {shown(MANIFEST)}")


def matches(path: Path, sha256: str) -> bool:
    return path.is_file() and digest(path) == sha256


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
