"""督办单 that waits for its answer reminds: ahead, on the day, each working day after, once, until it is answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.models import Alert, AlertNotice, OutboxMessage, SupervisionOrder
from app.casework.models.orders import ORDER
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.office.models import Person
from tests.support.browsing import seen_letters

pytestmark = pytest.mark.database
TYPED = {"matter": "该件已逾期，请说明原因并抓紧办结", "answer_by": "2026-04-10", "form_key": "o"}


@pytest.fixture
def ordered(office, browser):
    """Issued 33 days after the application, to be answered by a Friday."""
    office.apply()
    office.assigned()
    office.do_claim("handler", "T_handle")
    office.later(days=33)
    supervisor, address = browser("supervisor"), f"/desk/cases/{office.number}/orders/new"
    shown = supervisor.post(address, TYPED)
    assert supervisor.post(address, {**TYPED, **seen_letters(shown.text)}).status_code == 302
    return db.session.scalars(select(SupervisionOrder)).one()


def swept_until(office, day: str) -> None:
    """The sweep every morning up to this day."""
    while office.now.date().isoformat() < day:
        office.later(days=1)
        raise_alerts(office.now)


def stages() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(Alert.stage).where(Alert.kind == ORDER).order_by(Alert.id)))


def told(stage: str) -> set[tuple[str, str]]:
    """Who has a notice of this stage, and as whom."""
    query = select(Person.login, AlertNotice.level).join(Person, Person.id == AlertNotice.person_id)
    found = query.join(AlertNotice.alert).where(Alert.kind == ORDER, Alert.stage == stage)
    return {(login, level) for login, level in db.session.execute(found)}


def mails(stage: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(
        OutboxMessage.kind == "mail", OutboxMessage.key.like(f"alert:%{ORDER}:%:{stage}:%")
    )
    return list(db.session.scalars(query))


def test_each_stage_comes_on_its_day_and_once(ordered, office):
    swept_until(office, "2026-04-15")
    assert stages() == ["before_3", "before_1", "due_today", "overdue", "after_2", "after_3"]
    raise_alerts(office.now)
    assert len(stages()) == 6
    assert len(mails("after_2")) == len(told("after_2"))
    days = db.session.scalars(select(Alert.raised_on).where(Alert.kind == ORDER).order_by(Alert.id))
    assert [f"{one:%m%d}" for one in days] == ["0407", "0409", "0410", "0413", "0414", "0415"]


def test_the_addressed_hear_first_and_who_ordered_when_it_is_late(ordered, office, browser):
    swept_until(office, "2026-04-10")
    both = {("handler", "clerk"), ("unithead", "head")}
    assert told("before_1") == both
    assert told("due_today") >= both
    assert "supervisor" not in {login for login, _ in told("due_today")}
    swept_until(office, "2026-04-13")
    assert ("supervisor", "supervisor") in told("overdue")
    inbox = browser("handler").get("/desk").text
    assert "督办单回复期限：逾期 3 天" in inbox
    assert "督办单回复期限：逾期 3 天" in browser("supervisor").get("/desk").text
    assert "，已过 3 天" in mails("overdue")[0].payload["text"]


def test_days_of_standstill_are_raised_at_once_and_told_of_once(ordered, office):
    office.later(days=12)
    raise_alerts(office.now)
    assert stages()[-1].startswith("after_")
    assert {stage for stage in stages() if mails(stage)} == {stages()[-1]}


def test_the_answer_ends_them_and_a_new_day_begins_them_anew(ordered, office, browser):
    order_id, number = ordered.id, office.number
    swept_until(office, "2026-04-13")
    address = f"/desk/cases/{number}/orders/{order_id}"
    handler = browser("handler")
    assert handler.post(address, {"answer": "因资料较多，明日办结", "form_key": "a"}).status_code == 302
    assert "督办单回复" not in handler.get("/desk").text
    before = stages()
    swept_until(office, "2026-04-15")
    assert stages() == before
    back = {"reason": "没有说明原因", "answer_by": "2026-04-17", "form_key": "d"}
    assert browser("supervisor").post(f"{address}/return", back).status_code == 302
    swept_until(office, "2026-04-17")
    assert stages()[len(before) :] == ["before_1", "due_today"]
    assert "督办单回复期限：今日到期" in browser("handler").get("/desk").text


def test_it_is_looked_at_again_only_later(ordered, office):
    order_id = ordered.id
    assert ordered.look_at > office.now
    office.later(days=5)
    raise_alerts(office.now)
    look_at = db.session.get_one(SupervisionOrder, order_id).look_at
    assert office.now < look_at < office.now + timedelta(days=5)
    swept_until(office, "2026-05-20")
    assert db.session.get_one(SupervisionOrder, order_id).look_at is None
