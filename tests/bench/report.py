"""The table on the screen, docs/bench.json and docs/bench.md."""

import json
import os
import platform
import sqlite3
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date

from app.database import journal_mode
from tests.bench.figures import Figure
from tests.bench.workplace import ROOT

DOCS = ROOT / "docs"
Measured = Sequence[tuple[str, list[Figure]]]
HEAD = ("figure", "value", "limit", "", "note")
WORDS = """# Benchmarks

Written by `make bench` (code in `tests/bench/`). Limits are set on ratios, sizes and counts: milliseconds belong to the
machine of the day. The yardstick is the least that a safe host of SpiffWorkflow must do for one completed user task on
SQLite (instance lock, work items, timers, wishes, event, state; `tests/bench/baseline_engine.py`), taken in turn
with the application, on the same disk, with the same journal mode and `synchronous=FULL`.

"""


def table(measured: Measured) -> str:
    """Columns side by side, as wide as they must be."""
    rows = [list(HEAD), *(row for _, figures in measured for row in (figure.row() for figure in figures))]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = [_line(rows[0], widths)]
    for title, figures in measured:
        lines += ["", title, *(_line(figure.row(), widths) for figure in figures)]
    return "\n".join(lines)


def _line(row: list[str], widths: list[int]) -> str:
    padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
    return "  ".join([*padded, row[-1]]).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def write(measured: Measured) -> None:
    """The figures for programs and for readers."""
    figures = [figure.to_mapping() for _, figures in measured for figure in figures]
    body = {"measured_on": date.today().isoformat(), "machine": machine(), "figures": figures}
    (DOCS / "bench.json").write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (DOCS / "bench.md").write_text(_markdown(measured), "utf-8")


def machine() -> dict[str, str | int]:
    """What the figures depend on, without the name of the machine."""
    return {
        "cores": os.cpu_count() or 0,
        "load": f"{os.getloadavg()[1]:.1f}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "journal": journal_mode(),
        "system": f"{sys.platform}, kernel {platform.release().split('-')[0]}",
    }


def _markdown(measured: Measured) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in machine().items())
    parts = [WORDS, f"Measured on {date.today().isoformat()}: {facts}.\n"]
    for title, figures in measured:
        rows = ["| " + " | ".join(figure.row()) + " |" for figure in figures]
        parts.append(
            "\n".join(
                [f"\n## {title}\n", "| figure | value | limit | | note |", "|---|---|---|---|---|", *rows, ""]
            )
        )
    return "".join(parts)
