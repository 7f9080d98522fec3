"""Reconsiderations and suits: the fifteen cells of table four, days in their order, who may be told to reply anew."""

from dataclasses import replace
from datetime import date

import pytest

from app.law import proceedings as rules
from app.law.clock import ClockKind
from app.law.errors import DayOutOfRange, InvalidInput
from app.law.events import Event
from app.law.proceedings import Cell, Known, Proceeding
from tests.law.builders import clocks_of

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("ruling", "cell"),
    [
        ("maintained", "upheld"), ("claim_rejected", "upheld"), ("revoked", "corrected"),
        ("redo_ordered", "corrected"), ("reply_ordered", "corrected"), ("changed", "corrected"),
        ("found_unlawful", "corrected"), ("not_accepted", "other"), ("ended", "other"), ("settled", "other"),
        ("", "pending"),
    ],
)  # fmt: skip
def test_each_ruling_has_its_column(ruling, cell):
    assert Known(Proceeding.RECONSIDERATION, ruling).cell == cell


def test_no_ruling_is_without_a_column():
    assert {one.cell for one in rules.RULINGS.values()} == {Cell.UPHELD, Cell.CORRECTED, Cell.OTHER}


def test_table_four_counts_each_block_by_itself():
    counted = rules.table_four(
        [
            Known("reconsideration", "revoked"),
            Known("reconsideration"),
            Known("litigation_direct", "maintained"),
        ]
    )
    assert counted[Proceeding.RECONSIDERATION] == {"upheld": 0, "corrected": 1, "other": 0, "pending": 1}
    assert counted[Proceeding.LITIGATION_DIRECT]["upheld"] == 1
    assert sum(counted[Proceeding.LITIGATION_AFTER].values()) == 0


@pytest.mark.parametrize("others", [[], [Known("reconsideration")], [Known("litigation_direct", "ended")]])
def test_a_suit_after_reconsideration_needs_a_decided_one(others):
    with pytest.raises(rules.NoReconsiderationOnRecord) as refused:
        rules.check_kind("litigation_after_reconsideration", others)
    assert set(refused.value.fields) == {"kind"}


def test_a_suit_after_a_decided_reconsideration_may_be_entered():
    rules.check_kind("litigation_after_reconsideration", [Known("reconsideration", "maintained")])


@pytest.mark.parametrize(
    ("applied_on", "told_on", "wrong"),
    [
        (date(2026, 2, 27), date(2026, 4, 1), {"applied_on"}),  # before the request came
        (date(2026, 4, 2), date(2026, 4, 1), {"told_on"}),
        (date(2026, 4, 1), date(2026, 6, 2), {"told_on"}),
        (date(2026, 6, 2), date(2026, 6, 2), {"applied_on", "told_on"}),
    ],
)
def test_days_of_an_application_in_their_order(applied_on, told_on, wrong):
    with pytest.raises(DayOutOfRange) as refused:
        rules.check_days_of_application(applied_on, told_on, arrived_on=date(2026, 3, 2), today=TODAY)
    assert set(refused.value.fields) == wrong


@pytest.mark.parametrize(
    ("ruled_on", "got_on", "party_got_on", "wrong"),
    [
        (date(2026, 3, 31), date(2026, 5, 1), None, {"ruled_on"}),
        (date(2026, 5, 2), date(2026, 5, 1), None, {"got_on"}),
        (date(2026, 5, 2), date(2026, 5, 6), date(2026, 5, 1), {"party_got_on"}),
    ],
)
def test_days_of_a_ruling_in_their_order(ruled_on, got_on, party_got_on, wrong):
    with pytest.raises(DayOutOfRange) as refused:
        rules.check_days_of_ruling(ruled_on, got_on, party_got_on, applied_on=date(2026, 4, 1), today=TODAY)
    assert set(refused.value.fields) == wrong


@pytest.mark.parametrize("ruling", ["", "maintained", "changed", "found_unlawful", "ended"])
def test_only_a_reply_that_fell_is_written_anew(ruling):
    with pytest.raises(rules.NothingToRedo):
        rules.check_reopens(ruling)


def test_a_corrected_day_takes_the_place_of_the_first_one():
    events = [
        Event("decision_delivered", on=date(2026, 3, 20), data={"remedy_class": "E"}),
        Event("reconsideration_applied", on=date(2026, 4, 1), data={"id": "1", "edition": 1}),
        Event("reconsideration_applied", on=date(2026, 4, 8), data={"id": "1", "edition": 2}),
    ]
    (clock,) = clocks_of(*events).of_kind(ClockKind.RECONSIDERATION)
    assert clock.ended_on == date(2026, 4, 8)


KNOWN = [rules.Begun(1, "reconsideration", "某州人民政府", "某政复〔2026〕12号", date(2026, 3, 16))]


@pytest.mark.parametrize(
    "docket", ["某政复〔2026〕12号", "某政复〔２０２６〕１２号", "某政复[2026] 12号", "某政复（2026）12号"]
)
def test_the_same_docket_in_other_signs_is_the_same_proceeding(docket):
    with pytest.raises(rules.EnteredTwice) as refused:
        rules.check_not_entered("reconsideration", "某州人民政府", docket, date(2026, 4, 1), KNOWN)
    assert "第 1 条" in refused.value.fields["docket"]


@pytest.mark.parametrize("docket", ["", "某政复〔2026〕12号"])
def test_without_a_docket_the_day_tells_it(docket):
    known = [replace(KNOWN[0], docket="")]
    with pytest.raises(rules.EnteredTwice) as refused:
        rules.check_not_entered("reconsideration", "某州人民政府", docket, date(2026, 3, 16), known)
    assert set(refused.value.fields) == {"applied_on"}
    rules.check_not_entered("reconsideration", "某州人民政府", docket, date(2026, 3, 17), known)


@pytest.mark.parametrize(
    ("kind", "body", "docket"),
    [
        ("reconsideration", "某州人民政府", "某政复〔2026〕13号"),
        ("reconsideration", "某省人民政府", "某政复〔2026〕12号"),
        ("litigation_direct", "某州人民政府", "某政复〔2026〕12号"),
    ],
)
def test_another_one_is_entered(kind, body, docket):
    assert rules.check_not_entered(kind, body, docket, date(2026, 3, 16), KNOWN) is None


def test_a_docket_is_kept_with_plain_digits_and_its_own_brackets():
    assert rules.plain_digits("（２０２６）云2331行初5号") == "（2026）云2331行初5号"


GOT, EFFECT = date(2026, 4, 14), date(2026, 5, 6)


@pytest.mark.parametrize(
    ("kind", "effective_on", "day"),
    [
        ("litigation_direct", EFFECT, EFFECT), ("litigation_after_reconsideration", EFFECT, EFFECT),
        ("litigation_direct", None, GOT), ("reconsideration", None, GOT),
    ],
)  # fmt: skip
def test_an_order_is_counted_from_where_its_judgment_counts(kind, effective_on, day):
    assert rules.redo_counted_from(kind, GOT, effective_on) == day


def test_a_decision_on_reconsideration_takes_effect_when_it_is_served():
    with pytest.raises(InvalidInput) as refused:
        rules.check_takes_effect("reconsideration", EFFECT)
    assert set(refused.value.fields) == {"effective_on"}
