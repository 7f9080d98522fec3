"""The table of outcomes: complete, and consistent with itself."""

import pytest

from app.law.errors import UnknownOutcome
from app.law.outcomes import GIVES_INFORMATION, OUTCOMES, gives_information, outcome

REPORT_ROWS = {
    "granted",
    "partly_granted",
    "denied_state_secret",
    "denied_law_forbids",
    "denied_safety_stability",
    "denied_third_party",
    "denied_internal_affairs",
    "denied_process",
    "denied_enforcement_file",
    "denied_special_query",
    "unavailable_not_held",
    "unavailable_needs_making",
    "unavailable_still_unclear",
    "refused_petition",
    "refused_repeated",
    "refused_publication",
    "refused_excessive",
    "refused_reissue",
    "other_clarification_lapsed",
    "other_fee_lapsed",
    "other_misc",
}


def test_every_result_row_of_the_annual_report_is_reached():
    assert len(REPORT_ROWS) == 21
    assert {row.report_row for row in OUTCOMES.values()} - {""} == REPORT_ROWS


def test_corrections_are_not_counted_and_items_that_give_nothing_count_by_what_they_came_to():
    assert [row.code for row in OUTCOMES.values() if not row.report_row] == [
        "corrected",
        "correction_transferred",
        "correction_refused",
        "items_denied",
        "items_some_denied",
        "items_unavailable",
    ]


@pytest.mark.parametrize(
    ("code", "letter_kind", "class_", "row"),
    [
        ("granted", "reply_granted", "E", "granted"),
        ("already_public", "reply_already_public", "E", "granted"),
        ("partly_granted", "reply_partly_granted", "QE", "partly_granted"),
        ("denied_process", "reply_denied_process", "Q", "denied_process"),
        ("special_query", "reply_special_query", "E", "denied_special_query"),
        ("not_responsible", "reply_not_responsible", "E", "unavailable_not_held"),
        ("not_information", "reply_plain", "E", "other_misc"),
        ("clarification_lapsed", "notice_clarification_lapsed", "E", "other_clarification_lapsed"),
        ("withdrawn", "withdrawal_confirmation", "P", "other_misc"),
    ],
)
def test_an_outcome_has_its_letter_remedy_and_row(code, letter_kind, class_, row):
    found = outcome(code)
    assert (found.letter_kind, found.remedy_class, found.report_row) == (letter_kind, class_, row)


def test_all_but_the_withdrawal_rest_on_an_article():
    assert [row.code for row in OUTCOMES.values() if not row.article] == ["withdrawn"]
    assert all(row.elements and row.title for row in OUTCOMES.values())


def test_an_unknown_outcome_is_refused():
    with pytest.raises(UnknownOutcome):
        outcome("granted_by_magic")


def test_information_is_given_with_these_decisions_only_and_with_none_that_is_unknown():
    by_items = {"items_given", "items_partly", "items_partly_denied"}
    assert {code for code in OUTCOMES if gives_information(code)} == {"granted", "partly_granted"} | by_items
    assert not gives_information("")
    assert not gives_information("withdrawn")
    assert not gives_information("no_such_decision")


def test_what_gives_information_names_its_article_and_is_decided_by_it():
    for code, article in GIVES_INFORMATION.items():
        assert article == OUTCOMES[code].article
