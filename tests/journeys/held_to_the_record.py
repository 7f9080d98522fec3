"""What holds after every act of a play: letters say what the record says, clocks follow what is out, files follow the
decision, and an open case waits for somebody or for a day.

What a letter says is frozen at its issue, so it is held against the record right after the act that issued it. The
rest is looked at again when an act has touched it, and whole at the end of a play.
"""

from typing import Any

from sqlalchemy import func, select

from app.casework.acts import audit
from app.casework.acts.errors import NotFound
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of, number_of
from app.casework.models import (
    AuditEntry,
    CaseTimer,
    ClockEvent,
    Delivery,
    Document,
    IssuedLetter,
    WorkItem,
)
from app.casework.models.cases import ClockState
from app.casework.models.work import WorkItemStatus
from app.casework.papers.documents import documents_of
from app.casework.terms import clocks
from app.database import db
from app.law.clocks import Clocks
from app.law.outcomes import gives_information
from app.processes.disclosure.applicant_letters import may_download, paper_for_applicant
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.queries import clarification_of, latest_extension
from app.processes.disclosure.redo import order_of
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.vocabulary import Matter
from tests.journeys.any_order import AnyOrder


class Watch:
    """Holds the cases of a play against their record, as far as the last act has touched them."""

    def __init__(self, office: AnyOrder) -> None:
        self.office = office
        self.letters = {letter.id for letter in letters_of(office.case)}
        self.line = self.mark = None

    def look(self) -> None:
        """After an act. What left no line on record has changed nothing."""
        line = db.session.scalar(select(func.max(AuditEntry.sequence)))
        if line == self.line:
            return
        self.line = line
        check_goes_on(self.office)
        mark = touched(self.office.case.id)
        if mark == self.mark:
            return
        self.mark = mark
        for letter in letters_of(self.office.case):
            if letter.id not in self.letters:
                self.letters.add(letter.id)
                check_letter_on(self.office, letter)
        check_time(self.office)
        check_files(self.office)

    def close(self) -> None:
        """At the end of a play: everything once more, and the audit chain."""
        check_goes_on(self.office)
        check_time(self.office)
        check_files(self.office)
        assert audit.verify() is None


def touched(case_id: int) -> tuple[Any, ...]:
    """Another value for other letters, sendings, events, papers or another decision."""

    def of(value: Any, table: Any) -> Any:
        return select(value).where(table.case_id == case_id).scalar_subquery()

    days = func.count(Delivery.sent_on) + 1000 * func.count(Delivery.delivered_on)
    request = DisclosureRequest
    row = select(
        of(func.max(IssuedLetter.id), IssuedLetter), of(func.max(Delivery.id), Delivery), of(days, Delivery),
        of(func.count(ClockEvent.id), ClockEvent), of(func.max(Document.id), Document),
        of(request.outcome, request), of(request.reply_letter_id, request),
    )  # fmt: skip
    return tuple(db.session.execute(row).one())


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
    """An open case waits for somebody (a task) or for a day (a timer that is armed), and its clock is known.

    Only a reply that the organ replaces by itself has no limit: no article sets one.
    """
    case = office.case
    if not case.is_open:
        return
    waiting = select(WorkItem.id).where(
        WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.OPEN, WorkItem.beside.is_(None)
    )
    armed = select(CaseTimer.task_id).where(CaseTimer.case_id == case.id, CaseTimer.fired_at.is_(None))
    found = db.session.scalars(waiting.limit(1)).first() or db.session.scalars(armed.limit(1)).first()
    assert found, "nobody and nothing goes on with this case"
    replaces = request_of(case).matter == Matter.REDO and order_of(case) is None
    assert replaces or case.clock_state != ClockState.NONE


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


def _facts_of_reply(request: DisclosureRequest) -> dict[str, Any]:
    letter = db.session.get(IssuedLetter, request.reply_letter_id) if request.reply_letter_id else None
    return letter.facts if letter is not None else {}
