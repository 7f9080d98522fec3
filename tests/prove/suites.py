"""Proofs that are tests of the suite in their long form, each in a pytest of its own."""

import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.prove.findings import ROOT, Finding

KINDS = Path(__file__).with_name("kinds.toml")
UNHURRIED = ("-o", "faulthandler_timeout=14400")  # seconds; the suite's own limit is for its short tests
KILLED_EVERYWHERE = "kinds of commands killed at every boundary"
KILLS, CLOCKS, WALKED, PLAYS = "200", "10000", "300", "128"


def reached_by() -> dict[str, str]:
    """The test that runs an act of each kind of command."""
    found: dict[str, str] = tomllib.loads(KINDS.read_text(encoding="utf-8"))["reached_by"]
    return found


def commands(url: str | None) -> list[Finding]:
    """Every kind of command dies at every boundary."""
    kinds = reached_by()
    with TemporaryDirectory(prefix="mingbai-prove-") as folder:
        report = Path(folder, "report.json")
        tests = [*dict.fromkeys(kinds.values())]
        settings = {"MINGBAI_KINDS": ",".join(kinds), "MINGBAI_KILL_REPORT": str(report)}
        passed = _pytest(["-p", "tests.prove.killing", *tests], url, settings)
        told = json.loads(report.read_text("utf-8")) if report.exists() else {}
    kills, missed, faults = told.get("kills", {}), told.get("missed", [*kinds]), told.get("faults", [])
    return [
        Finding(KILLED_EVERYWHERE, f"{len(kills)} of {len(kinds)}", "all", not missed),
        Finding("kills -9", f"{sum(kills.values()):,}"),
        Finding("acts that left something, were lost or had two effects", str(len(faults)), "0", not faults),
        Finding("not reached", "、".join(missed) or "none", "none", not missed),
        passed,
    ]  # fmt: skip


def sweeps(url: str | None) -> list[Finding]:
    """Sweeps die again and again over ten thousand clocks."""
    settings = {"MINGBAI_KILLS": KILLS, "MINGBAI_CLOCKS": CLOCKS}
    words = f"{KILLS} kills -9 over {CLOCKS} clocks: every alert once, everybody written to once"
    return [_pytest(["tests/casework/test_killed_sweeps.py"], url, settings, words)]


def upgrades(url: str | None) -> list[Finding]:
    """An office with data is upgraded from every revision."""
    words = "upgraded with its data from every earlier revision"
    return [_pytest(["tests/upgrade/test_from_any_revision.py"], url, {"MINGBAI_REVISIONS": "all"}, words)]


def days(url: str | None) -> list[Finding]:
    """Clocks, day by day."""
    words = f"clocks walked day by day, {WALKED} of them"
    return [_pytest(["tests/law/test_day_by_day.py"], url, {"MINGBAI_WALKED": WALKED}, words)]


def plays(url: str | None) -> list[Finding]:
    """Legal acts in any order by any role."""
    began = time.monotonic()
    done = subprocess.run(
        ["bash", "scripts/plays.sh"], cwd=ROOT, env={**os.environ, "PLAYS": PLAYS}, check=False
    )
    found = f"{16 * int(PLAYS)} plays of 40 moves, {time.monotonic() - began:.0f} s"
    return [Finding("legal acts in any order by any role", found, "no letter differs from the record",
                    done.returncode == 0)]  # fmt: skip


def _pytest(
    arguments: list[str], url: str | None, settings: dict[str, str], words: str = "the tests themselves"
) -> Finding:
    """Run and tell how long it took."""
    environment = {**os.environ, "MINGBAI_TESTING": "1", **settings}
    if url is not None:
        environment["TEST_DATABASE_URL"] = url
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *UNHURRIED, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    verdict = "passed" if done.returncode == 0 else f"exit status {done.returncode}"
    return Finding(words, f"{verdict}, {time.monotonic() - began:.0f} s", "passed", done.returncode == 0)
