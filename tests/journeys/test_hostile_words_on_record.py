"""What somebody wrote to the office never keeps a letter from going out: signs no font has, blanks, long words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.contract.forms import load_schema
from app.casework.letters import delivery_proof
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.messages.outbox import Way
from app.casework.models import OutboxMessage
from app.casework.papers.uploads import check_upload
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import excess_acts, query_codes, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.forms.extending import ExtensionRequestSchema
from app.steps import consultation_acts, consultation_answers
from tests.journeys import test_correction_applications as corrections
from tests.journeys import test_excess as excess
from tests.journeys.test_secrecy_review import FOUND
from tests.support.browsing import Browser
from tests.support.concerns import KNOWN, MISREADING, Responding
from tests.support.county import drafts_itself
from tests.support.office import APPLICATION, GRANTED, PAPER, SEARCH, Office, paper, search_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
HOSTILE = "XXX村🏠བོད་ཡིག待定？？？____"
WECHAT = "https://mp.weixin.qq.com/s?__biz=MzA3NDE4NjI5MA==&mid=2650283"
LONG_ADDRESS = ("云南省楚雄彝族自治州禄丰市金山镇" * 13)[:200]


def work(office: Office) -> None:
    """The worker makes what was ordered."""
    for _ in range(3):
        with timekeeping.moved_to(office.now):
            dispatch_due(office.later(hours=5).now, Way.OTHERS)


def unfinished(office: Office) -> list[str]:
    """What the worker could not make."""
    work(office)
    query = select(OutboxMessage).where(OutboxMessage.kind == "render_letter", OutboxMessage.state != "sent")
    return [f"{one.key}: {one.last_error}" for one in db.session.scalars(query)]


def kinds(office: Office) -> list[str]:
    return [one.kind for one in letters_of(office.case)]


def test_a_correction_that_was_applied_for_in_any_words_is_answered():
    office = corrections.asked(information=f"{HOSTILE}土地台账")
    office.do("clerk", "T_register", title="申请更正土地台账")
    office.do("reviewer", "T_correction_assign", unit="LF-ZRZY")
    office.do("handler", "T_verify", **corrections.TRUE)
    office.do("handler", "T_correction_draft")
    office.all_signed().do("reviewer", "T_correction_issue", checked=True)
    (reply,) = [one for one in letters_of(office.case) if one.kind == "correction_reply"]
    assert reply.facts["information"] == f"{HOSTILE}土地台账"


def test_a_gap_in_what_the_verifier_says_is_mended_where_it_is_typed():
    office = corrections.asked()
    office.do("clerk", "T_register", title="申请更正")
    office.do("reviewer", "T_correction_assign", unit="LF-ZRZY")
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_verify", **{**corrections.TRUE, "correction": "面积更正为____亩"})
    assert refused.value.fields["correction"] == "更正内容中有未填的空缺“____”。这一项印入文书，请改正"


def test_an_unreasonable_reason_in_any_words_is_answered():
    drafts_itself()
    office = excess.asked()
    given = {**excess.GIVEN, "words": f"凭什么要我说明理由？？？{HOSTILE}，电话13912345678"}
    excess.act(office, excess_acts.record_reason, "clerk", **given)
    excess.act(office, excess_acts.judge_reason, "reviewer", **excess.BAD)
    office.do("reviewer", "T_screening", screening="excessive")
    office.do("handler", "T_draft")
    assert "T_draft" not in office.open_nodes()


def test_a_third_party_reads_its_own_words_again_whatever_they_are():
    office = Office()
    office.apply()
    office.assigned()
    number = office.consulted("")
    said = f"申请人甲与我单位有纠纷，电话13912345678，{HOSTILE}".ljust(1000, "属")
    answer = {
        "answer": "objected", "reason": said, "answered_on": office.now.date().isoformat(), "answer_way": "post",
    }  # fmt: skip
    office.run(consultation_answers.record_answer, office.person("clerk"), case_id=office.case.id, number=number,
               data=answer)  # fmt: skip
    office.do("handler", "T_handle", **search_for("granted"), outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed()
    told = {
        "information": "合同总金额", "reasoning": "不公开可能对公共利益造成重大影响，涉及财政资金使用",
        "disclosed_on": (office.now.date() + timedelta(days=10)).isoformat(),
    }  # fmt: skip
    office.run(consultation_acts.tell_of_disclosure, office.person("reviewer"), case_id=office.case.id,
               number=number, data=told)  # fmt: skip
    notice = letters_of(office.case)[-1]
    assert notice.facts["opinion"] == f"不同意公开，理由是{said}".replace("申请人甲", "申请人")


@pytest.mark.usefixtures("letters_wait")
@pytest.mark.parametrize("words", [HOSTILE, ("请公开补贴发放明细、标准和凭证。" * 200)[:2000]])
def test_a_review_of_secrecy_and_the_case_file_hold_any_request(app, words):
    office, key = Office(), str(uuid4())
    office.code = query_codes.code_for(key)
    names = ("🏠房屋.pdf", "XXX村征地合同.pdf", "待定.pdf", f"{'长' * 110}.pdf")
    uploads = [check_upload(name, paper(name), limit=10**7) for name in names]
    data = {**APPLICATION, "description": words}
    office.number = office.run(use_cases.apply_online, APPLICANT, key=key, data=data, uploads=uploads,
                               query_code=query_codes.hashed(office.code))["number"]  # fmt: skip
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted", sensitivity="sensitive")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.do("unithead", "T_sign_unit_head", decision="approve")
    office.do("secrecy", "T_secrecy_review", **{**FOUND, "opinion": "经逐项审查，不含国家秘密。" * 15})
    office.all_signed().do("reviewer", "T_issue", checked=True)
    assert unfinished(office) == []
    office.do("clerk", "T_archive", retention_years=30)
    clerk = Browser(app.test_client(), office.now).sign_in("clerk")
    assert clerk.post(f"/desk/cases/{office.number}/file", form="pdf").status == 200


@pytest.mark.usefixtures("letters_wait")
@pytest.mark.parametrize(
    "known",
    [{"name": "扎西བཀྲ་ཤིས"}, {"description": "请公开张××户的补偿协议"}, {"description": HOSTILE},
     {"address": LONG_ADDRESS}, {"name": "某" * 100, "description": "公开" * 60}],
)  # fmt: skip
def test_every_posted_letter_has_its_proof_of_delivery(known):
    office = Office()
    office.apply(**{"reply_way": "post", "address": "示例路9号", **known})
    office.issued()
    reply = next(one for one in letters_of(office.case) if one.kind == "reply_granted")
    work(office)
    office.run(delivery_proof.issue_proof, office.person("clerk"), case_id=office.case.id, letter_id=reply.id)
    proof = letters_of(office.case)[-1]
    assert (proof.facts["cause"], proof.facts["address"]) == (
        office.case.title,
        known.get("address", "示例路9号"),
    )
    assert unfinished(office) == []


def test_the_clock_sheet_of_such_a_case_is_made(app):
    office = Office()
    office.apply(document_title=f"关于{HOSTILE}的批复", name="扎西བཀྲ་ཤིས")
    clerk = Browser(app.test_client(), office.now).sign_in("clerk")
    with timekeeping.moved_to(office.now):
        answer = clerk.client.get(f"/desk/cases/{office.number}/clocks/pdf")
    assert answer.data.startswith(b"%PDF")


PERSONS = [
    {"contact_name": f"甲{HOSTILE}"}, {"address": LONG_ADDRESS}, {"description": "长" * 2000},
    {"description": ("第一项\n" * 500)[:1999]},
]  # fmt: skip


@pytest.mark.parametrize("said", PERSONS)
def test_the_applicants_own_copy_can_always_be_fetched(app, said):
    office = Office()
    office.apply(**said)
    applicant = Browser(app.test_client(), office.now)
    applicant.post("/progress", number=office.number, code=office.code)
    with timekeeping.moved_to(office.now):
        answer = applicant.client.get(f"/progress/{office.number}/application.pdf")
    assert answer.data.startswith(b"%PDF")


@pytest.mark.usefixtures("letters_wait")
@pytest.mark.parametrize("said", PERSONS)
def test_an_oral_request_of_any_length_is_registered_and_printed(said):
    office = Office()
    office.register(**{**PAPER, "channel": "oral", "read_back": True, **said})
    assert kinds(office) == ["application_form"]
    assert unfinished(office) == []


def test_a_concern_with_an_address_of_wechat_is_registered_and_referred():
    office = Responding(now=KNOWN)
    office.registered({**MISREADING, "link": WECHAT, "place": "××村委会"})
    office.judged("pass_on", level="ordinary", unit="", passed_to="police")
    office.referred()
    assert letters_of(office.case)[-1].facts["link"] == WECHAT


def test_what_is_public_already_may_be_on_wechat():
    office = Office()
    office.apply()
    office.assigned().do("handler", "T_handle", **search_for("already_public"), outcome="already_public")
    office.do("handler", "T_draft", fact_items=f"补贴发放明细｜市政府微信公众号 {WECHAT}")
    assert "T_draft" not in office.open_nodes()


def test_a_gap_in_what_asks_for_an_extension_is_not_left_to_who_approves_it():
    with pytest.raises(InvalidInput) as refused:
        load_schema(ExtensionRequestSchema(), {"working_days": 10, "reason": "须向____核对材料"})
    assert "未填的空缺“____”" in refused.value.fields["reason"]
