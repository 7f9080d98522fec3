"""逐步判断 at 受理审查: the first three questions are asked there, and carried to whoever searches."""

import pytest

from app.casework.models import AuditEntry
from app.casework.work import work_items
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import judging_acts
from app.processes.disclosure.judging import judgement_of
from app.processes.disclosure.judging_acts import JudgedElsewhere
from tests.journeys.test_judging import answer, conclude
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]
OURS = {"clear": "clear", "nature": "information", "holder": "us"}
NOTICE = {"clarification_items": "请写明年度", "clarification_guidance": "可写文件名称"}


@pytest.fixture
def office() -> Office:
    found = Office()
    found.apply()
    return found.registered()


def suggested(office: Office) -> str:
    return work_items.form_of(office.item("T_screening")).initial(office.case).get("screening", "")


def answered(office: Office, **answers: str) -> None:
    for key, value in answers.items():
        answer(office, key, value, login="reviewer")


def test_what_is_answered_leads_the_form_and_is_not_asked_again(office):
    assert suggested(office) == ""
    answered(office, **OURS)
    assert suggested(office) == "accept"
    with pytest.raises(InvalidInput) as refused:
        answered(office, existence="held")
    assert "检索与拟定意见" in refused.value.fields["answer"]
    with pytest.raises(JudgedElsewhere):
        conclude(office, login="reviewer", outcome="granted")
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    assert judgement_of(office.case, 1).answers == OURS
    assert answer(office, "existence", "needs_making") == "needs_making"


def test_items_begin_with_what_was_answered(office):
    answered(office, **OURS)
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    office.run(judging_acts.split_request, office.person("handler"), case_id=office.case.id,
               data={"items": "明细\n记录"})  # fmt: skip
    assert [judgement_of(office.case, number).answers for number in (1, 2)] == [OURS, OURS]


def test_an_outcome_that_needs_no_unit_is_suggested_and_concluded_with_the_form(office):
    answered(office, clear="clear", nature="petition")
    assert suggested(office) == "petition"
    office.do("reviewer", "T_screening", screening="petition")
    one = judgement_of(office.case, 1)
    assert (one.proposed, one.outcome, one.why_departed) == ("petition", "petition", "")
    assert one.judged_by.login == "reviewer"
    (line,) = db.session.query(AuditEntry).filter_by(tag="judgement.concluded")
    assert line.detail["outcome"] == "petition"


def test_who_departs_says_why_and_what_does_not_lead_on_is_asked_again(office):
    answered(office, clear="clear", nature="petition")
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_screening", screening="accept")
    assert "建议为“信访" in refused.value.fields["opinion"]
    office.do("reviewer", "T_screening", screening="accept", opinion="其中第二项要求的是文件，按申请办理")
    assert judgement_of(office.case, 1).answers == {"clear": "clear"}


def test_after_a_clarification_all_is_asked_anew(office):
    answered(office, **OURS)
    office.do("reviewer", "T_screening", screening="clarify", opinion="通读后仍不能确定年度", **NOTICE)
    assert judgement_of(office.case, 1).answers == {}
