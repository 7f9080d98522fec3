"""What a clock that ran ahead has put on record opens nothing once the clock is right again."""

import pytest


@pytest.fixture
def ahead(applicant):
    """Sent and looked at by a clock that is 400 days ahead; then the clock is set right."""
    applicant.later(days=400)
    number, code = applicant.applies()
    applicant.looks_up(number, code)
    assert number in applicant.get(f"/progress/{number}").text
    assert number in applicant.get("/apply/receipt").text
    return applicant.later(days=-400), number, code


@pytest.mark.parametrize("days", [0, 1, 200, 399])
def test_neither_the_leave_to_follow_nor_the_receipt_outlasts_it(ahead, days):
    applicant, number, _code = ahead
    applicant.later(days=days)
    assert number not in applicant.get(f"/progress/{number}").text
    assert number not in applicant.get("/apply/receipt").text


def test_the_code_opens_it_again(ahead):
    applicant, number, code = ahead
    applicant.looks_up(number, code)
    assert number in applicant.get(f"/progress/{number}").text
