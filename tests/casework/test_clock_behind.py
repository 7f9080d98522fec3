"""A clock that has gone back: no act gets a number, days and a place in the log of a time that is over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts import audit
from app.casework.acts.actor import APPLICANT, SYSTEM
from app.casework.acts.commands import perform
from app.casework.acts.errors import ClockBehind
from app.casework.backup.taking import record_restore
from app.casework.models import Case
from app.database import db
from app.processes.disclosure import query_codes
from app.processes.disclosure.use_cases import apply_online
from app.scheduler.clock import confirm_clock
from app.timekeeping import SKEW, Boot, moved_to
from tests.support.county import PASSWORD
from tests.support.office import APPLICATION, MORNING, Office

pytestmark = pytest.mark.database
BOOT = Boot("a-start", MORNING - timedelta(days=3))
YEAR_BACK = MORNING - timedelta(days=365)


def applied(now, present=None):
    """A request of `now`, on a machine whose clock shows that, or another `present`."""
    key, data = str(uuid4()), {**APPLICATION}
    with moved_to(present or now, BOOT):
        code = query_codes.hashed(query_codes.code_for(key))
        perform(apply_online, actor=APPLICANT, now=now, key=key, data=data, uploads=[], query_code=code)


@pytest.fixture(autouse=True)
def of_this_morning(app):
    """An office whose last act is of this morning."""
    with moved_to(MORNING, BOOT):
        perform(confirm_clock, actor=SYSTEM, now=MORNING, boot=BOOT)
    applied(MORNING)


def numbers():
    db.session.rollback()
    return db.session.scalars(select(Case.number).order_by(Case.id)).all()


def test_an_act_a_year_before_the_last_one_is_refused_and_writes_nothing():
    head, before = audit.head(), numbers()
    for back in (YEAR_BACK, MORNING - timedelta(hours=1)):
        with pytest.raises(ClockBehind):
            applied(back)
    assert (audit.head(), numbers()) == (head, before)


def test_whoever_sends_a_form_then_is_told_so(app):
    with moved_to(YEAR_BACK, BOOT):
        answer = app.test_client().post("/signin", data={"login": "clerk", "password": PASSWORD})
        assert answer.status_code == ClockBehind.status
        assert "系统时间有误" in answer.text


def test_a_person_who_says_that_the_clock_is_right_lets_the_office_go_on():
    with moved_to(YEAR_BACK, BOOT):
        perform(confirm_clock, actor=SYSTEM, now=timekeeping.now(), boot=BOOT)
    applied(YEAR_BACK + timedelta(minutes=1))
    assert [number[:7] for number in numbers()] == ["LF-2026", "LF-2025"]
    assert audit.verify() is None


def test_what_is_no_fault_of_the_clock_goes_on():
    applied(MORNING - SKEW)  # hosts differ by so much
    applied(YEAR_BACK, present=MORNING)  # an act that is told of another time
    later = MORNING + timedelta(hours=1)
    applied(later)
    applied(MORNING, present=later)  # of a job that began then
    Office(now=YEAR_BACK).apply()  # which moves the present on purpose
    with moved_to(YEAR_BACK, BOOT):
        perform(record_restore, actor=SYSTEM, now=YEAR_BACK, name="a.tar", sequence=1, ended="")
    assert len(numbers()) == 6
    assert audit.verify() is None
