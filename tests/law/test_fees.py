"""The fee scale (国办函〔2020〕109号), against amounts worked out by hand."""

import pytest

from app.law.errors import InvalidInput
from app.law.fees import fee_by_cases, fee_by_pages
from app.law.parameters import Parameters

PARAMETERS = Parameters.load()


@pytest.mark.parametrize(
    ("cases", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (51, 7400),
    ],
)
def test_the_fee_by_cases_of_a_month(cases, yuan):
    assert fee_by_cases(cases, PARAMETERS).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        (0, 0),
        (30, 0),
        (31, 10),
        (100, 700),
        (101, 720),
        (200, 2700),
        (201, 2740),
    ],
)
def test_the_fee_by_pages(pages, yuan):
    assert fee_by_pages(pages, PARAMETERS).amount == yuan


def test_the_lines_show_how_the_amount_comes_about():
    lines = fee_by_cases(45, PARAMETERS).lines
    assert [(line.first, line.last, line.price, line.amount) for line in lines] == [
        (1, 10, 0, 0),
        (11, 30, 100, 2000),
        (31, 40, 200, 2000),
        (41, 45, 300, 1500),
    ]


def test_a_negative_number_is_refused():
    with pytest.raises(InvalidInput):
        fee_by_pages(-1, PARAMETERS)
