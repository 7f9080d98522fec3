"""Figure 3: lists with 300,000 archived and 5,000 open cases, before and after ANALYZE.

A county in work is analyzed every day, by the scheduler on SQLite, by PostgreSQL itself; so the limits are for after.
Whole pages, through the application in this process: session, rights, counters, filters, list, template. Server time is
the processor time of the request, with SQLite's, which works inside the process; with PostgreSQL it is wall time. Of
several blocks of requests the quietest counts, since neighbours on the machine only disturb. Queries are counted too.
"""

import time
from collections.abc import Callable

from flask.testing import FlaskClient

from app import timekeeping
from app.casework.acts.commands import transaction
from app.database import db, refresh_statistics
from tests.bench.completions import counted, timed
from tests.bench.figures import Figure, median, quietest
from tests.bench.filling import MINE_EVERY, SUBJECTS, Volume, fill
from tests.bench.progress import say, steps
from tests.bench.workplace import Workplace, workplace
from tests.support.county import PASSWORD

MOST_P95 = 60.0  # ms
BLOCKS, PER_BLOCK, FEW = 4, 20, 4
READER = "reviewer"
PAGES = (
    ("inbox", READER, "/desk", "inbox: 50 of my items"),
    ("inbox_last", READER, "/desk?page=10", "inbox, tenth page"),
    ("pool", READER, "/desk?box=pool", "pool: 50 free items"),
    ("done", READER, "/desk?box=done", "done: 50 of 300,000 items"),
    ("inbox_words", READER, f"/desk?q={SUBJECTS[0]}", "inbox, with a word"),
    ("register", READER, "/desk/cases", "register of cases, newest"),
    ("register_words", READER, f"/desk/cases?q={SUBJECTS[0]}", "register, with a word"),
    ("board", "supervisor", "/board", "supervisors' board"),
)
LIMITED = frozenset({"inbox", "inbox_last", "pool"})


def measure(is_long: bool, server_url: str | None = None) -> list[Figure]:
    """On SQLite, or on the PostgreSQL server of this address."""
    name = "PostgreSQL" if server_url else "SQLite"
    prefix = "pg_" if server_url else ""
    volume = Volume()
    with workplace(server_url) as work:
        with work.app.app_context():
            fill(volume, READER, timekeeping.today())
        figures: list[Figure] = []
        for moment, when in (("before", "before ANALYZE"), ("after", "after ANALYZE")):
            if moment == "after":
                _analyze(work)
            say(f"lists on {name}, {when}")
            limited = LIMITED if moment == "after" else frozenset()
            figures += _pages(
                work, f"{prefix}{moment}_", f"{name}, {when}", BLOCKS * (3 if is_long else 1), limited
            )
        figures.append(_constant_queries(work, prefix, volume))
    return figures


def _analyze(work: Workplace) -> None:
    with work.app.app_context():
        if work.is_sqlite:
            with transaction():
                refresh_statistics()
        else:
            with db.engine.begin() as connection:
                connection.exec_driver_sql("ANALYZE")
        db.engine.dispose()  # SQLite reads its statistics when a connection is opened


def _pages(work: Workplace, prefix: str, when: str, blocks: int, limited: frozenset[str]) -> list[Figure]:
    clients = {login: _signed_in(work, login) for login in (READER, "supervisor")}
    times: dict[str, list[list[float]]] = {name: [] for name, *_ in PAGES}
    walls: dict[str, list[float]] = {name: [] for name, *_ in PAGES}
    queries: dict[str, int] = {}
    clock = time.process_time if work.is_sqlite else time.perf_counter
    for _ in steps(when, range(blocks), blocks):
        for name, login, address, _ in PAGES:
            queries[name] = _ask(clients[login], address)
            asked = range(PER_BLOCK if name in LIMITED else FEW)
            times[name].append([_timed(clients[login], address, clock, walls[name]) for _ in asked])
    figures = []
    for name, _, _, title in PAGES:
        most = MOST_P95 if name in limited else None
        note = f"p95; {queries[name]} queries; wall, median {median(walls[name]):.0f} ms"
        figures.append(
            Figure(prefix + name, f"{title} ({when})", quietest(times[name]), "ms", most, note=note)
        )
    return figures


def _signed_in(work: Workplace, login: str) -> FlaskClient:
    client = work.app.test_client()
    answer = client.post("/signin", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 302, answer.text[:300]
    return client


def _ask(client: FlaskClient, address: str) -> int:
    with counted() as statements:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
    return len(statements)


def _timed(client: FlaskClient, address: str, clock: Callable[[], float], wall: list[float]) -> float:
    """Server time of one request in milliseconds; its wall time goes to `wall`."""
    began = clock()
    with timed(wall):
        client.get(address)
    return (clock() - began) * 1e3


def _constant_queries(work: Workplace, prefix: str, volume: Volume) -> Figure:
    """A page with one row and a page with fifty cost the same number of queries."""
    client = _signed_in(work, READER)
    first_of_mine = next(i for i in range(volume.archived + 1, volume.archived + 99) if i % MINE_EVERY == 0)
    few = _ask(client, f"/desk?q=LF-B-{1_000_000 + first_of_mine}")
    many = _ask(client, "/desk?q=LF-B")
    title = "queries that fifty rows cost more than one row"
    return Figure(
        f"{prefix}inbox_queries", title, many - few, "", 0, note=f"{many} and {few}, BEGIN included"
    )
