"""What a story tells beside the main line happens, once, and is counted as a procedure."""

import pytest
from sqlalchemy import func, select

from app.casework.models import AuditEntry
from app.casework.terms import clocks
from app.database import db
from app.demo.present import Present
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure.stories.asides import ASIDES, tell_aside
from app.processes.disclosure.stories.branches import ENDING_IN
from app.processes.disclosure.stories.story import Story
from app.processes.disclosure.stories.summary import PROCEDURES, procedures_of
from tests.journeys.test_fees import pay, told
from tests.support.county import LONG_AGO, drafts_itself
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = pytest.mark.database
AT_THE_ORGAN = (Role.INTAKE_CLERK, Role.OFFICE_REVIEWER, Role.OFFICE_HEAD, Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER,
                Role.RESPONSIBLE_LEADER)  # fmt: skip
NOT_COUNTED = {"consultation.prepared", "proceeding.redo_opened"}  # told by what comes of them


def came_to(node: str, outcome: str) -> Office:
    office = Office()
    office.apply()
    match node:
        case "T_screening":
            return office.registered()
        case "T_handle":
            return office.assigned()
        case "T_draft":
            return office.handled(outcome)
        case "T_sign_unit_head":
            return office.drafted(outcome)
        case "T_issue":
            return _objected_and_signed(office)
    return office.issued(outcome)


def _objected_and_signed(office: Office) -> Office:
    office.assigned().consulted()
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    return office.all_signed()


def paid_and_decided() -> Office:
    """The fee is whole, and the reply is being drafted."""
    office = told()
    pay(office)
    office.do("reviewer", "T_screening", screening="petition")
    return office


@pytest.mark.parametrize("name", ASIDES)
def test_it_happens_once_and_is_counted(county, name):
    drafts_itself()
    for role in AT_THE_ORGAN:  # so that a matter can be passed on to the department
        appoint(county.people["handler2"], county.units["LF-ZRZY"], role, LONG_AGO)
    db.session.commit()
    outcome = ENDING_IN.get(name, "granted")
    aside = ASIDES[name]
    office = paid_and_decided() if name == "voided" else came_to(aside.node, outcome)
    case_id, item, day = office.case.id, office.item(aside.node), office.now.date()
    story = Story(key="1", topic="homestead", applicant=1, outcome=outcome, aside=name)
    present = Present(day)
    present.wait_until(day, 20)
    for _ in range(2):
        tell_aside(item, story, present, clocks.calendar())
    lines = select(func.count()).select_from(AuditEntry).where(AuditEntry.tag == aside.tag)
    assert db.session.scalar(lines) == 1
    if aside.tag not in NOT_COUNTED:
        assert procedures_of([case_id])[PROCEDURES[aside.tag]] == 1
