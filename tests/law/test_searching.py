"""信息不存在 rests on searches that stand and found nothing (条例第三十六条第四项)."""

from datetime import date

import pytest

from app.law.errors import DayOutOfRange
from app.law.searching import (
    NotSearched,
    Search,
    SearchFoundIt,
    check_absence_is_searched,
    check_days_of_search,
)

NOTHING, UNSAID = Search(1, "自然资源局", "nothing"), Search(1, "自然资源局", "")
FOUND, PARTLY = Search(2, "档案馆", "found"), Search(2, "档案馆", "partly")


@pytest.mark.parametrize("searches", [[NOTHING], [UNSAID], [NOTHING, Search(2, "档案馆", "nothing")]])
def test_searches_that_found_nothing_carry_it(searches):
    assert check_absence_is_searched("not_existing", searches) is None


def test_without_a_search_nobody_says_that_it_does_not_exist():
    with pytest.raises(NotSearched) as refused:
        check_absence_is_searched("not_existing", [])
    assert set(refused.value.fields) == {"outcome"}


@pytest.mark.parametrize("found", [FOUND, PARTLY])
def test_a_search_that_found_something_forbids_it_and_is_named(found):
    with pytest.raises(SearchFoundIt, match="第 2 条（档案馆）为“查到"):
        check_absence_is_searched("not_existing", [NOTHING, found])


@pytest.mark.parametrize("outcome", ["granted", "not_responsible", ""])
def test_other_outcomes_ask_for_no_search(outcome):
    assert check_absence_is_searched(outcome, [FOUND]) is None


ARRIVED, TODAY = date(2026, 3, 2), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("began_on", "ended_on"), [(ARRIVED, TODAY), (None, ARRIVED), (None, TODAY), (TODAY, TODAY)]
)
def test_a_search_lies_between_arrival_and_today(began_on, ended_on):
    assert check_days_of_search(began_on, ended_on, arrived_on=ARRIVED, today=TODAY) is None


@pytest.mark.parametrize(
    ("began_on", "ended_on", "field"),
    [
        (date(2026, 3, 1), TODAY, "began_on"),
        (None, date(2026, 3, 1), "searched_on"),
        (None, date(2026, 3, 11), "searched_on"),
        (date(2026, 3, 11), TODAY, "began_on"),
        (date(2026, 3, 6), date(2026, 3, 5), "searched_on"),
    ],
)
def test_other_days_are_refused_beside_the_field(began_on, ended_on, field):
    with pytest.raises(DayOutOfRange) as refused:
        check_days_of_search(began_on, ended_on, arrived_on=ARRIVED, today=TODAY)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    "result", ["查到发放明细一份", "在移交目录中找到该文件", "检索到2024年明细", "发现一份复印件"]
)
def test_words_that_tell_of_a_find_carry_no_absence_whatever_was_chosen(result):
    """The letter recites them: 检索结果：查到发放明细一份。经检索，该信息不存在."""
    for finding in ("nothing", ""):
        with pytest.raises(SearchFoundIt, match=result):
            check_absence_is_searched("not_existing", [Search(1, "自然资源局", finding, result)])


@pytest.mark.parametrize(
    "result",
    [
        "未查到",
        "没有查到发放明细",
        "查无此件",
        "均未能找到",
        "所查到的是另一场会议的录像",
        "只查到2023年的明细",
        "镇里没有拍摄",
    ],
)
def test_words_that_tell_of_none_or_of_something_else_do(result):
    assert check_absence_is_searched("not_existing", [Search(1, "自然资源局", "nothing", result)]) is None


def test_a_refusal_names_a_long_result_by_its_beginning():
    result = "查到发放明细一份" * 100
    with pytest.raises(SearchFoundIt) as refused:
        check_absence_is_searched("not_existing", [Search(3, "自然资源局", "nothing", result)])
    assert f"第 3 条（自然资源局）为“{result[:40]}…”" in refused.value.message
    assert len(refused.value.message) < 120
