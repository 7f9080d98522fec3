from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest

from app.engine.facts import flat_facts, is_result


class Outcome(StrEnum):
    DENIED = "denied"


class Level(IntEnum):
    COUNTY = 3


def test_scalars_and_flat_lists_pass():
    facts = {"a": "text", "b": 1, "c": 1.5, "d": True, "e": None, "f": ["x", 1], "征求": "是"}
    assert flat_facts(facts) == facts


@pytest.mark.parametrize(
    "value",
    [date(2026, 1, 5), Decimal("1"), {"a": 1}, [[1]], [{"a": 1}], b"x", object(), float("nan"), 2**63],
)
def test_everything_else_is_left_out(value):
    assert flat_facts({"fact": value, "kept": 1}) == {"kept": 1}


@pytest.mark.parametrize("name", ["_hidden", "__builtins__", "two words", "len", "1st", 5])
def test_names_that_no_expression_can_read_are_left_out(name):
    assert flat_facts({name: 1}) == {}


def test_enumerations_become_plain_values():
    facts = flat_facts({"outcome": Outcome.DENIED, "level": Level.COUNTY, "many": [Outcome.DENIED]})
    assert [type(value) for value in facts.values()] == [str, int, list]
    assert type(facts["many"][0]) is str


def test_a_tuple_becomes_a_list():
    assert flat_facts({"signers": ("a", "b")}) == {"signers": ["a", "b"]}


@pytest.mark.parametrize(
    ("value", "fits"),
    [(None, True), ({"letter_id": 5}, True), ([1, 2], True), ({"a": {"b": 1}}, False), (object(), False)],
)
def test_an_operation_gives_back_something_flat(value, fits):
    assert is_result(value) is fits
