"""The house with the guest 档案利用, and what its people do."""

import os
from datetime import datetime
from typing import Any

import pytest

from app.casework.models import Consultation
from app.casework.models.cases import CaseState
from app.database import db
from app.steps import consultation_sending
from app.steps.consultation_record import consultation_of
from app.timekeeping import OFFICE_TIME
from tests.guest.record_use import record_use, register_use
from tests.support import databases
from tests.support.office import Office
from tests.support.walks import walked

WANTED = {"organ": "LF", "record": "1998年度宅基地清册", "user": "利用人甲"}
PERSON = {"party": "third_party", "name": "欧阳示例", "kind": "natural_person", "address": "示例路7号"}
COMPANY = {"party": "third_party", "name": "第三方乙公司", "kind": "organisation"}
CO_AUTHOR = {"party": "co_author_organ", "name": "禄丰市农业农村局", "proposal": "拟予提供"}


@pytest.fixture(scope="session")
def prepared():
    """As the suite's own, with the guest plugged in."""
    with databases.instance_folder() as folder:
        yield databases.prepare(folder, os.environ.get("TEST_DATABASE_URL"), guests=[record_use])


class AskingOffice(Office):
    """The office with one use of a record, from step to step."""

    @walked
    def registered(self) -> "AskingOffice":
        self.number = self.run(register_use, self.person("clerk"), data=WANTED)["number"]
        return self

    @walked
    def names(self, *parties: dict[str, Any]) -> "AskingOffice":
        """Each party by a task of its own, as the diagram goes round."""
        for place, party in enumerate(parties, start=1):
            self.do("clerk", "T_ask", **{"information": f"清册第{place}页", **party})
            self.do("clerk", "T_more", more="ask" if place < len(parties) else "default")
        return self

    @walked
    def sent(self, number: int) -> "AskingOffice":
        """Handed over today."""
        today = self.now.date().isoformat()
        self.run(consultation_sending.record_sent, self.person("clerk"), case_id=self.case.id, number=number,
                 data={"method": "in_person", "delivered_on": today, "receiver": "收件人"})  # fmt: skip
        return self

    def at(self, month: int, day: int) -> "AskingOffice":
        self.now = datetime(2026, month, day, 9, 0, tzinfo=OFFICE_TIME)
        return self

    def row(self, number: int) -> Consultation:
        return consultation_of(self.case, number)

    @property
    def is_done(self) -> bool:
        return self.case.state == CaseState.ARCHIVED


@pytest.fixture
def office(app):
    yield AskingOffice()
    db.session.remove()
