"""The house with the guest 汛情处置, and what its people do."""

import os

import pytest

from app.casework.acts.actor import APPLICANT
from app.casework.models import Publication, WorkItem
from app.casework.models.cases import CaseState
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from app.office.passwords import set_password
from app.office.people import add_person, appoint, find_person
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind
from tests.guest.flood_watch import flood_watch
from tests.guest.flood_watch.acts import report_flood
from tests.support import databases
from tests.support.county import LONG_AGO, PASSWORD, County
from tests.support.office import MORNING, Office
from tests.support.walks import walked

TOLD = {"organ": "LF", "place": "星宿江金山段", "reporter": "沿岸居民甲"}
TEXTS = {
    "measures": "已转移沿岸人员，封闭便桥", "bulletin": "水位上涨。\n已转移沿岸人员。", "plan": "每两小时报一次水位。",
}  # fmt: skip
UNITS = "LF-ZRZY\nLF-CZ\nLF-JS"
HEADS = {"自然资源局": "unithead", "财政局": "financehead", "金山镇": "townhead"}
ADVISERS = ("handler2", "handler4")
"""Two people of one unit."""
MORE_PEOPLE = (
    ("financehead", "财政午", "LF-CZ", Role.UNIT_HEAD), ("townhead", "镇长未", "LF-JS", Role.UNIT_HEAD),
    ("handler4", "承办申", "LF-ZRZY", Role.HANDLER), ("townhandler", "承办酉", "LF-JS", Role.HANDLER),
)  # fmt: skip


@pytest.fixture(scope="session")
def prepared():
    """As the suite's own, with the guest plugged in."""
    with databases.instance_folder() as folder:
        yield databases.prepare(folder, os.environ.get("TEST_DATABASE_URL"), guests=[flood_watch])


class FloodOffice(Office):
    """The office with one flood, from step to step."""

    @walked
    def staffed(self) -> "FloodOffice":
        """Three units with a head each, and a further handler."""
        units = County.load().units
        units["LF-CZ"] = open_unit(
            code="LF-CZ", name="禄丰市财政局", short_name="财政局", kind=UnitKind.DEPARTMENT, valid_from=LONG_AGO,
            parent=units["LF"], document_code="禄财公开",
        )  # fmt: skip
        for login, name, unit, role in MORE_PEOPLE:
            person = add_person(login=login, name=name)
            db.session.flush()
            set_password(person, PASSWORD, MORNING, must_change=False)
            appoint(person, units[unit], role, LONG_AGO)
        db.session.commit()
        assert find_person("townhead") is not None
        return self

    @walked
    def reported(self) -> "FloodOffice":
        self.number = self.run(report_flood, APPLICANT, data=TOLD)["number"]
        return self

    @walked
    def accepted(self) -> "FloodOffice":
        self.do("clerk", "T_assign", unit="LF-ZRZY")
        self.do("handler", "T_accept", acceptance="accept")
        return self

    @walked
    def written(self, **changes: str) -> "FloodOffice":
        self.do("handler", "T_measures", **{**TEXTS, **changes})
        return self

    @walked
    def sent(self) -> "FloodOffice":
        self.do("handler", "T_units", units=UNITS)
        self.do("handler", "T_people", people=list(ADVISERS))
        return self

    @walked
    def in_co_signing(self) -> "FloodOffice":
        return self.reported().accepted().written().sent()

    def copies(self) -> dict[str, WorkItem]:
        """The open copies by the login that holds them."""
        return {item.assignee.login: item for item in self.open_items() if item.copy_item}

    @walked
    def answers(self, login: str, decision: str = "approve", opinion: str = "", whose: str = "") -> None:
        item = self.copies()[whose or login]
        read = seen.known_mark(work_items.form_of(item).texts(item.case))
        self.run(work_items.complete, self.person(login), case_id=item.case_id, item_id=item.id,
                 data={"decision": decision, "opinion": opinion, **read})  # fmt: skip

    @walked
    def all_agree(self) -> "FloodOffice":
        for login in (*HEADS.values(), *ADVISERS):
            self.answers(login)
        return self

    def published(self) -> Publication:
        """Signed, issued and put before the public."""
        self.in_co_signing().all_agree()
        self.do("leader", "T_approve", decision="approve", opinion="同意")
        self.do("reviewer", "T_issue", decision="issued", checked=True)
        return self.publication

    @property
    def publication(self) -> Publication:
        return db.session.query(Publication).filter_by(case_id=self.case.id).one()

    @property
    def is_done(self) -> bool:
        return self.case.state == CaseState.ARCHIVED


@pytest.fixture
def office(app):
    yield FloodOffice().staffed()
    db.session.remove()
