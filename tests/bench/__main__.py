"""`python -m tests.bench`: measure, print the table, write docs/bench.json and docs/bench.md; exit 1 if a limit fails.

--long measures more of everything; --postgres measures the lists on a temporary PostgreSQL server too; --only NAME
measures some sections and writes nothing.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable

from tests.bench import report
from tests.bench.figures import Figure
from tests.bench.progress import say

Sections = dict[str, tuple[str, Callable[[], list[Figure]]]]


def main() -> int:
    os.environ.pop("MINGBAI_TESTING", None)
    arguments = _arguments()
    chosen = _sections(arguments.long)
    if arguments.postgres:
        chosen["lists-postgres"] = ("Lists on PostgreSQL", lambda: _on_postgres(arguments.long))
    if arguments.only:
        chosen = {name: section for name, section in chosen.items() if name in arguments.only}
    measured = [(title, _measured(title, run)) for title, run in chosen.values()]
    print(report.table(measured))
    if not arguments.only:
        report.write(measured)
    failed = [figure for _, figures in measured for figure in figures if not figure.is_good]
    for figure in failed:
        say(f"FAILED: {figure.title}: {figure.value:.3g} {figure.unit}, limit {figure.limit}")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--long", action="store_true", help="more rounds, 500 letters")
    parser.add_argument("--postgres", action="store_true", help="the lists on PostgreSQL too")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[*_sections(False), "lists-postgres"])
    return parser.parse_args()


def _sections(is_long: bool) -> Sections:
    from tests.bench import completions, engine_ways, inbox, letters, packages, process_size

    return {
        "completions": ("Completing a user task", lambda: completions.measure(is_long)),
        "engine": ("In memory : state row : full", lambda: engine_ways.measure(is_long)),
        "process": ("The web process", lambda: process_size.measure(is_long)),
        "letters": ("Letters", lambda: letters.measure(is_long)),
        "packages": ("Policy packages of three texts of thirty pages", lambda: packages.measure(is_long)),
        "lists": ("Lists with 300,000 archived and 5,000 open cases", lambda: inbox.measure(is_long)),
    }


def _measured(title: str, run: Callable[[], list[Figure]]) -> list[Figure]:
    say(f"== {title}")
    began = time.monotonic()
    figures = run()
    say(f"   {time.monotonic() - began:.0f} s")
    return figures


def _on_postgres(is_long: bool) -> list[Figure]:
    from scripts.with_postgres import temporary_server
    from tests.bench import inbox

    with temporary_server() as address:
        os.environ["TEST_DATABASE_URL"] = address
        return inbox.measure(is_long, address)


if __name__ == "__main__":
    sys.exit(main())
