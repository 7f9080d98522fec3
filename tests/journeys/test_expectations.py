"""Journeys to the archive, held against a table that a jurist can read: tests/journeys/expectations/requests.toml.

Letter, row of the report, remedy, due day (with what a consultation adds) and day of delivery. What the table says is
not computed here.
"""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.casework.letters.deliveries import delivery_of
from app.casework.models import IssuedLetter
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.law.outcomes import gives_information, outcome
from app.processes.disclosure.registration import request_of
from tests.journeys.asked_to_clarify import drafts_itself
from tests.journeys.letters_seen import words_of
from tests.journeys.reply_file_hands import sample_of_reply
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
TABLE = tomllib.loads(Path(__file__).with_name("expectations").joinpath("requests.toml").read_text("utf-8"))
EVERY = [
    pytest.param(decision, way, id=f"{decision.get('name', decision['outcome'])}-{name}")
    for decision in TABLE["decision"]
    for name, way in TABLE["ways"].items()
]


class Journey(Office):
    """One request from its arrival to the archive, each step by who does it."""

    def walk(self, decision: dict, way: dict) -> None:
        if way["came"] == "online":
            self.apply(reply_way=way["wanted"])
        else:
            self.register(channel=way["came"], reply_way=way["wanted"])
        self._decide(decision)
        self._write()
        self.all_signed().do("reviewer", "T_issue", checked=True)

    def _decide(self, decision: dict) -> None:
        if decision.get("at") == "screening":
            self.registered().do(
                "reviewer", "T_screening", screening=decision["outcome"], opinion="不需转承办单位"
            )
            return
        self.assigned()
        if decision.get("before") == "third_party_objects":
            self._ask_the_third_party(decision.get("answered", self.now.date()))
        self.do("handler", "T_handle", **SEARCH, outcome=decision["outcome"])
        if gives_information(decision["outcome"]):
            self.attach()

    def _ask_the_third_party(self, answered: date) -> None:
        number = self.consulted("")
        self.later(days=(answered - self.now.date()).days)
        self.answer_consultation(number, "objected")

    def _write(self) -> None:
        is_plain = request_of(self.case).outcome == "granted"
        typed = GRANTED if is_plain else sample_of_reply(self)
        self.do("handler", "T_draft", **typed)

    def file(self, way: dict) -> None:
        """Sent or handed over as the applicant wanted, and filed with its proof."""
        if way["wanted"] == "post":
            self.do("clerk", "T_deliver", delivery="delivered", method="post", tracking_number="1099000000002",
                    sent_on=self.now.date().isoformat())  # fmt: skip
            self.later(days=7)
            self.do("clerk", "T_archive", retention_years=10, delivered_on=way["delivered"].isoformat())
        else:
            self.do("clerk", "T_archive", retention_years=10)


def reply_of(office: Office) -> IssuedLetter:
    return db.session.get_one(IssuedLetter, request_of(office.case).reply_letter_id)


def test_the_table_names_thirty_journeys_and_more():
    assert len(EVERY) >= 30


@pytest.mark.parametrize(("decision", "way"), EVERY)
def test_a_request_comes_to_what_the_table_says(decision, way):
    drafts_itself()
    office = Journey()
    office.walk(decision, way)
    letter, issued_on = reply_of(office), office.now.date()
    said = words_of(letter)
    assert letter.title == decision["letter"]
    assert outcome(office.case.outcome).report_row == decision["row"]
    assert ("日内先向" in said) is (decision["remedy"] == "先复议"), said[-300:]

    office.file(way)
    reply = clocks.clocks_of(office.case).of_kind("reply")[-1]
    assert (reply.due_on, reply.state) == (decision.get("due", way["due"]), "met")
    delivered = issued_on if way["delivered"] == "issued" else way["delivered"]
    assert delivery_of(letter.id).delivered_on == delivered
    assert office.case.state == CaseState.ARCHIVED
    assert office.open_items() == []
    assert issued_on == decision.get("answered", date(2026, 3, 2))
