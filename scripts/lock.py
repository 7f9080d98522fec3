"""Write requirements/*.lock from requirements/*.in and constraints.txt.

The locks hold exact versions with hashes and no addresses. pip resolves each set twice, for x86_64 and for
aarch64 (glibc 2.17 and later), and the SHA-256 of the wheels it chose is kept. Only wheels are taken, so that
no machine compiles anything. A package that one machine alone has keeps its mark `platform_machine` in the lock.
Needs a package index; set-up reads the result. Usage: python scripts/lock.py
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
LOCKS = {"runtime.lock": ["runtime.in"], "test.lock": ["runtime.in", "test.in"], "peers.lock": ["peers.in"]}
MACHINES = ("x86_64", "aarch64")
GLIBC = range(17, 37)  # 2.17 to 2.36, the one of Debian 12


@dataclass
class Pin:
    """One package: its version, the sums of its wheels, the machines that have it."""

    version: str
    hashes: set[str] = field(default_factory=set)
    machines: list[str] = field(default_factory=list)


Pins = dict[str, Pin]


def main() -> int:
    for lock, sources in LOCKS.items():
        pins: Pins = {}
        for machine in MACHINES:
            print(f"{lock}: resolving for {machine} …", flush=True)
            add_resolved(pins, resolve(sources, machine), machine)
        (REQUIREMENTS / lock).write_text(render(sources, pins), encoding="utf-8")
        print(f"{lock}: {len(pins)} packages")
    return 0


def resolve(sources: list[str], machine: str) -> list[dict]:
    """pip's choice for one kind of machine, as its installation report; downloads no packages."""
    tags = ["--python-version=3.11", "--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none"]
    tags += [f"--platform=manylinux_2_{minor}_{machine}" for minor in reversed(GLIBC)]
    tags += [f"--platform=manylinux2014_{machine}", "--only-binary=:all:"]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "-qqq", "--dry-run", "--ignore-installed", *tags]
        command += ["--report", f"{folder}/report.json", "--target", f"{folder}/target"]
        command += ["--constraint", str(REQUIREMENTS / "constraints.txt")]
        command += [name for source in sources for name in asked_for(source, machine)]
        subprocess.run(command, check=True)
        return json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))["install"]


def asked_for(source: str, machine: str) -> list[str]:
    """The packages of an .in file that are for this kind of machine; pip would judge the marks by its own machine."""
    lines = (REQUIREMENTS / source).read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return [one.name for one in asked if not one.marker or one.marker.evaluate({"platform_machine": machine})]


def add_resolved(pins: Pins, report: list[dict], machine: str) -> None:
    """Merge one report into the pins; the machines must agree on every version."""
    for item in report:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        version = item["metadata"]["version"]
        pin = pins.setdefault(name, Pin(version))
        if pin.version != version:
            raise SystemExit(f"{name}: {pin.version} for one machine and {version} for another")
        pin.hashes.add(item["download_info"]["archive_info"]["hashes"]["sha256"])
        pin.machines.append(machine)


def render(sources: list[str], pins: Pins) -> str:
    lines = [f"# Made by `make lock` from {' and '.join(sources)} with constraints.txt; not edited by hand."]
    for name, pin in sorted(pins.items()):
        marks = [f"    --hash=sha256:{digest}" for digest in sorted(pin.hashes)]
        only = "" if len(pin.machines) == len(MACHINES) else f'; platform_machine == "{pin.machines[0]}"'
        lines.append(" \\\n".join([f"{name}=={pin.version}{only}", *marks]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
