"""Journeys to the archive, held against a table that a jurist can read: tests/journeys/expectations/requests.toml.

Letter and its facts, row of the report, remedy, the clock of the reply (since when, what it does not count, due day,
how it ended) and day of delivery. What the table says is not computed here.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.models import IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.law.clock import Clock
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.judging import report_row_of
from app.processes.disclosure.registration import request_of
from tests.journeys.expected_journey import Journey
from tests.journeys.letters_seen import words_of
from tests.support.county import drafts_itself

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
TABLE = tomllib.loads(Path(__file__).with_name("expectations").joinpath("requests.toml").read_text("utf-8"))
EVERY = [
    pytest.param(decision, way, id=f"{decision.get('name', decision['outcome'])}-{name}")
    for decision in TABLE["decision"]
    for name, way in TABLE["ways"].items()
    if name in decision.get("ways", TABLE["ways"])
]
ELSEWHERE = {"items_given", "items_partly", "items_partly_denied"}
"""Outcomes with journeys in tests of their own: by items."""
REMEDIES = {
    "无": (False, False),
    "先复议": (True, False),
    "复议或者诉讼": (False, True),
    "先复议；其余复议或者诉讼": (True, True),
}
"""As the table says it: reconsideration comes first, the court is open at once."""


def letter_of(office: Journey) -> IssuedLetter:
    """The reply, or what stands for one."""
    reply_id = request_of(office.case).reply_letter_id
    return db.session.get_one(IssuedLetter, reply_id) if reply_id else letters_of(office.case)[-1]


def remedies_in(said: str) -> tuple[bool, bool]:
    """Which of the two a letter tells."""
    first = (
        "起60日内先向楚雄彝族自治州人民政府申请行政复议" in said and "起15日内向有管辖权的人民法院" in said
    )
    either = "起60日内向楚雄彝族自治州人民政府申请行政复议，或者" in said and "起6个月内直接向" in said
    return first, either


def pauses_of(clock: Clock) -> list[list[date]]:
    """Each span that is not counted: the day after which, and the last day of it."""
    return [[span.after, span.until] for span in clock.excluded]


def test_the_table_names_thirty_journeys_and_more():
    assert len(EVERY) >= 40


def test_every_outcome_that_the_report_counts_has_its_row():
    told = {decision["outcome"] for decision in TABLE["decision"]}
    assert {one.code for one in OUTCOMES.values() if one.report_row} - told == ELSEWHERE


@pytest.mark.parametrize(("decision", "way"), EVERY)
def test_a_request_comes_to_what_the_table_says(decision, way):
    drafts_itself()
    office = Journey()
    office.walk(decision, way)
    letter, issued_on = letter_of(office), office.now.date()
    said = words_of(letter)
    assert letter.title == decision["letter"]
    assert [fact for fact in decision["facts"] if fact not in said] == [], said
    assert report_row_of(request_of(office.case)) == decision["row"]
    assert remedies_in(said) == REMEDIES[decision["remedy"]], said[-300:]
    assert ("复议" in said) is (decision["remedy"] != "无")

    office.file(way)
    reply = clocks.clocks_of(office.case).of_kind("reply")[-1]
    assert (reply.started_on, reply.due_on, reply.state) == (
        decision.get("since", date(2026, 3, 2)),
        decision.get("due", way["due"]),
        decision.get("clock", "met"),
    )
    assert pauses_of(reply) == decision["pause"]
    delivered = issued_on if way["delivered"] == "issued" else way["delivered"]
    assert delivery_of(letter.id).delivered_on == delivered
    assert office.case.state == decision.get("state", "archived")
    assert office.open_items() == []
    assert issued_on == decision.get("answered", date(2026, 3, 2))
