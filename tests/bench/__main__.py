"""`python -m tests.bench`: measure, print the table, write docs/bench.json and bench.md; exit 1 if a goal is missed.

--only NAME… measures some parts and writes those anew, with their date and machine; --long measures more. Tries, which
write nothing: --quick measures little of everything, --database on one of the two alone.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import report
from tests.bench.figures import Figure
from tests.bench.goals import POSTGRES, SQLITE
from tests.bench.parts import PARTS, Part, unmeasured
from tests.bench.progress import say
from tests.bench.setting import Pace, Setting

DATABASES = {"sqlite": SQLITE, "postgres": POSTGRES}


def main() -> int:
    os.environ.pop("MINGBAI_TESTING", None)
    arguments = _arguments()
    pace = Pace.QUICK if arguments.quick else Pace.LONG if arguments.long else Pace.USUAL
    databases = [DATABASES[arguments.database]] if arguments.database else [SQLITE, POSTGRES]
    chosen = {
        name: PARTS[name] for name in arguments.only or PARTS if arguments.only or not PARTS[name].is_apart
    }
    failed: list[str] = []
    for name, part in chosen.items():
        figures = _measured(part, pace, databases)
        print(report.table([(part.title, figures)]), flush=True)
        if pace is not Pace.QUICK and not arguments.database:
            report.keep(name, figures)
        failed += [f"{one.row()[0]}: {one.row()[1]}, goal {one.goal}" for one in figures if not one.is_good]
        failed += [
            f"{part.title}: {missing} was not measured" for missing in unmeasured(part, figures, databases)
        ]
    for words in failed:
        say(f"FAILED: {words}")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__.partition("\n")[0])
    pace = parser.add_mutually_exclusive_group()
    pace.add_argument("--quick", action="store_true", help="a try of everything with little; writes nothing")
    pace.add_argument("--long", action="store_true", help="more of everything")
    parser.add_argument("--only", nargs="+", metavar="PART", choices=[*PARTS], help=", ".join(PARTS))
    parser.add_argument("--database", choices=[*DATABASES], help="one of the two; writes nothing")
    return parser.parse_args()


def _measured(part: Part, pace: Pace, databases: list[str]) -> list[Figure]:
    figures = []
    for database in databases if part.on_both else [SQLITE]:
        say(f"== {part.title}" + (f", {database}" if part.on_both else ""))
        began = time.monotonic()
        with _server(database) as url:
            figures += part.measure(Setting(pace, url))
        say(f"   {time.monotonic() - began:.0f} s")
    return figures


@contextmanager
def _server(database: str) -> Iterator[str | None]:
    """The address of a PostgreSQL server of this part's own, on the disk; None for SQLite."""
    if database == SQLITE:
        yield None
        return
    from scripts.with_postgres import temporary_server

    with temporary_server(in_memory=False) as address:
        os.environ["TEST_DATABASE_URL"] = address
        try:
            yield address
        finally:
            del os.environ["TEST_DATABASE_URL"]


if __name__ == "__main__":
    sys.exit(main())
