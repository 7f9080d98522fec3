"""Ways that a story must not miss: who is asked for a reason first, and a signer who asks for advice."""

from datetime import date, timedelta

import pytest

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.demo.disk import without_waiting_for_the_disk
from app.demo.living import Office as Life
from app.demo.plan import Plan
from app.demo.present import letters_later
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure.stories.story import Story
from app.processes.disclosure.stories.summary import reached
from tests.support.county import LONG_AGO

FIRST, DAYS = date(2026, 3, 2), 45
USUAL = {"topic": "homestead", "organ": "LF"}
STORIES = [
    Story(key="online", applicant=1, outcome="excessive", at_screening=True, **USUAL),
    Story(key="paper", applicant=2, outcome="excessive", at_screening=True, channel="registered_mail", way="post",
          **USUAL),
    Story(key="advice", applicant=4, outcome="granted", aside="advised", slow={"T_sign_unit_head": 1}, **USUAL),
]  # fmt: skip


@pytest.mark.database
def test_a_reason_is_asked_for_online_and_on_paper_and_advice_before_a_signature(app, county):
    appoint(county.people["reviewer"], county.units["LF"], Role.HANDLER, LONG_AGO)
    appoint(county.people["officehead"], county.units["LF"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    life = Life(FIRST, Plan(clocks.calendar()))
    with letters_later(), without_waiting_for_the_disk():
        for number in range(DAYS):
            life.live(FIRST + timedelta(days=number), STORIES if number == 0 else ())
    cases = db.session.query(Case).all()
    times = {one.title: one.times for one in reached(cases)}
    assert (times["大量反复且理由不合理，不予处理"], times["加签"]) == (2, 1)
    assert {case.state for case in cases} == {CaseState.ARCHIVED}
    assert (life.outside.refused, life.desk.troubles) == ([], {})
