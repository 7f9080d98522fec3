"""The legal parameters: numbers with their articles, the office's own values, refusals."""

import pytest

from app.law.errors import InvalidParameters
from app.law.parameters import Parameters

PARAMETERS = Parameters.load()


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [
        ("reply_working_days", 20, "verified"),
        ("extension_max_working_days", 20, "verified"),
        ("clarification_notice_working_days", 7, "verified"),
        ("clarification_period_working_days", 10, "unverified"),
        ("consultation_working_days", 15, "verified"),
        ("fee_payment_working_days", 20, "unverified"),
        ("deferred_reply_working_days", None, "verified"),
        ("reconsideration_days", 60, "verified"),
        ("litigation_months", 6, "verified"),
        ("first_statement_hours", 5, "verified"),
    ],
)
def test_a_number_has_its_state_of_checking(key, value, status):
    entry = PARAMETERS.entry(key)
    assert (entry.value, entry.status) == (value, status)


def test_every_entry_has_title_article_and_document():
    assert len(PARAMETERS) == 81
    assert all(entry.title and entry.article and entry.document for entry in PARAMETERS)


def test_what_was_not_checked_says_so():
    assert PARAMETERS.entry("fee_payment_working_days").status_words == "未核对"


def test_an_office_may_set_its_own_value():
    changed = PARAMETERS.with_overrides({"clarification_period_working_days": 15})
    assert changed.value("clarification_period_working_days") == 15
    assert changed.entry("clarification_period_working_days").changed
    assert PARAMETERS.value("clarification_period_working_days") == 10


@pytest.mark.parametrize(
    "overrides",
    [
        {"no_such_key": 1},
        {"reply_working_days": "20"},
        {"reply_working_days": -1},
        {"reply_working_days": True},
        {"late_clarification_restarts": 1},
        {"suspension_bounds": "whenever"},
    ],
)
def test_an_unfitting_value_is_refused(overrides):
    with pytest.raises(InvalidParameters) as refusal:
        PARAMETERS.with_overrides(overrides)
    assert set(refusal.value.fields) == set(overrides)


@pytest.mark.parametrize(
    "text",
    [
        "[[parameter",
        '[[parameter]]\nkey = "a"',
        '[[parameter]]\nkey = "a"\ntitle = "甲"\nunit = "mile"\narticle = ""\ndocument = ""\n'
        'status = "verified"\nnote = ""',
    ],
)
def test_a_broken_file_is_refused(text):
    with pytest.raises(InvalidParameters):
        Parameters.from_toml(text)
