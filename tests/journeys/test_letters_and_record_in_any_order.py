"""Legal acts in any order by any role: no letter differs from the record, no file is given that was not decided,
nothing crashes, and no open case is left without a task or a timer.

What a letter says is frozen at its issue, so it is held against the record right after each act. `make plays` plays
500 times 40 moves; every run of the suite plays a few.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.casework.acts.errors import NotFound
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of, number_of
from app.casework.models import CaseTimer, Delivery, IssuedLetter
from app.casework.models.cases import ClockState
from app.casework.papers.documents import documents_of
from app.casework.terms import clocks
from app.database import db
from app.law.clocks import Clocks
from app.law.outcomes import gives_information
from app.processes.disclosure.applicant_letters import may_download, paper_for_applicant
from app.processes.disclosure.queries import clarification_of, latest_extension
from app.processes.disclosure.registration import request_of
from tests.journeys.any_order import ACTS, ANYBODY, BEGINNINGS, AnyOrder
from tests.journeys.asked_to_clarify import drafts_itself

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
PLAYS, MOVES = int(os.environ.get("PLAYS", 3)), int(os.environ.get("MOVES", 12))  # for each beginning
moves = st.tuples(
    st.sampled_from(ACTS),
    st.sampled_from(("right",) * 9 + ANYBODY),
    st.integers(0, 11),
    st.sampled_from((0, 0, 0, 1, 2, 5)),
)


def new_letters(office: AnyOrder, known: set[int]) -> list[IssuedLetter]:
    return [letter for letter in letters_of(office.case) if letter.id not in known]


def check_letter_on(office: AnyOrder, letter: IssuedLetter) -> None:
    """What a letter that was just issued says, against the rows and clocks as they stand."""
    case, request, said = office.case, request_of(office.case), letter.facts
    asked = clarification_of(case)
    if "received_on" in said and case.received_on:
        assert said["received_on"] == case.received_on.isoformat(), letter.kind
    if said.get("amended_on"):
        assert asked is not None
        assert (said["amended_on"], said["amended_content"]) == (asked.answered_on.isoformat(), asked.answer)
        assert said["amended_notice"] == number_of(asked.letter_id)
    if letter.kind == "clarification_notice":
        due_on = clocks.clocks_of(case).progress.notice_due_on
        is_late = letter.issued_on > due_on
        assert bool(said.get("reply_stays_due_on")) == is_late
        assert said.get("to_be_sent_by") in (None, due_on.isoformat())
    if letter.kind == "notice_clarification_lapsed":
        assert said["clarification_delivered_on"] == asked.delivered_on.isoformat()
        assert bool(said.get("late_answer_on")) == bool(asked.late_answer_on), "an answer on record is denied"
    if letter.kind == "extension_notice":
        assert said["approved_on"] == latest_extension(case).decided_at.date().isoformat()
    if letter.id == request.reply_letter_id:
        listed = [row["name"] for row in said.get("enclosures") or ()]
        given = [one.name for one in request.files if one.removed_at is None]
        assert listed == (given if gives_information(request.outcome) else [])


def check_time(office: AnyOrder) -> None:
    """A letter that is not out has moved no clock; one that has arrived has started what runs from its arrival."""
    case, request = office.case, request_of(office.case)
    found, events = clocks.clocks_of(case), clocks.events_of(case)
    days = {str(event.type): event.day for event in events}
    for letter in letters_of(case):
        check_sending(letter, delivery_of(letter.id), found, days)
    reply = delivery_of(request.reply_letter_id) if request.reply_letter_id else None
    delivered = reply.delivered_on if reply is not None else None
    assert days.get("decision_delivered") == delivered


def check_sending(letter: IssuedLetter, sent: Delivery | None, found: Clocks, days: dict) -> None:
    is_out = sent is not None and sent.state in ("sent", "delivered")
    if letter.kind == "clarification_notice":
        assert (found.progress.notice is not None) == is_out
        if is_out:
            assert found.progress.notice.sent_on == (sent.sent_on or sent.delivered_on)
            in_time = found.progress.notice.sent_on <= found.progress.notice_due_on
            assert found.progress.notice.interrupts == in_time
    if letter.kind == "extension_notice" and not is_out:
        assert days.get("extension_notice_sent", letter.issued_on) < letter.issued_on or (
            "extension_notice_sent" not in days
        )


def check_goes_on(office: AnyOrder) -> None:
    """An open case waits for somebody (a task) or for a day (a timer that is armed), and its clock is known."""
    case = office.case
    if not case.is_open:
        return
    armed = select(CaseTimer.task_id).where(CaseTimer.case_id == case.id, CaseTimer.fired_at.is_(None))
    assert office.open_items() or db.session.scalars(armed).first(), (
        "nobody and nothing goes on with this case"
    )
    assert case.clock_state != ClockState.NONE


def check_files(office: AnyOrder) -> None:
    """An applicant gets a file that is bound in a decision which gives it and which is out; never another."""
    request = request_of(office.case)
    reply = delivery_of(request.reply_letter_id) if request.reply_letter_id else None
    may = gives_information(request.outcome) and may_download(reply)
    bound = {row.get("sha256") for row in _facts_of_reply(request).get("enclosures") or ()}
    for document in documents_of(office.case):
        if document.origin in ("applicant", "proof"):
            continue
        try:
            paper_for_applicant(request, document.id)
        except NotFound:
            continue
        assert may, document.filename
        assert document.file_hash in bound, document.filename


def _facts_of_reply(request) -> dict:
    letter = db.session.get(IssuedLetter, request.reply_letter_id) if request.reply_letter_id else None
    return letter.facts if letter is not None else {}


@settings(max_examples=PLAYS, suppress_health_check=list(HealthCheck))
@given(
    online=st.booleans(),
    sequence=st.lists(moves, min_size=MOVES // 2 if PLAYS < 10 else MOVES, max_size=MOVES),
)
def check_a_play(where, online, sequence):
    office = AnyOrder()
    office.begin(where, online=online)
    known = {letter.id for letter in letters_of(office.case)}
    for act in sequence:
        refused = office.refused
        office.move(*act)
        if office.refused > refused and not act[-1]:
            continue  # nothing was done, and no day has passed
        for letter in new_letters(office, known):
            check_letter_on(office, letter)
            known.add(letter.id)
        check_time(office)
        check_goes_on(office)
        check_files(office)


@pytest.mark.parametrize("where", BEGINNINGS)
def test_no_letter_differs_from_the_record_and_no_file_is_given_that_was_not_decided(county, where):
    drafts_itself()
    check_a_play(where)
