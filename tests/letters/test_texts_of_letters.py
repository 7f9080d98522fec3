"""Texts that a lawyer found wrong, each with the right one; samples in which days and reasons fit together."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.proceedings import RULINGS
from app.letters import Catalogue, preview_html
from app.letters.circumstances import Circumstances
from app.letters.letter_check import State, check_letter

CALENDAR = load_builtin_calendar()
TO_COME = {
    "answer_by",
    "reply_due_on",
    "original_due_on",
    "new_due_on",
    "due_on",
    "respond_by",
    "disclosed_on",
}
KINDS = list(Catalogue())


def text_of(name, **changes):
    kind = Catalogue().kind(name)
    return preview_html(kind, kind.sample_facts() | changes).striptags().replace(" ", "")


def test_a_request_for_correction_is_not_called_one_for_disclosure():
    text = text_of("correction_reply")
    assert "方式提出的政府信息更正申请（申请编号：" in text
    assert "政府信息公开申请" not in text
    assert "申请公开" not in text


def test_what_was_not_found_was_searched_for_once():
    text = text_of("reply_not_existing", reason="not_found")
    assert "经检索，本机关未找到该信息，您申请公开的信息不存在" in text


def test_article_38_is_quoted_with_its_exception():
    assert "除依照第三十七条的规定能够作区分处理的外，需要行政机关对现有政府信息进行加工、分析的" in text_of(
        "reply_needs_making"
    )


REFUSED = "和第三十六条第（三）项的规定，对该内容不予公开"
GROUNDS = {
    "state_secret": f"第十四条{REFUSED}",
    "law_forbids": f"第十四条{REFUSED}",
    "safety_stability": f"第十四条{REFUSED}",
    "third_party": f"第十五条、第三十二条{REFUSED}",
    "internal_affairs": f"第十六条第一款{REFUSED}",
    "process": f"第十六条第二款{REFUSED}",
    "enforcement_file": f"第十六条第二款{REFUSED}",
    "not_information": "第二条、第三十七条的规定，不予提供",
}


NO_INFORMATION = {"part": "对今后标准的解答", "reason": "本机关没有相应的记录", "ground": "not_information"}


@pytest.mark.parametrize(
    "ground", Catalogue().kind("reply_partly_granted").facts["withheld_parts"].columns[2].options
)
def test_a_withheld_part_cites_articles_without_asides(ground):
    text = text_of(
        "reply_partly_granted", withheld_parts=[{"part": "单价", "reason": "反映定价方法", "ground": ground}]
    )
    assert f"根据《条例》{GROUNDS[ground]}" in text


def test_a_partial_reply_finds_nothing_secret_where_a_part_is_no_information_at_all():
    kind = Catalogue().kind("reply_partly_granted")
    facts = {name: fact for name, fact in kind.sample_facts().items() if not name.startswith("consult")}
    text = preview_html(kind, {**facts, "withheld_parts": [NO_INFORMATION]}).striptags()
    assert "部分内容可以公开，其余内容依法不予提供，能够作区分处理" in text
    assert "不应当公开" not in text
    assert "第三方" not in text


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        ("disagreed", "第三方不同意公开"),
        ("partly", "第三方只同意公开部分内容，不同意公开其余内容"),
        ("no_reply", "第三方在征求意见期限内未提出意见，由本机关依法决定"),
        ("some_no_reply", "部分第三方在征求意见期限内未提出意见，由本机关依法决定"),
    ],
)
def test_what_a_third_party_said_is_told_as_it_was(heard, words):
    refused = text_of("reply_denied_third_party", consultation_result=heard)
    assert f"书面征求第三方意见。{words}" in refused
    assert ("理由是：" in refused) is (heard in ("disagreed", "partly"))
    assert f"上述内容涉及第三方合法权益的，本机关于2026年3月5日书面征求第三方意见，{words}。" in text_of(
        "reply_partly_granted", consultation_result=heard
    )


def test_a_day_that_binds_says_whether_it_counts():
    assert "以前（含当日）答复您" in text_of("deferred_reply_notice")
    assert "以前（含当日）书面反馈" in text_of("assistance_request")
    assert "以前（含当日）书面回复" in text_of("supervision_order")


def test_a_late_notice_to_clarify_says_that_the_days_run_on():
    text = text_of("clarification_notice", reply_stays_due_on="2026-03-30")
    assert "答复期限不因补正停止或者重新计算，仍于2026年3月30日届满" in text
    assert "自本机关收到补正的申请之日起计算" not in text


def test_what_was_paid_in_parts_was_paid_whole_on_the_last_day():
    assert "您已于2026年3月18日缴清信息处理费2200.00元" in text_of("fee_payment_confirmation")


def test_the_receipt_names_the_article_of_the_limit_and_no_code():
    text = text_of("registration_receipt")
    assert "第三十一条、第三十三条的规定，本机关自收到申请之日起20个工作日内予以答复" in text
    assert "查询码在网上提交成功的页面或者收件凭条上，本回执不载明" in text
    assert "已在提交或者登记时告知" not in text  # who wrote by post was told nothing then


def test_a_calculation_separates_what_is_counted_from_how():
    assert "第11至30件，20件×100元；第31件，1件×200元" in text_of("fee_notice")


def test_the_statute_of_the_sample_is_quoted_as_it_stands():
    words = (
        "统计调查中获得的能够识别或者推断单个统计调查对象身份的资料，"
        "任何单位和个人不得对外提供、泄露，不得用于统计以外的目的"
    )
    assert f"“{words}”" in text_of("reply_denied_law_forbids")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_no_sample_tells_of_what_happens_after_its_day(kind):
    facts = kind.sample_facts()
    days = {name: facts[name] for name, field in kind.facts.items() if field.type == "date" and name in facts}
    rows = [row for field in kind.facts.values() if field.type == "rows" for row in facts.get(field.name, ())]
    later = {name for name, day in days.items() if day > days[kind.dated_by]} - TO_COME
    assert later == set()
    assert all(str(row.get("day", "")) <= days[kind.dated_by] for row in rows)


@pytest.mark.parametrize(
    ("name", "starts", "days", "ends"),
    [
        ("notice_fee_lapsed", "fee_notice_delivered_on", 20, "payment_due_on"),
        ("fee_payment_confirmation", "paid_on", 20, "new_due_on"),
        ("notice_clarification_lapsed", "clarification_delivered_on", 10, "clarification_due_on"),
        ("extension_notice", "received_on", 20, "original_due_on"),
        ("extension_notice", "original_due_on", 20, "new_due_on"),
        ("registration_record", "received_on", 20, "reply_due_on"),
    ],
)
def test_the_days_of_a_sample_are_counted_as_the_law_counts(name, starts, days, ends):
    facts = Catalogue().kind(name).sample_facts()
    first, last = (date.fromisoformat(facts[fact]) for fact in (starts, ends))
    assert CALENDAR.add_working_days(first, days) == last


def test_a_new_reply_was_asked_for_before_it_was_first_answered():
    facts = Catalogue().kind("redo_reply").sample_facts()
    assert facts["received_on"].startswith("2025")
    assert "〔2025〕" in facts["earlier_number"]
    assert "区分处理" not in facts["findings"]


def test_an_opening_that_was_typed_again_is_pointed_at():
    kind = Catalogue().kind("reply_denied_third_party")
    weighed = "经衡量，" + kind.sample_facts()["public_interest_weighing"]
    found = check_letter(kind, kind.sample_facts() | {"public_interest_weighing": weighed}, Circumstances())
    assert [check.state for check in found if check.code == "openings"] == [State.WARNING]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_no_sample_has_one(kind):
    found = {check.code: check.state for check in check_letter(kind, kind.sample_facts(), Circumstances())}
    assert found["openings"] is State.OK


def test_a_new_reply_knows_every_ruling_that_wants_one():
    known = Catalogue().kind("redo_reply").facts["ruling"].options
    assert set(known) == {key for key, one in RULINGS.items() if one.reopens}
