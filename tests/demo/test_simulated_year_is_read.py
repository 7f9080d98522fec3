"""`make prove` reads what `flask simulate` says: a miss, a stuck case or a broken chain is a failure."""

import pytest

from tests.prove.simulating import NONE_STUCK, REACHED, WHOLE, findings_of

GOOD = ["合计 62", REACHED, WHOLE, NONE_STUCK]


def judged(said, wall=100.0):
    return [one.is_good for one in findings_of("80 cases in 180 days", said, wall, 90.0)]


def test_a_whole_year_is_good():
    assert all(judged(GOOD))


@pytest.mark.parametrize(
    ("instead", "by"),
    [
        (REACHED, "没有出现的办理程序（依申请公开）：加签"),
        (WHOLE, "审计链在第 7 条断开：链接不符"),
        (NONE_STUCK, "停滞的办件 1 件：LF-2026-00001"),
        (NONE_STUCK, "Killed"),
    ],
)
def test_each_fault_is_one_failure(instead, by):
    assert judged([by if line == instead else line for line in GOOD]).count(False) == 1


def test_six_minutes_are_the_goal():
    assert judged(GOOD, wall=361.0).count(False) == 1
