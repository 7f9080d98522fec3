"""How long steps and cases took: the database counts, and what it counts is what a plain scan finds."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from app.casework.models import Case, CaseSearch, ClosedByDuration, StepInMonth, WorkItem
from app.casework.models.closings import BEYOND, DAYS_UP_TO
from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.casework.office_cases import add_case, add_item

pytestmark = pytest.mark.database
ARRIVED = datetime(2026, 1, 31, 23, 0, tzinfo=OFFICE_TIME)
STEPS = st.lists(
    st.tuples(st.integers(0, 60 * 24 * 3), st.sampled_from(["open", "done", "cancelled"]), st.booleans()),
    max_size=6,
)
SETTINGS = settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def kept_steps():
    rows = db.session.scalars(select(StepInMonth).where(StepInMonth.number != 0))
    return {(one.node, one.person_id, one.month): (one.number, one.seconds, one.late) for one in rows}


def scanned_steps():
    found = {}
    for item in db.session.scalars(select(WorkItem).where(WorkItem.status == "done")):
        if item.done_by_id is None:
            continue
        key = item.node, item.done_by_id, f"{item.done_at:%Y-%m}"
        late = item.due_on is not None and item.done_at.date() > item.due_on
        number, seconds, lates = found.get(key, (0, 0, 0))
        taken = int((item.done_at - item.created_at).total_seconds())
        found[key] = number + 1, seconds + taken, lates + late
    return found


@SETTINGS
@given(STEPS)
def test_the_database_counts_the_time_of_every_step(county, rows):
    db.session.execute(delete(WorkItem))
    case, person = add_case(county, f"N-{len(rows)}-{datetime.now().timestamp()}"), county.people["clerk"]
    for minutes, status, has_hand in rows:
        item = add_item(case, due_on=date(2026, 2, 1))
        item.created_at, item.status = ARRIVED, status
        item.done_at, item.done_by_id = ARRIVED + timedelta(minutes=minutes), person.id if has_hand else None
    db.session.flush()
    db.session.expire_all()
    assert kept_steps() == scanned_steps()
    db.session.execute(update(WorkItem).where(WorkItem.status == "done").values(status="open"))
    assert kept_steps() == {}


def scanned_durations():
    found = Counter()
    for case in db.session.scalars(select(Case).where(Case.reply_state.is_not(None))):
        if case.closed_on and case.received_on:
            days = (case.closed_on - case.received_on).days
            up_to = next((one for one in DAYS_UP_TO if days <= one), BEYOND)
            found[case.process, f"{case.closed_on:%Y-%m}", up_to] += 1
    return found


def kept_durations():
    rows = db.session.scalars(select(ClosedByDuration).where(ClosedByDuration.number != 0))
    return {(one.process, one.month, one.up_to): one.number for one in rows}


@SETTINGS
@given(
    st.lists(st.tuples(st.sampled_from(["met", None]), st.one_of(st.none(), st.integers(0, 70))), max_size=8)
)
def test_the_database_counts_how_long_every_case_took(county, rows):
    db.session.execute(delete(CaseSearch))
    db.session.execute(delete(WorkItem))
    db.session.execute(delete(Case))
    first = date(2026, 1, 5)
    for number, (end, days) in enumerate(rows):
        closed = None if days is None else first + timedelta(days=days)
        add_case(county, f"N-{number}", reply_state=end, closed_on=closed, received_on=first)
    db.session.expire_all()
    assert kept_durations() == scanned_durations()
    db.session.execute(update(Case).values(received_on=None))
    assert kept_durations() == {}
