"""The facet of time on a card: what the house takes in, and its defaults."""

from pathlib import Path

import pytest

from app.casework.contract.drawing import Drawing
from app.casework.contract.errors import CardRefused
from app.casework.contract.platform import Platform
from app.casework.contract.process import Process
from app.casework.contract.terms import ENDS, IN_DAYS, IN_HOURS, SILENT, Rule, Terms
from app.law.clock import ClockKind, Unit
from app.processes.disclosure.terms import terms as of_disclosure


def platform_with(terms: Terms) -> Platform:
    return Platform.of(
        [
            Process(
                "response",
                "舆情回应",
                Drawing("patience", Path(__file__).parent),
                package=__name__,
                terms=terms,
            )
        ],
        [],
    )


@pytest.mark.parametrize(("terms", "field", "because"), [
    (Terms(leading=("reply", "replly")), "terms.leading", "a misspelt clock would never lead"),
    (Terms(leading=("reply",), waiting={"paymnet": "等待缴费"}), "terms.waiting", "nor wait"),
    (Terms(leading=("reply",), waiting={"payment": "等待缴费"}), "terms.waiting", "what waits must be able to lead"),
    (Terms(rules={"hours": Rule()}), "terms.rules", "a rule for nothing"),
    (Terms(rules={"reply": Rule(soon=-1)}), "terms.rules", "a margin behind the limit"),
    (Terms(punctual=("repl",)), "terms.punctual", "nobody would ever be late"),
])  # fmt: skip
def test_a_card_with_a_clock_that_does_not_exist_stops_the_start_with_one_line(terms, field, because):
    with pytest.raises(CardRefused) as refused:
        platform_with(terms)
    assert refused.value.field == field, because
    assert "response" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_default_says_no():
    terms = Terms()
    assert (terms.leading, terms.punctual, dict(terms.waiting)) == ((), (), {})
    assert terms.rule("reply") is SILENT
    platform_with(terms)


def test_a_leading_kind_without_a_rule_has_the_platforms():
    rule = Terms(leading=(ClockKind.REPLY,)).rule("reply")
    assert rule.stages_for(Unit.WORKING_DAY) == IN_DAYS
    assert rule.stages_for(Unit.HOUR) == IN_HOURS


@pytest.mark.parametrize(("unit", "limit", "margin"), [
    (Unit.WORKING_DAY, 20, 3), (Unit.NATURAL_DAY, 30, 3), (Unit.HOUR, 48, 12), (Unit.HOUR, 5, 1), (Unit.HOUR, 2, 1),
])  # fmt: skip
def test_the_platforms_margins(unit, limit, margin):
    assert Rule().margin(unit, limit) == margin


def test_a_process_without_an_entry_in_this_house_has_no_limit():
    assert platform_with(Terms(leading=("reply",))).terms("gone") == Terms()


def test_disclosure_waits_for_the_applicant_and_says_for_what():
    assert dict(of_disclosure.waiting) == {"clarification": "等待补正", "payment": "等待缴费"}
    assert of_disclosure.rule("clarification") == of_disclosure.rule("payment") == ENDS
