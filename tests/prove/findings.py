"""What a proof found, and the page that keeps it: docs/prove.json for programs, docs/prove.md for readers."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs/prove.json"
WORDS = """# What was proven, and when

Written by `make prove` (code in `tests/prove/`), the long part of what holds a release; the quick part is `make check`.
Each part bears the day on which it was run last and the load of the machine then. What is not here was **not run**.
`PROVE="--only sweeps --database sqlite" make prove` runs one part on one database.
"""


@dataclass(frozen=True)
class Finding:
    """One sentence with its figure. `goal`: what it is held against; empty for what is only told."""

    what: str
    value: str
    goal: str = ""
    is_good: bool = True


def keep(name: str, title: str, database: str, findings: list[Finding]) -> None:
    """Write this part anew; the others stay as they are."""
    known: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    known[f"{name} {database}".strip()] = {
        "title": title, "database": database, "run_on": date.today().isoformat(), "machine": _machine(),
        "findings": [asdict(one) for one in findings],
    }  # fmt: skip
    FILE.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    FILE.with_suffix(".md").write_text(_page(known), "utf-8")


def _machine() -> str:
    load = os.getloadavg()[2]
    kernel = platform.release().split("-")[0]
    return f"{os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, kernel {kernel}"


def _page(known: dict[str, Any]) -> str:
    lines = [WORDS]
    for part in known.values():
        where = f", {part['database']}" if part["database"] else ""
        lines += [f"## {part['title']}{where}\n", f"Run on {part['run_on']}: {part['machine']}.\n"]
        lines += ["| what | found | goal | |", "|---|---|---|---|"]
        lines += [_row(Finding(**one)) for one in part["findings"]]
        lines.append("")
    return "\n".join(lines)


def _row(one: Finding) -> str:
    verdict = ("ok" if one.is_good else "**FAILED**") if one.goal or not one.is_good else ""
    return f"| {one.what} | {one.value} | {one.goal} | {verdict} |"
