"""Several at once: one client and eight as fast as they can, and fifty clerks who think between two clicks.

Two workers, as deployed. Everybody completes first steps of cases of their own, so that nobody waits for the case of
another: what remains is the lock of the database, the chain of the audit and the processors.
"""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from threading import Barrier, Event

from app import timekeeping
from app.database import db
from app.office.passwords import set_password
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.bench.completions import audit_figure
from tests.bench.figures import Figure, Samples, median, percentile, spread
from tests.bench.peers.guest import fourteen_steps
from tests.bench.peers.model import ALL
from tests.bench.peers.opening import Waiting, opened
from tests.bench.processor import Meter
from tests.bench.progress import say
from tests.bench.server import Server, running
from tests.bench.setting import Setting
from tests.bench.visitor import Unexpected, Visitor
from tests.bench.workplace import Workplace, workplace
from tests.support.county import PASSWORD, County

CLIENTS, CLERKS = 8, 50
THINKING = (1.0, 5.0)  # seconds between two requests of a clerk
FIRST = ALL[0]
wall = Meter()


def measure(setting: Setting) -> list[Figure]:
    """Throughput and waiting on one database; and that the audit chain held."""
    each, seconds = setting.of(5, 40, 120), setting.of(6, 60, 180)
    clerks = setting.of(10, CLERKS, CLERKS)
    with workplace(setting.server_url, [fourteen_steps]) as work:
        logins = [f"clerk_{number}" for number in range(clerks)]
        _employ(work, logins)
        cases = opened(work, each * (CLIENTS + 4) + clerks * (seconds // 6 + 2))
        with running(work, "tests.bench.peers.guest_web:app", workers=2) as server:
            alone, together = _as_fast_as_they_can(server, logins, cases, each)
            thoughtful = _with_thought(server, logins, cases, seconds)
        audit = audit_figure(work, setting.database)
    return [
        *_throughput(alone, together, setting.database),
        *_waiting(thoughtful, clerks, setting.database),
        audit,
    ]


def _employ(work: Workplace, logins: Sequence[str]) -> None:
    with work.app.app_context():
        organ = County.load().units["LF"]
        for login in logins:
            person = add_person(login=login, name=login)
            db.session.flush()
            set_password(person, PASSWORD, timekeeping.now(), must_change=False)
            appoint(person, organ, Role.INTAKE_CLERK, date(2015, 1, 1))
        db.session.commit()


@dataclass
class Run:
    """What came of some clients: samples by kind of request, how long all took, how many were answered wrongly."""

    samples: dict[str, Samples] = field(default_factory=dict)
    seconds: float = 0.0
    failures: int = 0

    def of(self, kind: str) -> Samples:
        return self.samples.setdefault(kind, Samples())


def at_once(acts: Sequence[Callable[[Run], None]]) -> Run:
    """Begin all at the same moment, each in a thread of its own; a request that is answered wrongly is counted."""
    whole, gate = Run(), Barrier(len(acts))

    def one(act: Callable[[Run], None]) -> Run:
        mine = Run()
        gate.wait()
        try:
            act(mine)
        except (Unexpected, OSError) as error:
            say(f"  {error}")
            mine.failures += 1
        return mine

    began = time.perf_counter()
    with ThreadPoolExecutor(len(acts)) as pool:
        for mine in pool.map(one, acts):
            whole.failures += mine.failures
            for kind, samples in mine.samples.items():
                whole.of(kind).add(samples)
    whole.seconds = time.perf_counter() - began
    return whole


def _as_fast_as_they_can(
    server: Server, logins: Sequence[str], cases: list[Waiting], each: int
) -> tuple[Run, Run]:
    people = [Visitor(server.port, login).take_token() for login in logins[:CLIENTS]]
    for person in people:
        _completing(person, [cases.pop() for _ in range(1)])(Run())  # warms up both workers
    say(f"one client, then {CLIENTS}")
    alone = at_once([_completing(people[0], [cases.pop() for _ in range(2 * each)])])
    together = at_once([_completing(person, [cases.pop() for _ in range(each)]) for person in people])
    return alone, together


def _completing(person: Visitor, mine: list[Waiting]) -> Callable[[Run], None]:
    def act(run: Run) -> None:
        person.touch()
        for _, item_id in mine:
            with wall.measured(run.of("submit")):
                person.complete_by_api(item_id, FIRST.answer)

    return act


def _with_thought(server: Server, logins: Sequence[str], cases: list[Waiting], seconds: float) -> Run:
    people = [Visitor(server.port, login).sign_in() for login in logins]
    per_head = len(cases) // len(people)
    shares = [cases[place * per_head : (place + 1) * per_head] for place in range(len(people))]
    for person in people[:CLIENTS]:  # warms up both workers
        person.touch()
        person.get("/desk?box=pool")
        person.get(f"/desk/cases/{cases[0][0]}")
    say(f"{len(people)} clerks for {seconds:.0f} s")
    return at_once([_thinking(person, mine, seconds) for person, mine in zip(people, shares, strict=True)])


def _thinking(person: Visitor, mine: list[Waiting], seconds: float) -> Callable[[Run], None]:
    """Look at the pool, open a case, submit; a pause before each."""
    chance = random.Random(person.login)  # the same pauses in every run

    def act(run: Run) -> None:
        until = time.monotonic() + seconds
        while mine and time.monotonic() < until:
            number, item_id = mine.pop()
            for kind in ("list", "show", "submit"):
                Event().wait(chance.uniform(*THINKING))
                person.touch()
                with wall.measured(run.of(kind)):
                    if kind == "submit":
                        person.complete_at_desk(item_id, FIRST.answer)
                    else:
                        person.get("/desk?box=pool" if kind == "list" else f"/desk/cases/{number}")

    return act


def _throughput(alone: Run, together: Run, database: str) -> list[Figure]:
    figures, rates = [], []
    for name, title, run in (("one", "one client", alone), ("eight", f"{CLIENTS} clients", together)):
        taken = run.of("submit").wall
        rates.append(len(taken) / run.seconds)
        note = f"p50 {median(taken):.0f} ms, {spread(taken)}"
        figures.append(
            Figure(f"crowd_{name}", f"completions in a second, {title}", rates[-1], "/s", note, database)
        )
    waits = together.of("submit").wall
    times = percentile(waits) / median(waits)
    return [
        *figures,
        Figure("crowd_throughput", f"throughput of {CLIENTS} by one", rates[1] / rates[0], "×", "wall", database),
        Figure("crowd_p95_by_median", f"{CLIENTS} clients: p95 by median", times, "×", "wall", database),
        Figure("failures", f"{CLIENTS} clients: wrong answers", alone.failures + together.failures, "", "", database),
    ]  # fmt: skip


def _waiting(run: Run, clerks: int, database: str) -> list[Figure]:
    requests = sum(len(samples) for samples in run.samples.values())
    rate = f"{requests / run.seconds:.1f} requests a second"
    figures = [
        Figure(f"clerks_{kind}_p95", f"{clerks} clerks with think time: {kind}, p95", percentile(samples.wall), "ms",
               f"wall, of {len(samples)}; median {median(samples.wall):.0f}; {rate}", database)
        for kind, samples in sorted(run.samples.items())
    ]  # fmt: skip
    title = f"{clerks} clerks: wrong answers"
    return [*figures, Figure("failures", title, run.failures, "", "", database)]
