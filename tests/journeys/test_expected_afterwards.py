"""Journeys on pages, held against a table that a jurist can read: tests/journeys/expectations/afterwards.toml.

协办, 转主动公开, 行政复议 and 行政诉讼: every act is a form sent to a page, to the archive. What the table says is not
computed here.
"""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.models import IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.processes.disclosure.judging import report_row_of
from app.processes.disclosure.proceedings import counted_in
from app.processes.disclosure.registration import request_of
from tests.journeys import expected_on_pages
from tests.journeys.letters_seen import words_of
from tests.journeys.over_pages import PagesOffice
from tests.journeys.test_conversion import PROPOSED
from tests.journeys.test_expectations import REMEDIES, pauses_of, remedies_in

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
TABLE = tomllib.loads(Path(__file__).with_name("expectations").joinpath("afterwards.toml").read_text("utf-8"))
EVERY = [pytest.param(one, id=one["name"]) for one in TABLE["journey"]]


@pytest.mark.parametrize("expected", EVERY)
def test_a_journey_on_pages_comes_to_what_the_table_says(expected):
    office: PagesOffice = getattr(expected_on_pages, expected["walk"])()
    if office.case.state != "archived":
        office.do("clerk", "T_archive", retention_years=10)
    assert (office.case.state, office.open_items()) == ("archived", [])

    letter = db.session.get_one(IssuedLetter, request_of(office.case).reply_letter_id)
    said = words_of(letter)
    assert letter.title == expected["letter"]
    assert [fact for fact in expected["facts"] if fact not in said] == [], said
    assert remedies_in(said) == REMEDIES[expected["remedy"]], said[-300:]
    assert delivery_of(letter.id).delivered_on == expected["delivered"]
    _its_form(office, expected)
    page = re.sub(r"<[^>]+>|\s", "", office.get("clerk", f"/desk/cases/{office.number}"))
    assert [words for words in expected["record"] if words not in page] == [], page

    assert report_row_of(request_of(office.case)) == expected["row"]
    assert _table_four(office) == expected["four"]
    _its_clock(office, expected)


def _its_form(office: PagesOffice, expected: dict) -> None:
    """The form of Art. 44 that went into the file, and what stands before the public."""
    if "form" not in expected:
        return
    (form,) = [one for one in letters_of(office.case) if one.title == expected["before"]]
    assert [words for words in expected["form"] if words not in words_of(form)] == []
    assert (PROPOSED["headline"] in office.get("", "/publications")) is expected["public"]


def _table_four(office: PagesOffice) -> list[list[str]]:
    """Block and column of each proceeding that is counted."""
    counted = counted_in({office.case.organ_id}, date(2026, 1, 1), date(2026, 12, 31))
    return [
        [str(block), str(cell)] for block, row in counted.items() for cell, n in row.items() for _ in range(n)
    ]


def _its_clock(office: PagesOffice, expected: dict) -> None:
    found = clocks.clocks_of(office.case).of_kind(expected["clock"])
    if expected["ended"] == "none":
        assert found == []
        return
    clock = found[-1]
    ends = (clock.started_on, clock.due_on, str(clock.state))
    assert ends == (expected["since"], expected["due"], expected["ended"])
    assert pauses_of(clock) == expected["pause"]
