"""What one worker keeps together."""

import pytest

from tests.support.workers import TOGETHER, kept_with


@pytest.mark.parametrize(
    ("test", "heap"),
    [
        ("tests/browser/test_policy_journeys.py::test_one[desk]", "browser"),
        ("tests/web/test_look.py::test_page", "browser"),
        ("tests/demo/test_county.py::test_two", "demo county"),
        ("tests/demo/test_simulation.py::test_ended[seed 1]", "tests/demo/test_simulation.py seed 1"),
        ("tests/demo/test_simulation.py::test_lived[seed 2-x]", "tests/demo/test_simulation.py seed 2"),
    ],
)
def test_what_shares_something_is_kept_together(test, heap):
    assert kept_with(test) == heap


def test_what_shares_nothing_is_dealt_out_alone():
    test = "tests/law/test_days.py::test_sum[2026]"
    assert kept_with(test) == test


def test_each_place_that_is_kept_together_exists(request):
    for path in TOGETHER:
        assert (request.config.rootpath / path).exists(), path
