"""Submit, claim, list and show of the same fourteen steps, here and in django-viewflow, in turn at every step.

One gunicorn worker each, one connection that stays open, session and CSRF on both sides; ours with rights, audit chain,
keys against double sending and request log as always. Ours claims inside the submit, viewflow by an act of its own.
"""

from collections import defaultdict
from dataclasses import dataclass

from tests.bench.completions import audit_figure
from tests.bench.figures import Figure, Samples, median, processor_time, ratio
from tests.bench.peers.environment import version_of
from tests.bench.peers.guest import fourteen_steps
from tests.bench.peers.model import ALL, LOGINS, Step
from tests.bench.peers.opening import Waiting, opened
from tests.bench.peers.rival import Rival, rival
from tests.bench.processor import Meter, of_database
from tests.bench.progress import steps
from tests.bench.server import Server, resident, running
from tests.bench.setting import Setting
from tests.bench.visitor import Visitor
from tests.bench.workplace import Workplace, workplace
from tests.support.office import Office

TITLES = {
    "our_list": "ours: list of free tasks", "their_list": "viewflow: list of free tasks",
    "our_page": "ours: case page with the form", "their_page": "viewflow: page with the form",
    "their_claim": "viewflow: claim",
    "our_desk": "ours: submit at the desk (claims as well)", "our_api": "ours: submit by the API (claims as well)",
    "their_submit": "viewflow: submit",
}  # fmt: skip
Taken = dict[str, Samples]


def measure(setting: Setting) -> list[Figure]:
    """On one database."""
    rounds = setting.of(1, 6, 20)
    with workplace(setting.server_url, [fourteen_steps]) as work:
        ours = opened(work, 2 * (rounds + 1))
        with running(work, "tests.bench.peers.guest_web:app") as server, rival(work, rounds + 1) as other:
            turns = _Turns(work, server, other)
            for number in steps(f"rounds on {setting.database}", range(rounds + 1), rounds + 1):
                if number == 1:  # the round before has warmed everything up
                    turns.taken.clear()
                turns.round(ours.pop(), ours.pop(), other.cases[number])
            sizes = [max(map(resident, one.workers())) for one in (server, other.server)]
        audit = audit_figure(work, setting.database)
    return [*_figures(turns.taken, sizes, setting.database), audit]


@dataclass
class _Turns:
    """Both sides, step by step."""

    work: Workplace
    server: Server
    other: Rival

    def __post_init__(self) -> None:
        self.taken: Taken = defaultdict(Samples)
        database = of_database(self.work.url)
        self.here, self.there = (
            Meter(self.server.workers, database),
            Meter(self.other.server.workers, database),
        )
        self.ours = {login: Visitor(self.server.port, login).take_token().sign_in() for login in LOGINS}
        self.theirs = {login: self.other.person(login) for login in LOGINS}

    def round(self, at_desk: Waiting, by_api: Waiting, their_case: int) -> None:
        for step in ALL:
            self._at_desk(at_desk[0], step)
            self._by_api(by_api[0], step)
            self._theirs(their_case, step)

    def _item(self, number: str, step: Step) -> str:
        return self.work.open_item(Office(number=number), step.id)[0]

    def _at_desk(self, number: str, step: Step) -> None:
        person, item_id = self.ours[step.login], self._item(number, step)
        person.touch()
        with self.here.measured(self.taken["our_list"]):
            person.get("/desk?box=pool")
        with self.here.measured(self.taken["our_page"]):
            person.get(f"/desk/cases/{number}")
        with self.here.measured(self.taken["our_desk"]):
            person.complete_at_desk(item_id, step.answer)

    def _by_api(self, number: str, step: Step) -> None:
        person, item_id = self.ours[step.login], self._item(number, step)
        person.touch()
        with self.here.measured(self.taken["our_api"]):
            person.complete_by_api(item_id, step.answer)

    def _theirs(self, case: int, step: Step) -> None:
        person = self.theirs[step.login]
        person.touch()
        task = person.open_task(case, step)
        with self.there.measured(self.taken["their_list"]):
            person.get(task["queue"])
        with self.there.measured(self.taken["their_claim"]):
            person.send(task["assign"], {})
        with self.there.measured(self.taken["their_page"]):
            person.get(task["execute"])
        with self.there.measured(self.taken["their_submit"]):
            person.send(task["execute"], step.answer)


def _figures(taken: Taken, sizes: list[float], database: str) -> list[Figure]:
    their = taken["their_submit"]
    both = Samples(
        [sum(pair) for pair in zip(taken["their_claim"].wall, their.wall, strict=True)],
        [sum(pair) for pair in zip(taken["their_claim"].cpu, their.cpu, strict=True)],
    )
    wall = median(taken["our_desk"].wall) / median(their.wall)
    note = f"django-viewflow {version_of('django-viewflow')}, Django {version_of('django')}"
    return [
        *(processor_time(f"peer_{way}", title, taken[way], database=database) for way, title in TITLES.items()),
        ratio("peer_submit_cpu", "submit at the desk, by viewflow's submit", taken["our_desk"], their, database),
        Figure("peer_submit_wall", "the same on the wall", wall, "×", note, database),
        ratio("peer_api_cpu", "submit by the API, by viewflow's submit", taken["our_api"], their, database),
        ratio("peer_desk_by_both", "submit at the desk, by viewflow's claim and submit", taken["our_desk"], both,
              database),
        Figure("peer_sizes", "web process, ours", sizes[0], "MB", f"viewflow {sizes[1]:.0f} MB", database),
    ]  # fmt: skip
