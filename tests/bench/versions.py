"""Fifty versions of a diagram in use at once, against one: a running case stays on the version that it began on."""

from typing import Any
from uuid import uuid4

from app.casework.acts.actor import SYSTEM
from app.casework.run.diagram_versions import deploy
from app.casework.work import work_items
from app.database import db
from tests.bench.completions import audit_figure
from tests.bench.figures import Figure, Samples, processor_time, ratio
from tests.bench.peers.guest import fourteen_steps
from tests.bench.peers.model import ALL, FILE, KEY, Step, drawn
from tests.bench.peers.opening import opened
from tests.bench.processor import Meter, of_database, this_process
from tests.bench.progress import say, steps
from tests.bench.setting import Setting
from tests.bench.workplace import Workplace, workplace
from tests.support.office import Office

MANY = (50, 100)


def measure(setting: Setting) -> list[Figure]:
    """Commands in this process, of cases on many versions and of cases on one, in turn."""
    with workplace(setting.server_url, [fourteen_steps]) as work:
        figures = [figure for many in MANY for figure in _of(work, many, setting)]
        return [*figures, audit_figure(work, setting.database)]


def _of(work: Workplace, many: int, setting: Setting) -> list[Figure]:
    say(f"{many} versions of a diagram")
    spread = [_on_a_version_of_its_own(work, f"{many}.{number}") for number in range(many)]
    alike = [number for number, _ in opened(work, many)]
    meter = Meter(this_process, of_database(work.url))
    taken = {"spread": Samples(), "alike": Samples()}
    rounds = setting.of(2, 6, len(ALL))
    for step in steps(f"{many} versions", ALL[:rounds], rounds):
        for pair in zip(spread, alike, strict=True):
            for way, number in zip(taken, pair, strict=True):
                kept = taken[way] if step.number > 1 else Samples()  # the first step warms up
                _complete(work, number, step, meter, kept)
    title = f"completion, {many} versions of a diagram in use"
    return [
        processor_time(f"versions_{many}_ms", title, taken["spread"], database=setting.database),
        ratio(f"versions_{many}", f"{title}, by one version", taken["spread"], taken["alike"], setting.database),
    ]  # fmt: skip


def _on_a_version_of_its_own(work: Workplace, note: str) -> str:
    """A case that began on a new version; its number."""
    files = {FILE.name: drawn(f"第 {note} 版。").encode()}
    with work.app.app_context():
        office = Office()
        office.run(deploy, SYSTEM, process_key=KEY, files=files)
        db.session.remove()
    return opened(work, 1)[0][0]


def _complete(work: Workplace, number: str, step: Step, meter: Meter, taken: Samples) -> None:
    with work.app.app_context():
        office = Office(number=number)
        case_id, item_id, person = office.case.id, office.item(step.id).id, office.person(step.login)
        arguments: dict[str, Any] = {"case_id": case_id, "item_id": item_id, "data": step.answer}
        db.session.rollback()
        with meter.measured(taken):
            office.run(work_items.complete, person, key=str(uuid4()), **arguments)
        db.session.remove()
