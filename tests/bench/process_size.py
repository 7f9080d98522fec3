"""Figure 4: how soon a web process answers, and how large it is after a day's work with letters at once."""

from app.database import db
from tests.bench.completions import timed
from tests.bench.figures import Figure, median, percentile
from tests.bench.progress import steps
from tests.bench.server import children, resident, running
from tests.bench.visitor import Visitor
from tests.bench.workplace import LOGINS, Workplace, path, workplace

STARTS = 3
MOST_TO_START = 3.0  # seconds
MOST_RESIDENT = 250.0  # MB
CASES, LETTERS_PER_CASE, SENT_BACK = 25, 2, 16
WITH_A_LETTER = ("T_register", "T_issue")
LONGEST_WAIT = 1000.0  # ms a page may wait for its letter


def measure(is_long: bool) -> list[Figure]:
    """Start and size, of `wsgi:app` under gunicorn as `make run` starts it."""
    with workplace() as work:
        return [*_starts(work), *_sizes(work, CASES * (2 if is_long else 1))]


def _starts(work: Workplace) -> list[Figure]:
    times = []
    for _ in steps("starts", range(STARTS), STARTS):
        with running(work, workers=2) as server:
            times.append(server.started_in)
    note = f"two workers; median of {STARTS}, " + ", ".join(f"{each:.1f}" for each in times)
    return [
        Figure("start", "web server, from exec to /healthz", median(times), "s", MOST_TO_START, note=note)
    ]


def _sizes(work: Workplace, cases: int) -> list[Figure]:
    waits: list[float] = []
    with running(work) as server:
        people = {login: Visitor(server.port, login).take_token().sign_in() for login in LOGINS}
        web = server.workers()[0]
        at_start, done = resident(web), 0
        for _ in steps("cases", range(cases), cases):
            done += _one_case(work, people, waits)
        people["reviewer"].touch()
        people["reviewer"].get("/desk")
        after = resident(web)
        letters = sum(resident(child) for child in children(web))
    note = f"{at_start:.0f} MB after signing in; {cases * LETTERS_PER_CASE} letters"
    return [
        Figure("resident", f"web process after {done} completions", after, "MB", MOST_RESIDENT, note=note),
        Figure("resident_letters", "its letter worker beside it", letters, "MB"),
        Figure("wait_for_letter", "a click that also sets its letter, p95", percentile(waits), "ms", LONGEST_WAIT,
               note=f"median {median(waits):.0f} ms"),
    ]  # fmt: skip


def _one_case(work: Workplace, people: dict[str, Visitor], waits: list[float]) -> int:
    office, walked = work.apply(), path(SENT_BACK)
    for number, (login, node, data) in enumerate(walked):
        item_id, person = work.open_item(office, node), people[login]
        person.touch()
        complete = person.complete_at_desk if number % 2 else person.complete_by_api
        with timed(waits if node in WITH_A_LETTER else []):
            complete(item_id, data)
    with work.app.app_context():
        db.session.remove()
    return len(walked)
