"""Unread notices of ended cases are looked through by no desk; those of a 督办单 wait for its answer all the same."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.models import Alert, AlertNotice
from app.casework.models.orders import ORDER
from app.casework.terms.past_notices import settle_notices
from app.casework.terms.sweep import raise_alerts
from app.casework.work import work_items
from app.casework.work.reminders import alerts_of
from app.database import db
from app.office.people import find_person
from app.office.permissions import standing_of
from app.processes.disclosure.applicant import APPLICANT
from app.scheduler import runner
from app.scheduler.jobs import JOBS
from app.steps.withdrawal import withdraw_request
from tests.support.browsing import seen_letters
from tests.support.office import Office

pytestmark = pytest.mark.database
TYPED = {"matter": "该件已逾期，请说明原因并抓紧办结", "answer_by": "2026-04-10", "form_key": "o"}


def in_hand(days: int) -> Office:
    """With its handler, late by then, and who is told has been told."""
    office = Office()
    office.apply()
    office.assigned()
    item = office.item("T_handle")
    office.run(work_items.claim, office.person("handler"), case_id=item.case_id, item_id=item.id)
    office.later(days=days)
    raise_alerts(office.now)
    return office


def withdrawn(office: Office) -> None:
    office.run(withdraw_request, APPLICANT, case_id=office.case.id, reason="不再需要")


def standing_notices() -> int:
    db.session.rollback()
    query = select(AlertNotice.id).where(AlertNotice.read_at.is_(None), AlertNotice.over_at.is_(None))
    return len(db.session.scalars(query).all())


def heard(office: Office, login: str) -> list[tuple[str, str]]:
    """Of which cases and clocks the desk reminds."""
    found = alerts_of(standing_of(find_person(login), office.now.date())).shown
    return [(one.number, one.kind) for one in found]


def test_notices_go_with_their_case_and_nobody_has_read_them(app):
    ended, going_on = in_hand(33), in_hand(33)
    withdrawn(ended)
    desk = heard(going_on, "handler")
    assert {number for number, _ in desk} == {going_on.number}
    before = standing_notices()
    settled = settle_notices(ended.now + timedelta(days=1))
    assert 0 < settled < before
    assert standing_notices() == before - settled
    assert heard(going_on, "handler") == desk
    over = db.session.scalars(select(AlertNotice).where(AlertNotice.over_at.is_not(None))).all()
    assert {one.alert.case_id for one in over} == {ended.case.id}
    assert all(one.read_at is None for one in over)
    assert settle_notices(ended.now + timedelta(days=2)) == 0


def test_an_order_of_an_ended_case_still_reminds(app, browser):
    office = in_hand(33)
    supervisor, address = browser("supervisor"), f"/desk/cases/{office.number}/orders/new"
    shown = supervisor.post(address, TYPED)
    assert supervisor.post(address, {**TYPED, **seen_letters(shown.text)}).status_code == 302
    office.later(days=6)
    raise_alerts(office.now)
    withdrawn(office)
    desk = heard(office, "handler")
    assert (office.number, ORDER) in desk
    runner.run(JOBS["notices"], office.now + timedelta(days=1))
    db.session.rollback()
    assert heard(office, "handler") == desk
    kinds = select(Alert.kind).join(AlertNotice, AlertNotice.alert_id == Alert.id)
    assert set(db.session.scalars(kinds.where(AlertNotice.over_at.is_(None)))) == {ORDER}
