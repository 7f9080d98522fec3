"""Figure 4: how soon a web process answers, and how large it is after a day's work with letters at once."""

from app.database import db
from tests.bench.figures import Figure, Samples, median, percentile
from tests.bench.processor import Meter, children, used
from tests.bench.progress import steps
from tests.bench.server import resident, running
from tests.bench.setting import Setting
from tests.bench.visitor import Visitor
from tests.bench.workplace import LOGINS, Workplace, path, workplace

LETTERS_PER_CASE, SENT_BACK = 2, 16
WITH_A_LETTER = ("T_register", "T_issue")


def measure(setting: Setting) -> list[Figure]:
    """Start and size, of `wsgi:app` under gunicorn as `make run` starts it."""
    with workplace() as work:
        return [*_starts(work, setting.of(1, 5, 9)), *_sizes(work, setting.of(1, 25, 50))]


def _starts(work: Workplace, starts: int) -> list[Figure]:
    times, sizes, spent = [], [], []
    for _ in steps("starts", range(starts), starts):
        with running(work, workers=2) as server:
            times.append(server.started_in)
            sizes += [resident(worker) for worker in server.workers()]
            spent.append(sum(used(worker) for worker in server.workers()))
    note = f"two workers; median of {starts}, " + ", ".join(f"{each:.1f}" for each in times)
    note += f"; {median(spent):.1f} s CPU of both"
    return [
        Figure("start", "web server, from exec to /healthz", median(times), "s", note),
        Figure("resident_fresh", "web process when it answers first", max(sizes), "MB", "the greatest"),
    ]


def _sizes(work: Workplace, cases: int) -> list[Figure]:
    waits = Samples()
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
        Figure("resident", f"web process after {done} completions", after, "MB", note),
        Figure("resident_letters", "its letter worker beside it", letters, "MB"),
        Figure("wait_for_letter", "a click that issues a letter, made beside it, p95", percentile(waits.wall), "ms",
               f"of {len(waits)}; median {median(waits.wall):.0f} ms"),
    ]  # fmt: skip


def _one_case(work: Workplace, people: dict[str, Visitor], waits: Samples) -> int:
    office, walked, clock = work.apply(), path(SENT_BACK), Meter()
    for number, (login, node, data) in enumerate(walked):
        (item_id, mark), person = work.open_item(office, node), people[login]
        person.touch()
        complete = person.complete_at_desk if number % 2 else person.complete_by_api
        with clock.measured(waits if node in WITH_A_LETTER else Samples()):
            complete(item_id, {**data, **mark})
    with work.app.app_context():
        db.session.remove()
    return len(walked)
