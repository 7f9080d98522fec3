"""A fact entered after the 补正 notice may be the applicant's answer: no letter denies it until somebody has judged."""

from datetime import timedelta

import pytest

from app.casework.models import AuditEntry
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.law.errors import InvalidInput, LateAnswerUndecided
from app.processes.disclosure import corrections
from app.processes.disclosure.queries import clarification_of
from tests.journeys.asked_to_clarify import AFTER, asked, lapsing, sign_the_lapse
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]
LAPSED = {"lapse": "lapsed", "opinion": "查过各收件渠道"}


def corrected(office: Office) -> None:
    office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="telephone",
               data={"telephone": "13900000001", "reason": "申请人补正时提供"})  # fmt: skip


def lapsing_after_a_correction() -> Office:
    office = asked().later(days=1)
    corrected(office)
    return lapsing(office)


def test_it_stops_the_lapse_by_name_until_the_desk_has_judged_it():
    office = lapsing_after_a_correction()
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_confirm_lapse", **LAPSED)
    assert "更正登记事项：联系电话" in refused.value.fields["papers_judged"]
    assert office.open_nodes() == {"T_confirm_lapse"}
    office.do("clerk", "T_confirm_lapse", **LAPSED, papers_judged=True)
    line = db.session.query(AuditEntry).filter_by(tag="clarification.papers_judged").one()
    assert len(line.detail["corrections"]) == 1


def test_a_description_is_judged_by_its_name_and_the_title_follows_it():
    office = asked().later(days=1)
    office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="description",
               data={"description": "禄丰市2025年度补贴发放明细", "reason": "申请人补正时提供"})  # fmt: skip
    lapsing(office)
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_confirm_lapse", **LAPSED)
    assert refused.value.fields["papers_judged"].count("更正登记事项") == 1


def test_what_was_put_right_before_the_notice_answers_nothing():
    office = Office()
    office.apply()
    corrected(office)
    office.later(days=1).registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                           clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
    office.now = AFTER + timedelta(days=1)
    fire_due_timers(office.now)
    office.do("clerk", "T_confirm_lapse", **LAPSED)
    assert clarification_of(office.case).lapse_confirmed_on == office.now.date()


def test_it_goes_on_with_the_answer_that_was_given():
    office = lapsing_after_a_correction()
    office.do("clerk", "T_confirm_lapse", lapse="received", answer="补充联系电话", answered_on="2026-03-03",
              opinion="来电补正")  # fmt: skip
    assert clarification_of(office.case).answer == "补充联系电话"


def test_after_the_confirmation_the_letter_waits_until_somebody_has_looked():
    office = lapsing()
    office.do("clerk", "T_confirm_lapse", **LAPSED)
    sign_the_lapse(office)
    corrected(office)
    with pytest.raises(LateAnswerUndecided):
        office.do("reviewer", "T_issue", checked=True)
    assert office.open_nodes() == {"T_issue"}
