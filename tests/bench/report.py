"""The table on the screen, docs/bench.json and docs/bench.md. Every part keeps its own date, machine and versions."""

import json
import os
import platform
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text

from app.database import db, journal_mode
from scripts.with_postgres import program
from tests.bench.figures import Figure, shown
from tests.bench.parts import PARTS
from tests.bench.workplace import ROOT

DOCS = ROOT / "docs"
HEAD = ("figure", "value", "goal", "", "note")
VERSIONS = ("Flask", "SQLAlchemy", "SpiffWorkflow", "weasyprint", "gunicorn")
WORDS = """# Benchmarks

Written by `make bench` and `make bench-peers` (code in `tests/bench/`); why they measure what they measure:
[decision 0048](decisions/0048-the-bench-measures-the-application.md). The goals are one table, `tests/bench/goals.py`;
a figure that misses its goal is written as FAILED, and the command fails.

**ms CPU** is processor time of the server and of PostgreSQL, the median of all samples; what it took on the wall stands
in the note. Ratios (×) are processor time by processor time, measured in turn in one run: a slow disk hides an
application. A p95 is taken over all samples, and is called the greatest where there are fewer than twenty. **bare** is
one row, the engine and a commit; **host** is the least that a safe host of the engine must do (lock, items, keys,
timers, wishes, event). Letters are made, requests are logged, the audit is chained: it is the server of `make run`.
"""


def table(measured: Sequence[tuple[str, list[Figure]]]) -> str:
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


def keep(name: str, figures: list[Figure], folder: Path = DOCS) -> None:
    """Write this part anew into bench.json, for programs, and bench.md, for readers; the others stay as they are."""
    file = folder / "bench.json"
    known = json.loads(file.read_text("utf-8")).get("parts", {}) if file.exists() else {}
    known[name] = {
        "measured_on": date.today().isoformat(), "machine": machine(), "versions": _versions(),
        "figures": [figure.to_mapping() for figure in figures],
    }  # fmt: skip
    parts = {one: known[one] for one in PARTS if one in known}
    file.write_text(json.dumps({"parts": parts}, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "bench.md").write_text(_markdown(parts), "utf-8")


def machine() -> dict[str, str | int]:
    """What the figures depend on, without the name of the machine."""
    return {
        "cores": os.cpu_count() or 0,
        "load": f"{os.getloadavg()[1]:.1f}",
        "system": f"{sys.platform}, kernel {platform.release().split('-')[0]}",
    }


def _versions() -> dict[str, str]:
    databases = {"SQLite": f"{_sqlite()} with journal {journal_mode()}", "PostgreSQL": _postgres()}
    return {"Python": platform.python_version()} | databases | {name: version(name) for name in VERSIONS}


def _sqlite() -> str:
    """3.40.1, of the library that the application takes."""
    asking = Flask(__name__)
    asking.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(asking)
    with asking.app_context():
        return str(db.session.scalar(text("SELECT sqlite_version()")))


def _postgres() -> str:
    """15.18, of the programs that the temporary server is made of."""
    said = subprocess.run(
        [program("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    return said.split()[2]


def _markdown(parts: dict[str, Any]) -> str:
    text = [WORDS]
    for name, part in parts.items():
        rows = ["| " + " | ".join(_row(figure)) + " |" for figure in part["figures"]]
        facts = ", ".join(f"{key} {value}" for key, value in (part["machine"] | part["versions"]).items())
        text += [f"\n## {PARTS[name].title}\n", f"Measured on {part['measured_on']}: {facts}.\n"]
        text += ["| figure | value | goal | | note |", "|---|---|---|---|---|", *rows]
    return "\n".join(text) + "\n"


def _row(figure: dict[str, Any]) -> list[str]:
    where = f" ({figure['database']})" if figure.get("database") else ""
    goal = figure.get("goal", "")
    verdict = ("ok" if figure["good"] else "**FAILED**") if goal else ""
    value = shown(figure["value"], figure.get("unit", ""))
    return [figure["title"] + where, value, goal, verdict, figure.get("note", "")]
