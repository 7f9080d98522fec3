"""职能: organs are proposed by the words that a request holds; passing on comes before the reply."""

import pytest

from app.law.functions import NotForUsFirst, PassedOnTooLate, check_may_be_passed_on, proposed

FUNCTIONS = {
    1: "财政预算、国库集中支付\n补贴资金",
    2: "耕地地力保护补贴、农村土地承包",
    3: "不动产登记、征地",
    4: "",
}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("2024年度耕地地力保护补贴发放明细", [2]),
        ("耕地地力保护补贴的补贴资金拨付凭证", [2, 1]),
        ("征地批复", [3]),
        ("学校招生计划", []),
        ("", []),
    ],
)
def test_the_longest_words_come_first(text, units):
    assert [unit for unit, _words in proposed(text, FUNCTIONS)] == units


def test_the_words_are_told():
    assert proposed("耕地地力保护补贴", FUNCTIONS) == [(2, ["耕地地力保护补贴"])]


def test_one_sign_tells_nothing():
    assert proposed("地", {1: "地"}) == []


@pytest.mark.parametrize("outcome", ["", "granted", "petition"])
def test_only_what_is_not_for_us_is_passed_on(outcome):
    with pytest.raises(NotForUsFirst):
        check_may_be_passed_on(outcome, is_reply_out=False)


def test_not_after_the_reply():
    with pytest.raises(PassedOnTooLate):
        check_may_be_passed_on("not_responsible", is_reply_out=True)
