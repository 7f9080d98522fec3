"""What a quarterly check tells: numbers before rates, each kind of finding with its documents, days without overlap."""

from datetime import date, datetime, timedelta

import pytest

from app.law.policy_check import (
    Finding,
    FindingKind,
    QuarterNotOver,
    check_over,
    days_on_average,
    share,
    time_spent,
    told,
)
from app.law.policy_material import Quarter

MORNING = datetime(2026, 3, 2, 9, 0)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(3, 4, "3/4（75%）"), (0, 2, "0/2（0%）"), (2, 3, "2/3（67%）"), (0, 0, "0/0")],
)
def test_a_rate_never_stands_without_its_numbers(part, whole, words):
    assert share(part, whole) == words


def test_a_quarter_is_told_from_the_day_after_its_last():
    with pytest.raises(QuarterNotOver) as refused:
        check_over(Quarter(2026, 1), date(2026, 3, 31))
    assert "2026年第一季度还没有结束" in refused.value.fields["quarter"]
    assert check_over(Quarter(2026, 1), date(2026, 4, 1)) is None


def test_each_kind_is_told_once_with_all_its_documents():
    found = [
        Finding(FindingKind.SINGLE_FORM, "甲办法", "财政局"),
        Finding(FindingKind.SENT_WITHOUT, "乙办法", "司法局", "解读方案没有解读提纲"),
        Finding(FindingKind.SINGLE_FORM, "乙办法", "司法局"),
    ]
    assert list(told(found)) == [
        "报送时解读方案、解读材料不齐的 1 件：《乙办法》（司法局）：解读方案没有解读提纲",
        "解读形式单一，只有文字解读的 2 件：《甲办法》（财政局）；《乙办法》（司法局）",
    ]
    assert list(told([])) == ["本季度检查没有发现问题"]


def test_several_who_sign_at_once_count_once():
    at = [MORNING + number * HOUR for number in range(9)]
    assert time_spent([(at[0], at[4]), (at[1], at[3]), (at[2], at[5]), (at[7], at[8])]) == 6 * HOUR
    assert time_spent([]) == timedelta()


def test_days_are_of_twenty_four_hours_and_of_nothing_there_is_no_average():
    assert days_on_average([timedelta(days=1), timedelta(days=2), timedelta(hours=12)]) == 1.2
    assert days_on_average([]) is None
