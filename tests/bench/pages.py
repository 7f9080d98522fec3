"""The pages that somebody opens all day, and how they are asked for: in turn, over HTTP, in processor time."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape

from app.board.wanted import titles
from tests.bench.figures import Samples
from tests.bench.filling import NO_HIT, TWO_SIGNS
from tests.bench.processor import Meter
from tests.bench.progress import steps
from tests.bench.server import Server
from tests.bench.visitor import Visitor
from tests.bench.workplace import Workplace
from tests.support.county import PASSWORD
from tests.support.statements import counted

READER, SUPERVISOR = "reviewer", "supervisor"
LONG_WORD = "禄丰市金山镇耕地地力保护补贴发放明细" * 12


@dataclass(frozen=True)
class Page:
    """`name`: of its figures; `login`: who opens it; `number`: which page of the list, reached by its links."""

    name: str
    title: str
    login: str
    address: str
    number: int = 1


def lists_of(work: Workplace) -> list[Page]:
    """Inbox, register, the pages of the board, and each list of the board."""
    desk = (
        ("inbox", "inbox: 50 of my items", "/desk"),
        ("inbox_last", "inbox, tenth page", "/desk", 10),
        ("inbox_words", "inbox, a word", f"/desk?q={TWO_SIGNS}"),
        ("pool", "pool: 50 free items", "/desk?box=pool"),
        ("done", "done: 50 of years", "/desk?box=done"),
        ("done_words", "done, a word of two signs", f"/desk?box=done&q={TWO_SIGNS}"),
        ("register", "register, newest", "/desk/cases"),
        ("register_100", "register, page 100", "/desk/cases", 100),
        ("register_two_signs", "register, a word of two signs", f"/desk/cases?q={TWO_SIGNS}"),
        ("register_one_sign", "register, a word of one sign", f"/desk/cases?q={TWO_SIGNS[0]}"),
        ("register_no_hit", "register, a word without a hit", f"/desk/cases?q={NO_HIT}"),
        ("register_long_word", "register, a word of 200 signs", f"/desk/cases?q={LONG_WORD[:200]}"),
    )
    with work.app.app_context():
        lists = titles()
    return [
        *(Page(name, title, READER, *where) for name, title, *where in desk),
        Page("board", "supervisors' board", SUPERVISOR, "/board"),
        Page("board_ahead", "board, 未来四周", SUPERVISOR, "/board/ahead"),
        Page("board_pressing", "board, 逾期和临期", SUPERVISOR, "/board/pressing"),
        Page("board_analysis", "board, 办理分析", SUPERVISOR, "/board/analysis"),
        Page("board_steps", "board, 环节用时", SUPERVISOR, "/board/steps"),
        Page("board_step", "board, the work of a step", SUPERVISOR, "/board/steps/disclosure/T_screening"),
        Page("board_days", "board, answered in 31 to 60 days", SUPERVISOR, "/board/list?list=answered&days=60"),
        *(Page(f"list_{name}", f"board, list “{title}”", SUPERVISOR, f"/board/list?list={name}")
          for name, title in lists.items()),
    ]  # fmt: skip


@dataclass
class Asked:
    """A server that answers pages, with one visitor for each login."""

    server: Server
    meter: Meter

    def __post_init__(self) -> None:
        self.people: dict[str, Visitor] = {}
        self.reached: dict[Page, str] = {}

    def person(self, login: str) -> Visitor:
        if login not in self.people:
            self.people[login] = Visitor(self.server.port, login).sign_in()
        return self.people[login]

    def ask(self, page: Page, samples: Samples) -> None:
        """One request on a connection that is open already."""
        person = self.person(page.login)
        person.touch()
        if page not in self.reached:
            self.reached[page] = reached(person.get, page.address, page.number)
        with self.meter.measured(samples):
            person.get(self.reached[page])


def reached(get: Callable[[str], str], address: str, number: int) -> str:
    """The address of this page of a list, or of its last one, as somebody reaches it who turns page after page."""
    for following in range(2, number + 1):
        found = re.search(rf'href="([^"]*[?&;]page={following}(?:&[^"]*)?)"', get(address))
        if found is None:
            return address
        address = unescape(found[1])
    return address


def asked_in_turn(
    title: str, turns: Iterable[tuple[Asked, Page]], rounds: int
) -> dict[tuple[int, str], Samples]:
    """Samples by server (its place in the order of first use) and name of the page. A first round warms up."""
    turns = list(turns)
    servers = list(dict.fromkeys(id(asked) for asked, _ in turns))
    taken = {(servers.index(id(asked)), page.name): Samples() for asked, page in turns}
    for number in steps(title, range(rounds + 1), rounds + 1):
        for asked, page in turns:
            kept = taken[servers.index(id(asked)), page.name] if number else Samples()
            asked.ask(page, kept)
    return taken


def queries_of(work: Workplace, page: Page) -> int:
    """How many statements the page sends, in this process."""
    client = work.app.test_client()
    client.post("/signin", data={"login": page.login, "password": PASSWORD})
    client.get(page.address)
    with counted() as statements:
        answer = client.get(page.address)
    assert answer.status_code == 200, (page.address, answer.status_code, answer.text[:300])
    return len(statements)
