"""`flask simulate`: a year of the demo county with everything reached and nothing stuck, and what it cost."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.prove.findings import ROOT, Finding

DAYS, REQUESTS = "365", "1000"
MINUTES = 6  # on two cores, by the wall
REACHED, WHOLE, NONE_STUCK = "所有处理结果和办理程序都已出现", "审计链核对无误", "停滞的办件 0 件"
MISSED, COULD_NOT = "没有出现的", "未能办理"


def measure(url: str | None) -> list[Finding]:
    """The year of the issue; MINGBAI_SIMULATED_DAYS and MINGBAI_SIMULATED_REQUESTS make another of it."""
    days = os.environ.get("MINGBAI_SIMULATED_DAYS", DAYS)
    requests = os.environ.get("MINGBAI_SIMULATED_REQUESTS", REQUESTS)
    with _county() as environment:
        before, began = _processor(), time.monotonic()
        done = _flask(environment, "simulate", "--days", days, "--requests", requests)
        wall, processor = time.monotonic() - began, _processor() - before
    return findings_of(f"{requests} cases in {days} days", done.stdout.splitlines(), wall, processor)


def findings_of(what: str, said: list[str], wall: float, processor: float) -> list[Finding]:
    """What the command said, and what it cost."""
    missed = [line for line in said if line.startswith(MISSED)]
    stuck = next((line for line in said if line.startswith("停滞的办件")), "not told")
    troubles = [line for line in said if line.startswith(COULD_NOT)]
    is_reached, is_whole = REACHED in said, WHOLE in said
    return [
        Finding("every outcome and procedure reached", "；".join(missed) or ("yes" if is_reached else "not told"),
                "yes", is_reached and not missed),
        Finding("the audit chain", "whole" if is_whole else "broken, or not told", "whole", is_whole),
        Finding("stuck cases", stuck, NONE_STUCK, stuck == NONE_STUCK),
        Finding("tasks that nobody could do", "；".join(troubles) or "none"),
        Finding(f"{what}, by the wall", f"{wall:.0f} s", f"< {MINUTES * 60} s", wall < MINUTES * 60),
        Finding("processor time", f"{processor:.0f} s"),
    ]  # fmt: skip


@contextmanager
def _county() -> Iterator[dict[str, str]]:
    """An instance of its own with the demo county."""
    with TemporaryDirectory(prefix="mingbai-simulate-") as folder:
        environment = {**os.environ, "MINGBAI_INSTANCE": folder}
        _flask(environment, "setup").check_returncode()
        yield environment


def _flask(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    flask = str(Path(sys.executable).with_name("flask"))
    return subprocess.run([flask, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def _processor() -> float:
    """Seconds that ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
