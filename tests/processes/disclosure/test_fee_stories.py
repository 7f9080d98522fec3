"""What the demo tells of 信息处理费: one is paid and the request goes on, one is not and the request lapses."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.casework.models import Case
from app.database import db
from app.demo.living import Office
from app.demo.plan import Plan
from app.demo.present import letters_later
from app.law.calendar import load_builtin_calendar
from app.processes.disclosure.fees import owed_of
from app.processes.disclosure.models import FeeCharge
from app.processes.disclosure.stories.story import Story

pytestmark = pytest.mark.database
MONDAY = date(2026, 3, 2)
TOPIC = {"topic": "homestead", "applicant": 1, "outcome": "granted", "unit": "LF-ZRZY"}


@pytest.mark.usefixtures("drafting_organ", "county")
def test_a_fee_is_paid_and_another_lapses():
    office = Office(MONDAY, Plan(load_builtin_calendar()))
    stories = [Story(key=f"fee-{fee}", fee=fee, **TOPIC) for fee in ("paid", "silent")]
    with letters_later():
        for number in range(44):
            office.live(MONDAY + timedelta(days=number), stories if number == 0 else ())
    assert office.desk.troubles == {}
    paid, silent = db.session.scalars(select(FeeCharge).order_by(FeeCharge.case_id))
    assert owed_of(paid).settled_on is not None
    assert silent.lapse_confirmed_on is not None
    outcomes = [db.session.get_one(Case, one.case_id).outcome for one in (paid, silent)]
    assert outcomes == ["granted", "fee_lapsed"]
