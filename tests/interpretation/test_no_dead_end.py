"""No package comes to a place from which nobody can bring it on: what has to be changed can be changed."""

from datetime import date, timedelta

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.texts.versions import current_versions
from app.law.errors import InvalidInput
from app.processes.interpretation.package import package_of
from app.processes.interpretation.vocabulary import PLAN
from tests.support.packages import SEND_BACK

pytestmark = pytest.mark.database


def test_a_day_of_the_plan_that_passed_during_the_reviews_is_set_anew(office):
    office.organised({"co_signing": "no"}).later(days=30)
    office.review("T_legal", SEND_BACK, "请补充依据")
    with pytest.raises(InvalidInput) as refused:
        office.revised(co_signing="no")
    assert set(refused.value.fields) == {"planned_on"}
    day: date = office.now.date() + timedelta(days=5)
    office.revised(co_signing="no", planned_on=day.isoformat())
    assert (package_of(office.case).planned_on, office.open_nodes()) == (day, {"T_legal"})
    assert day.isoformat() in current_versions(office.case)[PLAN].content["text"]


def test_a_plan_that_was_objected_to_is_mended_and_signed_anew(office):
    office.organised({"co_signing": "no"})
    office.review("T_legal", SEND_BACK, "请增加明白卡，并在公开栏张贴")
    office.revised(co_signing="no", channels=["wechat", "board"], forms=["card"])
    assert "明白卡" in current_versions(office.case)[PLAN].content["text"]
    plans = [one.facts["forms"] for one in letters_of(office.case) if one.kind == "policy_plan"]
    assert plans == ["文字解读", "文字解读、明白卡"]
    office.signed().numbered().deployed()
    assert office.open_nodes() == {"T_post", "T_further"}


def test_an_openness_that_the_review_refuses_is_decided_anew(office):
    office.organised({"co_signing": "no"})
    office.review("T_legal").review("T_secrecy")
    office.review("T_openness", SEND_BACK, "属于内部事务信息，不应主动公开")
    with pytest.raises(InvalidInput) as refused:
        office.revised(co_signing="no", openness="refused")
    assert set(refused.value.fields) == {"openness_clause"}
    office.revised(co_signing="no", openness="refused", openness_clause="16", openness_reason="内部管理")
    assert "条例第十六条" in current_versions(office.case)[PLAN].content["text"]
    office.signed().numbered()
    assert office.open_nodes() == {"T_archive"}
