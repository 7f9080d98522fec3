"""Items (项): a request that asks for several things is judged item by item and answered by one letter."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.work import work_items
from app.law.consulting import NotConsulted
from app.law.errors import InvalidInput
from app.law.searching import NotSearched
from app.processes.disclosure import judging_acts, search_acts
from app.processes.disclosure.api.shapes import more_of
from app.processes.disclosure.judging import items_of, report_row_of
from app.processes.disclosure.registration import request_of
from tests.journeys.letters_seen import signed_and_issued, words_of
from tests.journeys.test_judging import WHY, conclude
from tests.journeys.test_searches import OF_THE_OFFICE
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
HELD = {"clear": "clear", "nature": "information", "holder": "us", "existence": "held"}
GIVEN = {**HELD, "openness": "open", "giving": "provide", "outcome": "granted",
         "said": "经查，该明细由本机关汇总保存，可以公开"}  # fmt: skip
REFUSED = {**HELD, "openness": "process", "giving": "whole", "outcome": "denied_process", "why_whole": WHY,
           "said": "该记录载有标准确定以前尚未形成结论的不同意见，公开会使参会人员今后不愿直言"}  # fmt: skip
ABSENT = {
    **HELD,
    "existence": "none",
    "outcome": "not_existing",
    "said": "经向经办人员核实，发放时没有安排录像",
}
PARTLY = {**HELD, "openness": "third_party", "giving": "separate", "outcome": "partly_granted", "ground": "third_party",
          "said": "提供合同文本，其中的报价方法反映该公司的定价策略，同行知悉后会压价，不予提供"}  # fmt: skip
ASKED = ("补贴发放明细", "标准调整的讨论记录", "发放现场录像")


def split(office: Office, *items: str) -> int:
    return office.run(judging_acts.split_request, office.person("handler"), case_id=office.case.id,
                      data={"items": "\n".join(items)})["items"]  # fmt: skip


def searched(office: Office, finding: str = "partly") -> None:
    office.run(search_acts.record_search, office.person("handler"), case_id=office.case.id, uploads=[],
               data={**OF_THE_OFFICE, "finding": finding})  # fmt: skip


@pytest.fixture
def office() -> Office:
    found = Office()
    found.apply(description="；".join(ASKED))
    return found.assigned()


def decide(office: Office, outcome: str) -> None:
    office.do("handler", "T_handle", outcome=outcome, secrecy_reviewed=True)


def judged(office: Office, *answers: dict[str, str]) -> None:
    searched(office)
    split(office, *ASKED[: len(answers)])
    for number, one in enumerate(answers, start=1):
        conclude(office, number=number, **one)


def test_given_refused_and_absent_are_answered_by_one_letter_with_both_remedies(office):
    judged(office, GIVEN, REFUSED, ABSENT)
    decide(office, "items_partly_denied")
    office.attach()
    office.do("handler", "T_draft")
    said = words_of(letters_of(signed_and_issued(office).case)[-1])
    assert "的申请包含3项内容" in said
    assert "1．关于“补贴发放明细”。经查，该明细由本机关汇总保存，可以公开。" in said
    assert "根据《条例》第三十六条第（二）项、第四十条的规定，予以公开，随本告知书一并提供。" in said
    assert (
        f"该信息不能作区分处理：{WHY}。根据《条例》第十六条第二款、第三十六条第（三）项的规定，不予公开。"
        in said
    )
    assert "根据《条例》第三十六条第（四）项的规定，该政府信息不存在。" in said
    assert "对上述不存在的政府信息，本机关的检索情况为：禄丰市自然资源局于2026年3月2日检索了" in said
    assert "对本告知书中不予公开的部分不服的" in said
    assert "对本告知书的其他内容不服的" in said
    assert {letter.kind for letter in letters_of(office.case)} >= {"reply_by_items", "search_sheet"}
    assert report_row_of(request_of(office.case)) == "partly_granted"


def test_nothing_given_and_all_refused_goes_to_reconsideration_first_and_counts_in_the_first_row(office):
    secret = {**REFUSED, "openness": "internal_affairs", "outcome": "denied_internal_affairs",
              "said": "该名单是本机关补贴审核岗位的分工，只用于内部安排，公开后可能被用于规避审核"}  # fmt: skip
    judged(office, REFUSED, secret)
    decide(office, "items_denied")
    office.do("handler", "T_draft")
    said = words_of(letters_of(signed_and_issued(office).case)[-1])
    assert "如不服本告知书，应当自收到本告知书之日起60日内先向" in said
    assert "一并提供" not in said
    assert report_row_of(request_of(office.case)) == "denied_internal_affairs"


def test_the_outcome_is_that_of_the_items_and_waits_for_all_of_them(office):
    searched(office)
    assert split(office, *ASKED) == 3
    conclude(office, number=1, **GIVEN)
    with pytest.raises(InvalidInput) as refused:
        decide(office, "items_partly")
    assert "第 2、3 项还没有判断" in refused.value.fields["outcome"]
    conclude(office, number=2, **GIVEN)
    conclude(office, number=3, **ABSENT)
    assert work_items.form_of(office.item("T_handle")).initial(office.case)["outcome"] == "items_partly"
    with pytest.raises(InvalidInput):
        decide(office, "granted")
    decide(office, "items_partly")
    assert office.case.outcome == "items_partly"


def test_an_item_for_a_third_party_needs_the_party_on_record_which_the_letter_tells(office):
    judged(office, GIVEN, PARTLY)
    with pytest.raises(NotConsulted):
        decide(office, "items_partly_denied")
    office.consulted()
    decide(office, "items_partly_denied")
    office.attach()
    office.do("handler", "T_draft")
    said = words_of(letters_of(signed_and_issued(office).case)[-1])
    assert (
        "本机关于2026年3月2日书面征求第三方意见，第三方不同意公开。根据《条例》第十五条、第三十二条、"
        "第三十六条第（三）项、第三十七条的规定，部分公开，可以公开的部分随本告知书一并提供，对上述其余部分不予公开"
    ) in said
    assert "对本告知书中不予公开的部分不服的" in said


def test_what_is_left_out_as_no_information_is_not_refused(office):
    """第二条: nothing of it rests on 第十四条至第十六条, so nothing must go to reconsideration first."""
    judged(office, GIVEN, {**PARTLY, "ground": "not_information"})
    decide(office, "items_partly")
    office.attach()
    office.do("handler", "T_draft")
    said = words_of(letters_of(signed_and_issued(office).case)[-1])
    assert (
        "根据《条例》第二条、第三十七条的规定，部分公开，可以公开的部分随本告知书一并提供，上述其余部分不予提供"
        in said
    )
    assert "不予公开" not in said
    assert "如不服本告知书，可以自收到本告知书之日起60日内" in said


def test_an_item_does_not_exist_only_when_some_search_came_to_nothing(office):
    searched(office, "found")
    split(office, *ASKED[:2])
    conclude(office, number=1, **GIVEN)
    conclude(office, number=2, **ABSENT)
    with pytest.raises(NotSearched):
        decide(office, "items_partly")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"said": ""}, "said"), ({"said": "无"}, "said"), ({"said": "属于过程性信息，依法不予公开"}, "said"),
     ({"why_whole": ""}, "why_whole"), ({"outcome": "partly_granted", "why_departed": "可以分开"}, "ground")],
)  # fmt: skip
def test_an_item_says_what_its_letter_needs(office, changes, field):
    split(office, *ASKED[:2])
    with pytest.raises(InvalidInput) as refused:
        conclude(office, number=1, **{**REFUSED, **changes})
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    "items", [["只有一项"], ["甲", "甲"], [f"第{n}件" for n in range(51)], ["甲", "乙" * 201]]
)
def test_what_cannot_be_split_is_refused(office, items):
    with pytest.raises(InvalidInput) as refused:
        split(office, *items)
    assert set(refused.value.fields) == {"items"}
    assert items_of(office.case) == []


def test_items_that_stay_keep_their_judgement_and_none_makes_it_whole_again(office):
    split(office, *ASKED)
    conclude(office, number=3, **GIVEN)
    assert split(office, ASKED[2], "补贴标准", ASKED[0]) == 3
    assert [(one.number, one.asked, one.outcome) for one in items_of(office.case)] == [
        (1, ASKED[2], "granted"), (2, "补贴标准", ""), (3, ASKED[0], ""),
    ]  # fmt: skip
    assert split(office) == 0
    office.do("handler", "T_handle", **SEARCH, outcome="granted")


def test_thirty_nine_items_fit_one_letter(office):
    searched(office)
    split(office, *(f"第{n}村2024年度补贴发放明细" for n in range(1, 40)))
    for number in range(1, 40):
        conclude(office, number=number, **GIVEN)
    decide(office, "items_given")
    office.attach()
    office.do("handler", "T_draft")
    assert "39．关于“第39村2024年度补贴发放明细”" in words_of(letters_of(signed_and_issued(office).case)[-1])
    assert [row["number"] for row in more_of(office.case)["judgements"]] == list(range(1, 40))
