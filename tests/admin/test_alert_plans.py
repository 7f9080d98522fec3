"""期限提醒: an administrator sets the ladder of an organ; what cannot be meant is refused beside its field."""

import pytest
from sqlalchemy import select

from app.casework.models import AlertPlan, AuditEntry
from app.database import db

pytestmark = pytest.mark.database
TYPED = {
    "ahead_days": "7、2", "ahead_hours": "6", "head_from": "3", "leader_from": "0", "supervisor_from": "-3",
    "after": "10", "pause": "20", "quiet_from": "21:00", "quiet_until": "08:00",
}  # fmt: skip


@pytest.fixture
def address(county):
    return f"/admin/units/{county.units['LF'].id}/alerts"


def test_it_is_set_shown_and_restored(admin, address):
    assert admin.post(f"{address}/edit?kind=reply", **TYPED).status == 302
    plan = db.session.scalars(select(AlertPlan)).one()
    assert (plan.kind, plan.ahead_days, plan.supervisor_from, plan.quiet_from) == (
        "reply",
        "7,2",
        -3,
        "21:00",
    )
    page = admin.get(address).text
    assert "提前 7、2 个工作日" in page
    assert "本机关设置" in page
    assert admin.post(f"{address}/drop", kind="reply").status == 302
    assert db.session.scalars(select(AlertPlan)).all() == []
    tags = set(db.session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.startswith("alert_plan"))))
    assert tags == {"alert_plan.set", "alert_plan.dropped"}
    assert admin.post(f"{address}/drop", kind="reply").status == 404


@pytest.mark.parametrize(("typed", "words"), [
    ({"ahead_days": "十天"}, "应为数字"), ({"ahead_days": "0、5"}, "每个为 1 至 60"),
    ({"leader_from": "10"}, "不能早于单位负责人"), ({"supervisor_from": "1"}, "不能早于分管领导"),
    ({"quiet_until": ""}, "须同时填写"), ({"quiet_until": "21:00"}, "起止时间不能相同"),
    ({"quiet_from": "25:00"}, "应为时刻"), ({"after": "0"}, "应在 1 至 60 之间"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(admin, address, typed, words):
    answer = admin.post(f"{address}/edit", **{**TYPED, **typed})
    assert answer.status == 422
    assert words in answer.text
    assert db.session.scalars(select(AlertPlan)).all() == []


def test_a_kind_without_ladder_and_a_section_have_none(admin, address, county):
    assert admin.get(f"{address}/edit?kind=payment").status == 404
    assert admin.get(f"/admin/units/{county.units['LF-ZG'].id}/alerts").status == 404
