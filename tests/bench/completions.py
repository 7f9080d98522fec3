"""A completed user task, from the request to the commit, against two yardsticks; and the page behind the click.

A gunicorn server on loopback (one worker, keep-alive, everything on as deployed, letters too) is asked by an API client
with a token and by a browser with session, CSRF token and one-time key. Yardsticks, API, desk, the page that the click
leads to and a request that does nothing take turns at every step of one path, so that other work of the machine meets
all of them alike. What counts is processor time: of the web process (not of its letter worker) and of PostgreSQL.
"""

from collections import defaultdict
from typing import Any
from uuid import uuid4

from tests.bench.baseline_bare import BareEngine
from tests.bench.baseline_engine import BaselineEngine
from tests.bench.figures import Figure, Samples, processor_time, ratio
from tests.bench.processor import Meter, of_database, this_process
from tests.bench.progress import say, steps
from tests.bench.server import Server, running
from tests.bench.setting import Setting
from tests.bench.statements import state_sizes, statement_counts
from tests.bench.visitor import Visitor
from tests.bench.workplace import LOGINS, Step, Workplace, diagrams, path, workplace

WITH_A_LETTER = frozenset({"T_register", "T_issue"})
START = {"case_id": 1, "delivered_online": True, "organ_level": "county", "matter": "application",
         "sensitivity": "ordinary"}  # fmt: skip
FACTS: dict[str, dict[str, Any]] = {
    "T_screening": {"screening": "accept"}, "T_assign": {"assigned": "default"},
    "T_handle": {"outcome_class": "granted", "handled": "default"},
    "T_draft": {"signoff": "open", "draft": "submit"},
    "T_issue": {"issue": "issued"},
    "T_sign_unit_head": {"sign_unit_head": "approve"}, "T_sign_office_head": {"sign_office_head": "approve"},
}  # fmt: skip
TITLES = {
    "noop": "a request that does nothing (/healthz)",
    "bare": "bare: state row, engine, commit",
    "host": "host: the least that a safe host of the engine must do",
    "api": "API, token to commit",
    "desk": "desk, session to commit",
    "page": "the case page behind the click",
}
Taken = dict[str, Samples]


def measure(setting: Setting) -> list[Figure]:
    """All figures about completing."""
    with workplace(setting.server_url) as work:
        taken = _Turns(work, setting).taken
        figures = _figures(taken, setting.database)
        figures += statement_counts(work, setting.database)
        figures += state_sizes(work, setting.database)
        figures.append(audit_figure(work, setting.database))
    return figures


def audit_figure(work: Workplace, database: str) -> Figure:
    """1 if the audit chain is whole after what was done."""
    return Figure("audit_holds", "audit chain holds afterwards", work.audit_holds(), "", database=database)


class _Turns:
    """All ways through the same path, step by step."""

    def __init__(self, work: Workplace, setting: Setting) -> None:
        self.work = work
        self.taken: Taken = defaultdict(Samples)
        beside = work.engine_beside("yardstick.db")
        self.host, self.bare = BaselineEngine(beside, diagrams()), BareEngine(beside, diagrams())
        self.database = of_database(work.url)
        self.here = Meter(this_process, self.database)
        rounds = setting.of(2, 20, 60)
        with running(work) as server:
            self._walk(server, rounds)

    def _walk(self, server: Server, rounds: int) -> None:
        self.there = Meter(server.workers, self.database)
        self.people = {login: Visitor(server.port, login).take_token().sign_in() for login in LOGINS}
        say(f"completing: {rounds} rounds of {len(path())} steps, in turn")
        for number in steps("rounds", range(rounds + 1), rounds + 1):
            if number == 1:  # the round before has warmed everything up
                self.taken.clear()
            self._round()

    def _round(self) -> None:
        host_run, bare_run = self.host.start(START), self.bare.start(START)
        by_api, at_desk = self.work.apply(), self.work.apply()
        for step in path():
            self._yardsticks(step, host_run, bare_run)
            self._by_api(step, by_api)
            self._at_desk(step, at_desk)

    def _of(self, way: str, node: str) -> Samples:
        """Steps with a letter stand apart, for the yardsticks too: like is compared with like."""
        return self.taken[f"{way}_letter" if node in WITH_A_LETTER else way]

    def _yardsticks(self, step: Step, host_run: int, bare_run: int) -> None:
        item = self.host.open_items(host_run)[0]
        assert item.node == step[1], (item.node, step[1])
        facts = FACTS.get(item.node, {})
        with self.here.measured(self._of("host", item.node)):
            self.host.complete(item.id, step[0], facts, str(uuid4()))
        self.host.serve(host_run)
        with self.here.measured(self._of("bare", item.node)):
            self.bare.complete(bare_run, item.node, facts)
        self.bare.serve(bare_run)

    def _by_api(self, step: Step, office: Any) -> None:
        login, node, data = step
        person, (item_id, mark) = self.people[login], self.work.open_item(office, node)
        person.touch()
        with self.there.measured(self.taken["noop"]):
            person.get("/healthz")
        with self.there.measured(self._of("api", node)):
            person.complete_by_api(item_id, {**data, **mark})
        self._letters(office, node)

    def _at_desk(self, step: Step, office: Any) -> None:
        login, node, data = step
        person, (item_id, mark) = self.people[login], self.work.open_item(office, node)
        person.touch()
        with self.there.measured(self._of("desk", node)):
            address = person.complete_at_desk(item_id, {**data, **mark})
        self._letters(office, node)
        with self.there.measured(self.taken["page"]):
            person.get(address)

    def _letters(self, office: Any, node: str) -> None:
        """They are made beside the answer: the next request is measured when nothing of them is left."""
        if node in WITH_A_LETTER:
            self.work.make_letters(office)


def _figures(taken: Taken, database: str) -> list[Figure]:
    figures = [
        processor_time("page_behind" if way == "page" else f"complete_{way}", title, taken[way], database=database)
        for way, title in TITLES.items()
    ]  # fmt: skip
    for way in ("api", "desk"):
        title = f"{TITLES[way]}, with a letter (its PDF is made beside the answer)"
        figures.append(
            processor_time(f"complete_{way}_letter", title, taken[f"{way}_letter"], database=database)
        )
    for way in ("api", "desk"):
        for yardstick in ("host", "bare"):
            title = f"{TITLES[way]}, by {yardstick}"
            figures.append(
                ratio(f"complete_{way}_by_{yardstick}", title, taken[way], taken[yardstick], database)
            )
    return figures
