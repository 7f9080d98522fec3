"""无, 略, 同意 in place of a reason: refused beside the field, in letters and where somebody answers for something."""

from datetime import datetime

import pytest

from app.casework.contract.forms import load_schema
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import code_reissue, corrections, reply_file_acts, use_cases
from app.processes.disclosure.models import Clarification, ExtensionRequest
from app.processes.disclosure.registration import request_of
from app.timekeeping import OFFICE_TIME
from tests.journeys.asked_to_clarify import answers, lapsing
from tests.journeys.told import CLARIFY, POST, at, on_paper
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
AFTER_DUE = datetime(2026, 4, 8, 9, 0, tzinfo=OFFICE_TIME)
BUSY = "承办人住院，另行指定承办人"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"clarification_guidance": "无"}, "clarification_guidance", "指导和说明不能只写“无”"),
        ({"clarification_items": "年度\n略"}, "clarification_items", "第 2 项不能只写“略”"),
        ({"clarification_items": "年" * 501}, "clarification_items", "第 1 项最多 500 字，现为 501 字"),
        (
            {"clarification_items": "\n".join(f"第{n}" for n in range(21))},
            "clarification_items",
            "最多 20 项",
        ),
    ],
)
def test_a_notice_of_fillers_or_beyond_its_paper_is_refused_beside_the_field(wrong, field, words):
    office = on_paper()
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_screening", **{**CLARIFY, **wrong})
    assert words in refused.value.fields[field]
    assert db.session.get(Clarification, office.case.id) is None
    assert office.open_nodes() == {"T_screening"}


def test_an_extension_needs_a_reason_that_can_be_told():
    office = Office()
    office.apply()
    office.assigned()
    with pytest.raises(InvalidInput) as refused:
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                   data={"working_days": 5, "reason": "无"})  # fmt: skip
    assert "reason" in refused.value.fields
    assert db.session.query(ExtensionRequest).count() == 0


def test_a_late_answer_is_not_refused_for_nothing():
    office = lapsing()
    answers(office)
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道", why_not_accepted="无")
    assert "why_not_accepted" in refused.value.fields


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        (reply_file_acts.KeepingSchema(), {}),
        (corrections.CorrectionSchema(), {}),
        (code_reissue.ReissueSchema(), {"identity_checked": "1"}),
    ],
)
@pytest.mark.parametrize("filler", ["无", "略。", "同意", "——"])
def test_who_answers_for_something_says_why(schema, data, filler):
    with pytest.raises(InvalidInput) as refused:
        load_schema(schema, {**data, "reason": filler})
    assert set(refused.value.fields) == {"reason"}


class TestALateReply:
    def test_it_is_not_issued_with_a_filler_for_its_reason(self):
        office = on_paper()
        office.do("reviewer", "T_screening", screening="accept")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        signed_after(office)
        with pytest.raises(InvalidInput) as refused:
            office.do("reviewer", "T_issue", checked=True, late_reason="无")
        assert "late_reason" in refused.value.fields
        office.do("reviewer", "T_issue", checked=True, late_reason=BUSY)
        assert request_of(office.case).late_reason == BUSY

    def test_what_was_written_in_time_explains_no_late_sending(self):
        office = Office()
        office.register()
        office.signed().do("reviewer", "T_issue", checked=True, late_reason="按期")
        office.now = AFTER_DUE
        sending = {"delivery": "delivered", **POST, "sent_on": "2026-04-08"}
        for reason in ("", "无"):
            with pytest.raises(InvalidInput) as refused:
                office.do("clerk", "T_deliver", **sending, late_reason=reason)
            assert "late_reason" in refused.value.fields
        office.do("clerk", "T_deliver", **sending, late_reason=BUSY)
        assert request_of(office.case).late_reason == BUSY


def signed_after(office: Office) -> None:
    """Handled, drafted and signed after the last day."""
    office.now = at(AFTER_DUE.date())
    office.do("handler", "T_handle", scope="档案室2024年度文书档案", method="题名检索", keywords="补贴",
              result="查到一份", secrecy_reviewed=True, outcome="granted")  # fmt: skip
    office.attach()
    office.do("handler", "T_draft", fact_items="明细｜电子文件｜12", fact_provision="attached")
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve", opinion="同意")
