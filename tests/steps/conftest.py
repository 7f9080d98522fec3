"""The guest of these tests, on the platform of the application and with its diagram deployed."""

from datetime import datetime
from typing import Any

import pytest

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.run.diagram_versions import deploy
from app.database import db
from app.office.passwords import set_password
from app.office.people import add_person, appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind
from tests.steps.joint_paper import joint_paper, open_paper
from tests.support.county import LONG_AGO, PASSWORD, County
from tests.support.office import MORNING, Office
from tests.support.walks import walked


class Drafting(Office):
    """The office with a joint paper: `units` of short names co-sign it."""

    @walked
    def opened(self) -> "Drafting":
        """A case; the finance bureau has a head, too, and somebody issues what others wrote."""
        county = County.load()
        finance = open_unit(code="LF-CZ", name="禄丰市财政局", short_name="财政局", kind=UnitKind.DEPARTMENT,
                            valid_from=LONG_AGO, parent=county.units["LF"], document_code="禄财公开")  # fmt: skip
        head = add_person(login="financehead", name="财政午")
        db.session.flush()
        set_password(head, PASSWORD, datetime.fromisoformat("2026-01-05T09:00+08:00"), must_change=False)
        appoint(head, finance, Role.UNIT_HEAD, LONG_AGO)
        appoint(county.people["clerk2"], county.units["LF"], Role.OFFICE_REVIEWER, LONG_AGO)
        db.session.commit()
        perform(deploy, actor=SYSTEM, now=MORNING, process_key="joint_paper")
        self.number = self.run(open_paper, SYSTEM, organ_id=county.units["LF"].id)["number"]
        return self

    @walked
    def written(self, paper: str = "第一稿", explanation: str = "说明", opinion: str = "") -> "Drafting":
        self.do("reviewer", "T_write", paper=paper, explanation=explanation, opinion=opinion)
        return self

    @walked
    def sent(self, units: str | list[str] = "禄丰市自然资源局\n禄丰市财政局") -> "Drafting":
        self.do("reviewer", "T_choose", units=units)
        return self

    def copies(self) -> dict[str, Any]:
        """The open copies by the unit that they wait for."""
        return {item.unit.short_name: item for item in self.open_items() if item.copy_item}

    @walked
    def co_sign(self, login: str, unit: str, **data: Any) -> dict[str, Any]:
        return self.complete(login, self.copies()[unit], **data)


@pytest.fixture
def drafting(app):
    """A case of the guest, at its first task."""
    processes = platform().processes
    processes["joint_paper"] = joint_paper
    yield Drafting().opened()
    del processes["joint_paper"]
