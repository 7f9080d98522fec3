"""非政府信息、咨询 (条例第二条): who asks for an explanation gets the plain reply; its basis is filled in."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.work import work_items
from app.law.errors import InvalidInput
from tests.journeys.letters_seen import words_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
BASIS = "《中华人民共和国政府信息公开条例》第二条"
SAID = {
    "fact_findings": "所要求的是对今后补贴标准的解答，本机关没有载有这一内容的文件或者记录",
    "fact_legal_basis": BASIS,
    "fact_decision": "对该项申请不作为政府信息公开申请处理，可以向禄丰市农业农村局咨询",
}


def asked() -> Office:
    office = Office()
    office.apply(description="请说明明年的补贴标准会不会提高")
    return office


def test_the_letter_rests_on_the_second_article_and_its_remedy_is_a_choice():
    office = asked()
    office.issued("not_information", **SAID)
    reply = letters_of(office.case)[-1]
    assert (reply.kind, office.case.outcome) == ("reply_plain", "not_information")
    assert "条例》第二条的规定，本机关决定：对该项申请不作为政府信息公开申请处理" in words_of(reply)
    assert "或者自收到本告知书之日起6个月内直接向" in words_of(reply)


def test_the_basis_is_filled_in_and_another_one_is_refused():
    office = asked()
    office.handled("not_information")
    assert work_items.form_of(office.item("T_draft")).initial(office.case)["fact_legal_basis"] == BASIS
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **{**SAID, "fact_legal_basis": "《条例》第三十六条"})
    assert "fact_legal_basis" in refused.value.fields


@pytest.mark.parametrize("findings", ["属于咨询", "不是以一定形式记录、保存的信息"])
def test_words_of_the_article_alone_are_no_reason(findings):
    office = asked()
    office.handled("not_information")
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **{**SAID, "fact_findings": findings})
    assert "fact_findings" in refused.value.fields


def test_it_passes_the_legal_review_like_other_requests_that_are_not_processed():
    office = asked()
    office.drafted("not_information", **SAID)
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    assert "T_sign_legal" in office.open_nodes()
