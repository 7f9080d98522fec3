"""`python -m tests.prove`: run the long proofs, print what they found, write docs/prove.md; exit 1 if one failed.

--only NAME… runs some parts; --database runs them on one of the two.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from scripts.with_postgres import temporary_server
from tests.prove import restoring, simulating, soak, suites
from tests.prove.findings import Finding, keep

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DATABASES = {"sqlite": SQLITE, "postgres": POSTGRESQL}


@dataclass(frozen=True)
class Part:
    """One proof; `run` gets the address of a server, or None for SQLite."""

    title: str
    run: Callable[[str | None], list[Finding]]
    on_both: bool = True


PARTS = {
    "commands": Part("Every kind of command dies at every boundary", suites.commands),
    "sweeps": Part("Sweeps die over ten thousand clocks", suites.sweeps),
    "upgrades": Part("Upgrades from every revision", suites.upgrades),
    "plays": Part("Legal acts in any order", suites.plays, on_both=False),
    "days": Part("Clocks day by day", suites.days, on_both=False),
    "restore": Part("Backup and restore of a county after years", restoring.measure, on_both=False),
    "simulate": Part("A simulated year", simulating.measure, on_both=False),
    "soak": Part("A quarter of an hour of steady work", soak.measure, on_both=False),
}


def main() -> int:
    os.environ.pop("MINGBAI_TESTING", None)
    arguments = _arguments()
    databases = [DATABASES[arguments.database]] if arguments.database else [SQLITE, POSTGRESQL]
    good = True
    for name in arguments.only or PARTS:
        part = PARTS[name]
        for database in databases if part.on_both else [""]:
            good = _proven(name, part, database) and good
    return 0 if good else 1


def _proven(name: str, part: Part, database: str) -> bool:
    print(f"== {part.title}{f', {database}' if database else ''}", flush=True)
    began = time.monotonic()
    with temporary_server() if database == POSTGRESQL else nullcontext() as url:
        findings = part.run(url)
    keep(name, part.title, database, findings)
    for one in findings:
        print(f"{'  ' if one.is_good else 'FAILED: '}{one.what}: {one.value}", flush=True)
    print(f"   {time.monotonic() - began:.0f} s", flush=True)
    return all(one.is_good for one in findings)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.prove", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", metavar="PART", choices=[*PARTS], help=", ".join(PARTS))
    parser.add_argument("--database", choices=[*DATABASES], help="one of the two")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
