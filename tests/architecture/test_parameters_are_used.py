"""Every legal parameter that an administrator may change is read by a rule that the product reaches, or not offered."""

import ast
from collections.abc import Iterable
from functools import cache

import pytest

from app.law.parameters import Parameters
from tests.architecture.reaching import ROOT, definitions, module_name, reached_in, tree_of

APP = ROOT / "app"
LAW = sorted((APP / "law").glob("*.py"))
REST = [path for path in sorted(APP.rglob("*.py")) if path not in LAW]
OF_EVENTS = {
    "secrecy_review_suspends": "secrecy_review_sent",
    "public_comment_min_days": "consultation_public_opened",
    "hearing_material_days": "hearing_set",
}
"""Parameters of clocks that begin with an event → that event, which an act must record."""
NAMED = {"partial_remedy_rule", "remedy_class_by_article"}


def words_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Every text constant in these statements."""
    inner = (one for node in nodes for one in ast.walk(node))
    return {one.value for one in inner if isinstance(one, ast.Constant) and isinstance(one.value, str)}


@cache
def words_of_acts() -> set[str]:
    """Every text constant outside the law: an event that no act names is recorded by none."""
    return words_in(node for path in REST for node in tree_of(path).body)


@cache
def keys_that_are_read() -> set[str]:
    """Keys named outside the law, and in the law by what the product reaches. The whole product is read for it: once,
    and not to collect tests."""
    named = set(words_of_acts())
    reached = reached_in(LAW, REST)
    for path in LAW:
        for name, nodes in definitions(path).items():
            if (module_name(path), name) in reached:
                named |= words_in(nodes)
    return named


def is_used(key: str) -> bool:
    return key in keys_that_are_read() and (key not in OF_EVENTS or OF_EVENTS[key] in words_of_acts())


@pytest.mark.parametrize("entry", list(Parameters.load()), ids=lambda entry: entry.key)
def test_it_is_read_by_a_rule_or_not_offered(entry):
    assert is_used(entry.key) == entry.is_offered, (
        "no rule or no act reads it: say in parameters.toml what it waits for" if entry.is_offered else
        "a rule reads it now: delete its waits_for in parameters.toml"
    )  # fmt: skip


def test_the_search_finds_what_is_read_and_passes_over_what_is_not():
    assert keys_that_are_read() >= NAMED
    assert "reconsideration_max_years" not in keys_that_are_read(), "no rule reads it yet"


def test_a_clock_whose_event_nobody_records_is_used_by_none():
    assert OF_EVENTS.keys() <= keys_that_are_read(), "the rules are there"
    assert "reason_requested" in words_of_acts(), "and this is how an act names an event"
