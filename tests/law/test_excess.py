"""第三十五条: a reason is judged before the request is refused for its number, and a deferral rests on a good one."""

import pytest

from app.law.excess import ReasonIsReasonable, ReasonNotJudged, check_may_be_excessive


@pytest.mark.parametrize(
    ("has_statement", "judged", "refused"),
    [(True, "", ReasonNotJudged), (True, "reasonable", ReasonIsReasonable)],
)
def test_a_reason_that_lies_there_is_judged_first(has_statement, judged, refused):
    with pytest.raises(refused) as said:
        check_may_be_excessive("excessive", has_statement=has_statement, judged=judged, field="screening")
    assert set(said.value.fields) == {"screening"}


@pytest.mark.parametrize(
    ("outcome", "has_statement", "judged"),
    [
        ("excessive", False, ""),
        ("excessive", True, "unreasonable"),
        ("granted", True, ""),
        ("", True, "reasonable"),
    ],
)
def test_without_a_reason_or_with_a_bad_one_it_may_be_refused(outcome, has_statement, judged):
    assert check_may_be_excessive(outcome, has_statement=has_statement, judged=judged, field="x") is None
