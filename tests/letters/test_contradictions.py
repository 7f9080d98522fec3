"""Reasons that say what the decision does not: another article, another result, a remedy of their own."""

import pytest

from app.letters.circumstances import Circumstances
from app.letters.letter_check import State, check_letter

NOT_EXISTING = "reply_not_existing"


def refused(catalogue, kind_name, outcome, changes):
    kind = catalogue.kind(kind_name)
    found = check_letter(kind, kind.sample_facts() | changes, Circumstances(outcome=outcome))
    return [check.code for check in found if check.state is State.REFUSED]


@pytest.mark.parametrize(
    "said",
    [
        "依条例第16条",
        "依《条例》第十六条第二款",
        "依第１６条",
        "依条例 第 十 六 条",
        "依条例第十四条至第十六条",
    ],
)
def test_an_article_of_a_refusal_is_found_in_a_letter_that_refuses_nothing(catalogue, said):
    assert refused(catalogue, NOT_EXISTING, "not_existing", {"explanation": f"该项工作{said}处理"}) == [
        "articles"
    ]


def test_another_ground_than_the_one_decided_on_is_found(catalogue):
    reasons = {
        "reasoning": "该请示由本机关报上级研究，尚未定稿，公开会误导公众，并且属于《条例》第十五条的情形"
    }
    assert refused(catalogue, "reply_denied_process", "denied_process", reasons) == ["articles"]


@pytest.mark.parametrize(
    "basis", ["《条例》第2条", "《条例》第 二 条", "《中华人民共和国政府信息公开条例》第２条、第三十八条"]
)
def test_the_article_of_the_decision_counts_however_it_is_written(catalogue, basis):
    facts = {
        "legal_basis": basis if "三十八" in basis else f"{basis}、第38条",
        "findings": "该信息已经提供过一次，要求重新出具",
    }
    assert "articles" not in refused(catalogue, "reply_plain", "reissue", facts)
    assert "articles" in refused(
        catalogue, "reply_plain", "reissue", {**facts, "legal_basis": "《条例》第三条"}
    )


@pytest.mark.parametrize(
    "said",
    [
        "属于过程性信息，依法不予公开",
        "该信息属于内部事务信息",
        "因此不予公开。",
        "本机关决定不公开",
        "依法不宜公开",
        "涉及国家秘密，应不予公开",
        "属于第三方的商业秘密",
    ],
)
def test_a_refusal_in_the_reasons_of_what_does_not_exist_is_found(catalogue, said):
    assert refused(catalogue, NOT_EXISTING, "not_existing", {"explanation": said}) == ["result"]


@pytest.mark.parametrize(
    "said", ["该项工作不要求制作录像", "不属于过程性信息", "属于禄丰市财政局职责范围", "历年均未开展该项工作"]
)
def test_what_only_sounds_like_it_passes(catalogue, said):
    assert refused(catalogue, NOT_EXISTING, "not_existing", {"explanation": said}) == []


def test_a_refusal_of_what_is_said_not_to_exist_is_found(catalogue):
    reasons = {"reasoning": "该请示由本机关报上级研究，尚未定稿，且相关文件不存在"}
    assert refused(catalogue, "reply_denied_process", "denied_process", reasons) == ["result"]


@pytest.mark.parametrize(
    "said",
    [
        "如不服，可以直接向人民法院起诉",
        "不服本告知书的，可以在30日内申请行政复议",
        "对本答复有异议的，请提起诉讼",
        "您可以自收到本告知书之日起三个月内提起行政诉讼",
        "对此不服的可申请复议",
    ],
)
def test_a_remedy_in_the_reasons_is_found(catalogue, said):
    assert refused(catalogue, NOT_EXISTING, "not_existing", {"explanation": said}) == ["own_remedy"]


@pytest.mark.parametrize(
    "said", ["对行政处罚决定不服的，可以依法申请行政复议", "向禄丰市人民法院立案庭咨询", "向市信访局提出"]
)
def test_the_way_for_another_matter_is_no_remedy_of_this_letter(catalogue, said):
    assert refused(catalogue, "reply_petition", "petition", {"channel": said}) == []
