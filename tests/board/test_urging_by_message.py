"""催办 by SMS and to groups: chosen where the house has them, through the outbox, their fate on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.messages.dispatch import dispatch_due
from app.casework.messages.outbox import Way
from app.casework.models import OutboxMessage
from app.database import db
from app.office.models import Person
from app.web.filters import short_moment
from tests.casework.test_messengers import TAKEN, gateway
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database


@pytest.fixture
def setting(app, monkeypatch):
    """Sets one for this test."""
    return lambda name, value: monkeypatch.setitem(app.config, name, value)


@pytest.fixture
def office(app):
    for person in db.session.scalars(select(Person).where(Person.login.in_(["handler", "handler2"]))):
        person.email = f"{person.login}@example.invalid"
    db.session.commit()
    office = Office()
    office.register()
    office.assigned()
    office.later(days=25)
    return office


@pytest.fixture
def supervisor(client, office):
    return Browser(client, office.now).sign_in("supervisor")


def messages(kind: str) -> list[OutboxMessage]:
    db.session.expire_all()
    return list(
        db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.kind == kind, OutboxMessage.key.contains("urge:"))
        )
    )


def test_a_house_without_gateways_is_not_offered_them(supervisor, office):
    page = supervisor.get(f"/board/cases/{office.number}/urge")
    assert "同时发短信" not in page.words
    assert "同时发到工作群" not in page.words


def test_nothing_but_mail_goes_out_unasked(supervisor, office, setting):
    setting("SMS_WEBHOOK_URL", "http://127.0.0.1:9")
    supervisor.post(f"/board/cases/{office.number}/urge", text="请今天答复")
    assert messages("mail")
    assert messages("sms") == []


def test_sms_and_group_hold_nothing_of_the_matter_and_their_fate_is_on_record(supervisor, office, setting):
    address = f"/board/cases/{office.number}/urge"
    with gateway(TAKEN) as (url, asked):
        setting("SMS_WEBHOOK_URL", "http://127.0.0.1:9")
        setting("DINGTALK_WEBHOOK_URL", url)
        assert "同时发短信" in supervisor.get(address).words
        answer = supervisor.post(address, text="请今天答复", by_sms="true", to_groups="true", form_key="u")
        assert answer.status == 302
        people = {one.payload["person_id"] for one in messages("mail")}
        assert {one.payload["person_id"] for one in messages("sms")} == people
        assert len(messages("dingtalk")) == 1
        assert "短信待发" in supervisor.get(address).words
        for one in db.session.scalars(select(Person).where(Person.id.in_(people))):
            one.telephone = ""
        db.session.commit()
        dispatch_due(office.now, Way.DINGTALK)
    dispatch_due(office.now, Way.SMS)
    assert office.number.encode() in asked[0]
    assert "请今天答复".encode() not in asked[0]
    words = supervisor.get(address).words
    assert "短信没有地址" in words
    assert f"钉钉已于 {office.now:%m-%d %H:%M} 发出" in words


def test_several_at_once_go_the_same_ways(supervisor, office, setting):
    setting("SMS_WEBHOOK_URL", "http://127.0.0.1:9")
    answer = supervisor.post(
        "/board/urge", ids=[office.number], text="请今天答复", by_sms="true", form_key="u"
    )
    assert answer.status == 302
    assert len(messages("sms")) == len(messages("mail")) > 0


def test_what_waits_for_the_end_of_the_quiet_hours_says_when_it_goes_out(client, office, setting):
    setting("SMS_WEBHOOK_URL", "http://127.0.0.1:9")
    night = office.now.replace(hour=22, minute=40)
    supervisor = Browser(client, night).sign_in("supervisor")
    address = f"/board/cases/{office.number}/urge"
    supervisor.post(address, text="请明天上午答复", by_sms="true", form_key="u")
    morning = (night + timedelta(days=1)).replace(hour=7, minute=30)
    assert f"短信待发（免打扰时段，将于 {short_moment(morning)} 发出）" in supervisor.get(address).words
    later = Browser(client, morning + timedelta(minutes=1))
    words = later.sign_in("supervisor").get(address).words
    assert f"短信待发（免打扰时段，已于 {short_moment(morning)} 结束，即将发出）" in words
