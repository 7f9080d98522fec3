"""The fee of a request: its own place in the month, or its pages; nothing without a count."""

from datetime import date

import pytest

from app.law.charging import (
    ChargedBy,
    NothingToCharge,
    Owed,
    PaymentOutOfRange,
    calculation,
    cases_of,
    check_payment,
    fee_of,
    pages_of,
    ways_to_charge,
)
from app.law.fees import fee_by_cases
from app.law.parameters import Parameters

PARAMETERS = Parameters.load()


@pytest.mark.parametrize(
    ("earlier", "own", "yuan", "formula"),
    [
        (10, 1, 100, "第11件，1件×100元"),
        (9, 2, 100, "第11件，1件×100元"),
        (29, 2, 300, "第30件，1件×100元；第31件，1件×200元"),
        (0, 31, 2200, "第11至30件，20件×100元；第31件，1件×200元"),
        (40, 1, 300, "第41件，1件×300元"),
    ],
)
def test_a_request_bears_the_price_of_its_own_place_in_the_month(earlier, own, yuan, formula):
    fee = fee_of(cases_of(earlier, own), PARAMETERS)
    assert fee.amount == yuan
    assert calculation(fee, ChargedBy.CASES) == formula


def test_the_requests_of_a_month_add_up_to_the_fee_of_the_month():
    each = [fee_of(cases_of(earlier, 1), PARAMETERS).amount for earlier in range(10, 55)]
    assert sum(each) == fee_by_cases(55, PARAMETERS).amount


@pytest.mark.parametrize(("pages", "yuan"), [(31, 10), (100, 700), (101, 720), (201, 2740)])
def test_pages_are_those_of_one_request(pages, yuan):
    assert fee_of(pages_of(pages), PARAMETERS).amount == yuan


@pytest.mark.parametrize("count", [lambda: cases_of(9, 1), lambda: pages_of(30)])
def test_what_is_free_is_not_charged(count):
    with pytest.raises(NothingToCharge):
        fee_of(count(), PARAMETERS)


@pytest.mark.parametrize(
    ("make", "field"), [(lambda: pages_of(None), "pages"), (lambda: cases_of(40, 0), "items")]
)
def test_without_a_count_there_is_no_fee(make, field):
    with pytest.raises(NothingToCharge) as refused:
        make()
    assert set(refused.value.fields) == {field}


def test_pages_are_charged_only_for_what_is_handed_over():
    assert ways_to_charge(PARAMETERS, "granted") == (ChargedBy.CASES, ChargedBy.PAGES)
    assert ways_to_charge(PARAMETERS, "not_existing") == ways_to_charge(PARAMETERS, "") == (ChargedBy.CASES,)


FIRST, SECOND = date(2026, 3, 10), date(2026, 3, 12)


def test_parts_add_up_and_the_last_one_settles():
    part = Owed(200, [(FIRST, 150)])
    assert (part.received, part.rest, part.settled_on) == (150, 50, None)
    assert Owed(200, [(SECOND, 150), (FIRST, 50)]).settled_on == SECOND
    assert Owed(200).settled_on is None


@pytest.mark.parametrize("yuan", [0, -1, 51])
def test_a_payment_lies_within_what_is_owed(yuan):
    with pytest.raises(PaymentOutOfRange) as refused:
        check_payment(Owed(200, [(FIRST, 150)]), yuan)
    assert set(refused.value.fields) == {"amount"}


def test_the_rest_may_be_paid():
    assert check_payment(Owed(200, [(FIRST, 150)]), 50) is None
