"""What would become of the limits is shown before anybody acts, and nothing is recorded."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.casework.models import ClockEvent
from app.database import db
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app):
    office = Office()
    office.apply()
    return office


def supposed(client, office, **fields):
    query = "&".join(f"{name}={value}" for name, value in fields.items())
    return Browser(client, office.now).sign_in("clerk").get(f"/desk/cases/{office.number}/clocks/if?{query}")


def day_of(page) -> str:
    rows = page.tree.xpath("//table[caption='试算结果']/tbody/tr")
    return " | ".join(" ".join(row.text_content().split()) for row in rows)


def test_an_extension_a_consultation_and_a_notice_are_supposed_and_not_recorded(client, office):
    before, known = office.case.due_on, db.session.scalar(select(func.count()).select_from(ClockEvent))
    today = office.now.date().isoformat()
    assert before == date(2026, 3, 30)
    assert "2026-04-14" in day_of(supposed(client, office, what="extension", on=today, days=10))
    consulted = day_of(supposed(client, office, what="consultation", on=today, days=""))
    assert "征求意见期限" in consulted
    assert "2026-03-23" in consulted
    assert "终止或者暂停" in day_of(supposed(client, office, what="notice", on=today, days=""))
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(ClockEvent)) == known
    assert office.case.due_on == before


def test_an_extension_beyond_the_limit_is_said_to_be_none(client, office):
    page = supposed(client, office, what="extension", on=office.now.date().isoformat(), days=30)
    assert "应为1至20个工作日" in page.words


def test_an_extension_after_the_due_day_is_said_to_have_no_effect(client, office):
    page = supposed(client, office, what="extension", on="2026-04-01", days=10)
    assert "这次延期不符合规定" in page.words
    assert "2026-03-30" in day_of(page)


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [({"what": "extension", "on": "2020-01-01", "days": 3}, "on", "不能早于今天"),
     ({"what": "extension", "on": "2026-03-10", "days": ""}, "days", "请填写延期工作日数"),
     ({"what": "none", "on": "2026-03-10"}, "what", "试算"), ({"what": "notice", "on": "tomorrow"}, "on", "日期")],
)  # fmt: skip
def test_what_cannot_be_supposed_is_refused_beside_its_field(client, office, fields, field, why):
    page = supposed(client, office, **fields)
    assert page.status == 422
    assert why in page.error(field)


def test_the_sheet_lists_the_events_it_is_counted_from(client, office):
    page = Browser(client, office.now).sign_in("clerk").get(f"/desk/cases/{office.number}/clocks")
    assert "据以计算的事项" in page.words
    assert "申请到达" in page.words


def test_who_may_not_read_the_case_supposes_nothing(client, office):
    page = Browser(client, office.now).sign_in("foreign").get(f"/desk/cases/{office.number}/clocks/if")
    assert page.status in (403, 404)
