"""保密审查: which matters are sensitive, and which conclusions let a reply go on (条例第十四条、第十七条)."""

import pytest

from app.law.errors import InvalidInput
from app.law.secrecy import check_may_go_on, sensitivity_of


@pytest.mark.parametrize(
    ("outcome", "stated", "found"),
    [
        ("granted", "", "ordinary"), ("granted", "ordinary", "ordinary"), ("granted", "sensitive", "sensitive"),
        ("denied_state_secret", "", "sensitive"), ("denied_state_secret", "ordinary", "sensitive"),
        ("denied_safety_stability", "", "sensitive"), ("denied_third_party", "", "ordinary"),
        ("partly_granted", "sensitive", "sensitive"), ("", "", "ordinary"),
    ],
)  # fmt: skip
def test_what_the_table_takes_for_sensitive(outcome, stated, found):
    assert sensitivity_of(outcome, stated) == found


@pytest.mark.parametrize(
    ("outcome", "conclusion"),
    [
        ("granted", "disclose"), ("already_public", "disclose"), ("partly_granted", "part"),
        ("denied_state_secret", "withhold"), ("denied_third_party", "withhold"), ("not_existing", "disclose"),
        ("not_existing", "withhold"),
    ],
)  # fmt: skip
def test_what_agrees_goes_on(outcome, conclusion):
    check_may_go_on(outcome, conclusion)


@pytest.mark.parametrize(
    ("outcome", "conclusion"),
    [
        ("granted", "withhold"), ("granted", "part"), ("partly_granted", "disclose"),
        ("denied_state_secret", "disclose"), ("granted", "refer"), ("not_existing", "refer"),
    ],
)  # fmt: skip
def test_what_does_not_agree_or_is_open_does_not(outcome, conclusion):
    with pytest.raises(InvalidInput) as refused:
        check_may_go_on(outcome, conclusion)
    assert "conclusion" in refused.value.fields
