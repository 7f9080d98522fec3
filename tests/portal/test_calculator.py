"""Anybody may count working days, day by day; nothing is kept."""

import pytest
from sqlalchemy import func, select

from app.casework.models import AuditEntry
from app.database import db
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
TYPED = {"start": "2026-03-02", "count": "20", "stopped_from": "", "stopped_until": ""}


def test_the_due_day_is_counted_day_by_day(client, app):
    page = Browser(client).get("/calculator")
    assert page.value("count") == "20"
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    hidden = {one.get("name"): one.get("value") for one in page.tree.xpath("//main//input[@type='hidden']")}
    page = Browser(client).post("/calculator", **TYPED, **hidden)
    assert "届满日 2026年3月30日" in " ".join(page.words.split())
    assert len(page.tree.xpath("//tbody/tr")) == 29
    assert "2026年工作日历" in page.words
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_what_is_stopped_does_not_count(client, app):
    page = Browser(client).post(
        "/calculator", **{**TYPED, "stopped_from": "2026-03-09", "stopped_until": "2026-03-13"}
    )
    assert "2026年4月7日" in page.words  # five days later, past 清明节
    assert page.words.count("停止计算，不计入") == 5


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"start": ""}, "start", "请填写起算日"), ({"start": "2026-13-01"}, "start", "日期"),
        ({"start": "2015-01-05"}, "start", "2015"), ({"count": "0"}, "count", "1"), ({"count": "abc"}, "count", "整数"),
        ({"count": "999"}, "count", "250"),
        ({"stopped_from": "2026-03-13", "stopped_until": "2026-03-09"}, "stopped_until", "早于首日"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_beside_its_field(client, app, changes, field, why):
    page = Browser(client).post("/calculator", **{**TYPED, **changes})
    assert page.status == 422
    assert why in page.error(field)
