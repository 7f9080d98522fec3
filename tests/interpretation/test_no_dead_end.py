"""No package comes to a place from which nobody can bring it on: what has to be changed can be changed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.casework.letters.issuing import letters_of
from app.casework.texts.signatures import standing_objections
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import Appointment, OrgUnit
from app.office.reorganisation import close_unit, merge_into
from app.processes.interpretation.co_signing_acts import excuse_co_signer
from app.processes.interpretation.package import package_of
from app.processes.interpretation.vocabulary import PLAN
from tests.support.packages import CO_SIGNERS, SEND_BACK

pytestmark = pytest.mark.database


def objected(office):
    """财政局 objects, 农业农村局 agrees."""
    office.organised().chosen("财政局、农业农村局")
    office.co_sign("财政局", SEND_BACK, "资金来源没有写明")
    office.co_sign("农业农村局")
    return office


def unit_of(code):
    return db.session.scalars(select(OrgUnit).where(OrgUnit.code == code)).one()


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


def test_an_objector_is_not_left_out_when_the_list_is_chosen_anew(office):
    objected(office).revised(co_signing="choose")
    with pytest.raises(InvalidInput) as refused:
        office.chosen("农业农村局、司法局")
    assert "财政局" in refused.value.fields["units"]
    office.chosen("财政局、司法局")
    assert set(office.copies()) == {"财政局", "司法局"}


def test_the_successor_of_an_objector_lifts_the_objection_by_agreeing(office):
    objected(office).later(days=1)
    merge_into([unit_of("LF-CZ")], unit_of("LF-SF"), office.now.date())
    db.session.commit()
    office.revised()
    office.co_sign("农业农村局")
    office.complete(CO_SIGNERS["财政局"], office.item("T_co_sign"), decision="approve", opinion="")
    assert (standing_objections(office.case), office.open_nodes()) == ([], {"T_legal"})


def test_an_objector_that_was_merged_is_asked_though_it_can_be_chosen_no_more(office):
    objected(office).later(days=1)
    merge_into([unit_of("LF-CZ")], unit_of("LF-SF"), office.now.date())
    db.session.commit()
    office.revised(co_signing="choose")
    office.chosen("农业农村局").co_sign("农业农村局")
    office.complete(CO_SIGNERS["财政局"], office.item("T_co_sign"), decision="approve", opinion="")
    assert (standing_objections(office.case), office.open_nodes()) == ([], {"T_legal"})


def test_the_objection_of_a_department_that_is_gone_is_lifted_with_the_reason(office):
    gone = unit_of("LF-CZ")
    objected(office).later(days=1)
    for post in db.session.scalars(select(Appointment).where(Appointment.unit_id == gone.id)):
        post.valid_until = office.now.date()
    close_unit(gone, office.now.date())
    db.session.commit()
    office.revised()
    data = {"unit": "LF-CZ", "reason": "禄发〔2026〕3号撤销，职责取消"}
    office.run(excuse_co_signer, office.person("handler"), case_id=office.case.id, data=data)
    office.co_sign("农业农村局")
    assert (standing_objections(office.case), office.open_nodes()) == ([], {"T_legal"})
