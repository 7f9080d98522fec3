"""Figures 1 and 2: a completed user task, from the request to the commit, against the yardstick; size of the state.

A gunicorn server on loopback (one worker, keep-alive, as deployed) is asked by an API client with a token and by a
browser with session, CSRF token and one-time key. Yardstick, API, desk and the bare command take turns at every
step of the same path, so that the machine's other work meets all of them alike.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from app.casework.models import CaseRun
from app.casework.work import work_items
from app.database import db
from app.engine.diagrams import load_diagrams
from tests.bench.baseline_engine import BaselineEngine
from tests.bench.figures import Figure, median, milliseconds, percentile
from tests.bench.progress import say, steps
from tests.bench.server import running
from tests.bench.visitor import Visitor
from tests.bench.workplace import LOGINS, ROOT, Step, Workplace, path, workplace
from tests.support.office import Office

ROUNDS, LONG_ROUNDS = 20, 60
MOST_TIMES_THE_YARDSTICK = 6.0
MOST_STATE = 6.0  # KiB
USER_STEPS = 20
RIVAL_STATEMENTS = 87  # of spiff-arena, per user task
Samples = dict[str, list[float]]
FACTS = {
    "T_screening": {"screening": "accept"}, "T_handle": {"outcome_class": "granted"},
    "T_draft": {"signoff": "open", "draft": "submit"},
    "T_issue": {"issue": "issued"},
    "T_sign_unit_head": {"sign_unit_head": "approve"}, "T_sign_office_head": {"sign_office_head": "approve"},
}  # fmt: skip


def measure(is_long: bool) -> list[Figure]:
    """All figures about completing."""
    with workplace() as work:
        samples = _timings(work, LONG_ROUNDS if is_long else ROUNDS)
        figures = _ratios(samples)
        figures += _statement_counts(work)
        figures += state_sizes(work)
    return figures


def diagrams() -> Any:
    """The process that is measured."""
    return load_diagrams(ROOT / "bpmn" / "disclosure", "disclosure")


def _timings(work: Workplace, rounds: int) -> Samples:
    samples: Samples = defaultdict(list)
    yardstick = BaselineEngine(f"sqlite:///{work.instance / 'yardstick.db'}", diagrams())
    with running(work, "tests.bench.quiet_web:app") as server:
        people = {login: Visitor(server.port, login).take_token().sign_in() for login in LOGINS}
        say(f"completing: {rounds} rounds of four cases with {len(path())} steps, in turn")
        for number in steps("rounds", range(rounds + 1), rounds + 1):
            taken: Samples = defaultdict(list)
            _round(work, yardstick, people, taken)
            if number:  # the first round warms everything up
                for way, times in taken.items():
                    samples[way] += times
    return samples


def _round(work: Workplace, yardstick: BaselineEngine, people: dict[str, Visitor], taken: Samples) -> None:
    run_id = yardstick.start({"case_id": 1, "delivered_online": True, "organ_level": "county"})
    by_api, at_desk, in_process = work.apply(), work.apply(), work.apply()
    for step in path():
        login, node, data = step
        _yardstick_step(yardstick, run_id, step, taken)
        person = people[login]
        for way, office, complete in (
            ("api", by_api, person.complete_by_api), ("desk", at_desk, person.complete_at_desk),
        ):  # fmt: skip
            item_id = work.open_item(office, node)
            person.touch()
            with timed(taken[way]):
                complete(item_id, data)
        _command_step(work, in_process, step, taken)


def _yardstick_step(yardstick: BaselineEngine, run_id: int, step: Step, taken: Samples) -> None:
    item = yardstick.open_items(run_id)[0]
    assert item.node == step[1], (item.node, step[1])
    with timed(taken["yardstick"]):
        yardstick.complete(item.id, step[0], FACTS.get(item.node, {}), str(uuid4()))
    yardstick.serve(run_id)


def _command_step(work: Workplace, office: Office, step: Step, taken: Samples) -> None:
    login, node, data = step
    with work.app.app_context():
        item_id, case_id, person = office.item(node).id, office.case.id, office.person(login)
        db.session.rollback()
        with timed(taken["command"]):
            office.run(
                work_items.complete, person, key=str(uuid4()), case_id=case_id, item_id=item_id, data=data
            )


@contextmanager
def timed(samples: list[float]) -> Iterator[None]:
    """Add how long the block took, in milliseconds."""
    began = time.perf_counter()
    yield
    samples.append((time.perf_counter() - began) * 1e3)


def _ratios(samples: Samples) -> list[Figure]:
    base = samples["yardstick"]
    figures = [milliseconds("yardstick_ms", "yardstick: one completion, host of the engine only", base)]
    titles = {
        "command": "the command alone",
        "api": "API, token to commit",
        "desk": "desk, session to commit",
    }
    for way, title in titles.items():
        figures.append(milliseconds(f"complete_{way}_ms", f"completion: {title}", samples[way]))
    for way, title in titles.items():
        most = None if way == "command" else MOST_TIMES_THE_YARDSTICK
        note = f"p95 against p95: {percentile(samples[way]) / percentile(base):.1f}"
        ratio = median(samples[way]) / median(base)
        figures.append(
            Figure(f"complete_{way}", f"completion: {title}, by the yardstick", ratio, "×", most, note=note)
        )
    return figures


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that this process sends in the meantime, BEGIN included."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _statement_counts(work: Workplace) -> list[Figure]:
    """By the API, in this process: reading token, person, rights and item included."""
    client, office, counts = work.app.test_client(), work.apply(), []
    for login, node, data in path():
        headers = {"Authorization": f"Bearer {_token(client, login)}", "Idempotency-Key": str(uuid4())}
        item_id = work.open_item(office, node)
        with counted() as statements:
            answer = client.post(f"/api/v1/tasks/{item_id}/complete", json=data, headers=headers)
        assert answer.status_code == 200, answer.text
        counts.append(len(statements))
    note = f"{min(counts)} to {max(counts)} (those with a letter); spiff-arena needs {RIVAL_STATEMENTS}"
    return [
        Figure("statements", "SQL statements of one completion by the API", median(counts), "", note=note)
    ]


def _token(client: Any, login: str) -> str:
    from tests.support.county import PASSWORD

    answer = client.post(
        "/api/v1/tokens",
        json={"login": login, "password": PASSWORD},
        headers={"Idempotency-Key": str(uuid4())},
    )
    token: str = answer.json["token"]
    return token


def state_sizes(work: Workplace) -> list[Figure]:
    """The stored state of a request that is sent back again and again."""
    figures, office = [], work.apply()
    with work.app.app_context():
        for number, (login, node, data) in enumerate(path(sent_back=USER_STEPS // 2)[:USER_STEPS], start=1):
            office.do(login, node, **data)
            if number in (1, 5, USER_STEPS):
                size = db.session.scalar(
                    select(func.length(CaseRun.state)).where(CaseRun.case_id == office.case.id)
                )
                most = MOST_STATE if number == USER_STEPS else None
                title = f"state in the database after {number} user steps"
                figures.append(Figure(f"state_{number}", title, (size or 0) / 1024, "KiB", most))
        db.session.rollback()
    return figures
