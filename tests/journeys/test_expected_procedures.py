"""Procedures to the archive, held against a table that a jurist can read: tests/journeys/expectations/procedures.toml.

Items, co-authors, a disclosure against an objection, a request that is passed on, one by word of mouth, a reply anew,
corrections. What the table says is not computed here.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.terms import clocks
from app.processes.disclosure.judging import report_row_of
from app.processes.disclosure.registration import request_of
from tests.journeys import expected_procedure
from tests.journeys.letters_seen import made_blank, words_of
from tests.journeys.test_expectations import REMEDIES, letter_of, pauses_of, remedies_in

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
TABLE = tomllib.loads(Path(__file__).with_name("expectations").joinpath("procedures.toml").read_text("utf-8"))
EVERY = [pytest.param(one, id=one["name"]) for one in TABLE["procedure"]]
PREFECTURE = "楚雄彝族自治州人民政府"


@pytest.mark.parametrize("expected", EVERY)
def test_a_procedure_comes_to_what_the_table_says(expected):
    office = getattr(expected_procedure, expected["walk"])()
    letter, issued_on = letter_of(office), office.now.date()
    said = words_of(letter)
    assert letter.title == expected["letter"]
    assert [fact for fact in expected["facts"] if fact not in said] == [], said
    assert (report_row_of(request_of(office.case)) or "") == expected["row"]
    at_the_prefecture = said.replace(expected.get("organ", PREFECTURE), PREFECTURE)
    assert remedies_in(at_the_prefecture) == REMEDIES[expected["remedy"]], said[-300:]
    if "before" in expected:
        assert expected["before"] in [one.title for one in letters_of(office.case)]

    made_blank(office)
    office.do("clerk", "T_archive", retention_years=10)
    clock = clocks.clocks_of(office.case).of_kind(expected.get("kind", "reply"))[-1]
    assert (clock.started_on, clock.due_on, clock.state) == (
        expected.get("since", date(2026, 3, 2)),
        expected.get("due", date(2026, 3, 30)),
        "met",
    )
    assert pauses_of(clock) == expected["pause"]
    assert delivery_of(letter.id).delivered_on == issued_on == expected["delivered"]
    assert (office.case.state, office.open_items()) == ("archived", [])
