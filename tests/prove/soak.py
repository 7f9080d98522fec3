"""A quarter of an hour of steady work: memory and open files of web process, letter worker and scheduler stay level."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from tests.bench.processor import children
from tests.bench.server import resident, running, stopped_in_order
from tests.bench.visitor import Visitor
from tests.bench.workplace import LOGINS, ROOT, Workplace, path, workplace
from tests.prove.findings import Finding

MINUTES = 15.0
GROWTH = 1.10  # the last third's greatest, by the middle third's greatest
PAUSE = 0.5  # seconds between two rounds: the load is bounded
PAGES = ("/", "/disclosure", "/desk", "/cases", "/healthz", "/readyz")
Sample = dict[str, float]


def measure(url: str | None, minutes: float = MINUTES) -> list[Finding]:
    """Requests are walked from application to archive, with their letters, and pages are read meanwhile."""
    with workplace(url) as work, running(work) as server, _scheduler(work) as scheduler:
        people = {login: Visitor(server.port, login).take_token().sign_in() for login in LOGINS}
        [web] = server.workers()
        samples: list[tuple[float, Sample]] = []
        began, cases, pages = time.monotonic(), 0, 0
        while (past := time.monotonic() - began) < minutes * 60:
            cases, pages = cases + 1, pages + _round(work, people)
            samples.append((past, _sample(web, scheduler)))
            Event().wait(PAUSE)
        same = server.workers() == [web] and work.audit_holds()
    return [
        Finding("soak", f"{minutes:g} minutes, {cases} cases walked to the archive, {pages} pages read"),
        Finding(
            "the same web process to the end, the audit chain whole", "yes" if same else "no", "yes", same
        ),
        *_levels(samples, minutes * 60),
    ]


def _round(work: Workplace, people: dict[str, Visitor]) -> int:
    """One case from application to archive; how many pages were read beside it."""
    office, read = work.apply(), 0
    for number, (login, node, data) in enumerate(path()):
        item_id, mark = work.open_item(office, node)
        person = people[login]
        person.touch()
        complete = person.complete_at_desk if number % 2 else person.complete_by_api
        complete(item_id, {**data, **mark})
        person.get("/desk")
        read += 1
    return read


def _sample(web: int, scheduler: int) -> Sample:
    letters = children(web)
    return {
        "web process, MB": resident(web), "scheduler, MB": resident(scheduler),
        "letter worker, MB": max((resident(one) for one in letters), default=0.0),
        "open files of the web process": float(len(os.listdir(f"/proc/{web}/fd"))),
    }  # fmt: skip


def _levels(samples: list[tuple[float, Sample]], length: float) -> Iterator[Finding]:
    """The first third is warming up; the last third is held against the middle one."""
    for name in samples[0][1]:
        middle = max(one[name] for at, one in samples if length / 3 <= at < 2 * length / 3)
        last = max(one[name] for at, one in samples if at >= 2 * length / 3)
        found = f"{samples[0][1][name]:.0f} at first, {middle:.0f} in the middle, {last:.0f} at last"
        yield Finding(name, found, f"last ≤ {GROWTH} × middle", last <= GROWTH * middle)


@contextmanager
def _scheduler(work: Workplace) -> Iterator[int]:
    """The scheduler of this office, as it runs beside the web server."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINGBAI_")}
    environment |= {"MINGBAI_INSTANCE": str(work.instance), "DATABASE_URL": work.url}
    with Path(work.instance, "scheduler.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "scheduler"], cwd=ROOT, env=environment,
            start_new_session=True, stdout=log, stderr=log,
        )  # fmt: skip
    with stopped_in_order(process):
        yield process.pid
