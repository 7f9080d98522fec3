"""The agents walk a process that they have never heard of: its forms are filled in from their JSON Schema."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

import pytest
from sqlalchemy import select

from app import create_app
from app.casework.acts.actor import of_person
from app.casework.contract.scenes import Present, Story
from app.casework.contract.stories import Opened, Stories
from app.casework.letters.issuing import letters_of
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.demo.living import Office
from app.demo.plan import Plan
from app.demo.simulation import simulate
from app.demo.summary import lines_of
from app.law.calendar import WorkCalendar, load_builtin_calendar
from app.office.people import find_person
from app.timekeeping import OFFICE_TIME
from tests.guest.visitor_pass import open_visit, visitor_pass
from tests.support import databases
from tests.support.settings import settings_for

MONDAY = date(2026, 3, 2)


@pytest.fixture
def guest_app(tmp_path):
    application = create_app(
        settings_for(tmp_path, f"sqlite:///{tmp_path / 'guest.db'}"), guests=[visitor_pass]
    )
    with application.app_context():
        databases.fill(application)
        yield application
        db.session.remove()
        db.engine.dispose()


def test_a_guest_process_is_walked_to_its_archive(guest_app):
    office = Office(MONDAY, Plan(load_builtin_calendar()))
    office.present.now = datetime(2026, 3, 2, 8, 0, tzinfo=OFFICE_TIME)
    clerk = find_person("clerk")
    organ_id = clerk.appointments[0].unit_id
    for visitor in ("来访人甲", "来访人乙", "来访人丙", "来访人丁"):
        office.present.run(open_visit, of_person(clerk), organ_id=organ_id, visitor=visitor)

    for number in range(14):
        office.live(MONDAY + timedelta(days=number), ())

    visits = list(db.session.scalars(select(Case)))
    assert {case.state for case in visits} == {CaseState.ARCHIVED}
    assert {len(letters_of(case)) for case in visits} == {0, 1}  # some were allowed in, some refused
    assert office.desk.troubles == {}


@dataclass(frozen=True, kw_only=True)
class Visit(Story):
    """Somebody comes, announced by a clerk."""

    process: ClassVar[str] = "visitor_pass"


class VisitLots:
    """One visit after the other."""

    def __init__(self, seed: str) -> None:
        self.seed = seed

    def draw(self, number: int) -> Visit:
        return Visit(key=f"visit/{self.seed}/{number}")

    def cover(self) -> list[Visit]:
        return []


def announce(story: Visit, present: Present, calendar: WorkCalendar) -> Opened:
    clerk = find_person("clerk")
    organ_id = clerk.appointments[0].unit_id
    actor = of_person(clerk)
    return Opened(present.run(open_visit, actor, organ_id=organ_id, visitor="来访人")["number"])


telling = replace(
    visitor_pass, stories=Stories(lots=lambda seed, on: VisitLots(seed), weight=20, opens=announce)
)


def test_a_simulation_tells_the_stories_of_every_process_by_weight(tmp_path):
    database = f"sqlite:///{tmp_path / 'two.db'}"
    application = create_app(settings_for(tmp_path, database), guests=[telling])
    with application.app_context():
        databases.fill(application)
        office = simulate(MONDAY, 20, 16, seed=1, letters=False)
        counted = Counter(case.process for case in db.session.scalars(select(Case)))
        assert counted.total() == 16
        assert counted["visitor_pass"] > counted["disclosure"] > 0
        assert (office.outside.refused, office.desk.troubles) == ([], {})
        lines = lines_of(office.outside.case_ids, MONDAY + timedelta(days=19))
        assert {"依申请公开", "来访登记", f"{counted['visitor_pass']} 件"} <= set(lines)
        db.session.remove()
        db.engine.dispose()
