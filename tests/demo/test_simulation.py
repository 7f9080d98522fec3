"""What holds after any stretch of office life: two seeds, two dozen requests over sixty days each."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.casework.acts import audit
from app.casework.models import Case, CaseClock, CaseRun, IssuedLetter, NumberSeries, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import diagram_set
from app.casework.terms import clocks
from app.database import db
from app.demo.disk import without_waiting_for_the_disk
from app.demo.living import Office
from app.demo.simulation import simulate
from app.engine import runner
from app.law.clock import ClockKind
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.vocabulary import Matter
from tests.support import databases
from tests.support.county import LONG_AGO, County

FIRST, DAYS, REQUESTS = date(2026, 2, 24), 60, 24
LAST = FIRST + timedelta(days=DAYS - 1)


def seed(number: int):
    """One life, in one worker."""
    return pytest.param(number, id=f"seed {number}")


@pytest.fixture(scope="module", params=[seed(1), seed(2)])
def lived(request, prepared) -> Iterator[Office]:
    """An office after its sixty days; the tests only look."""
    with databases.fresh(prepared) as application, application.app_context():
        let_the_government_draft_itself()
        with without_waiting_for_the_disk():
            office = simulate(FIRST, DAYS, REQUESTS, request.param, letters=False)
        yield office


def let_the_government_draft_itself() -> None:
    """The small county with two more posts, so that what is decided when screening finds its drafter."""
    county = County.load()
    appoint(county.people["reviewer"], county.units["LF"], Role.HANDLER, LONG_AGO)
    appoint(county.people["officehead"], county.units["LF"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()


def cases() -> list[Case]:
    return list(db.session.scalars(select(Case).order_by(Case.id)))


def open_items(case: Case) -> list[WorkItem]:
    mine = select(WorkItem).where(WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.OPEN)
    return list(db.session.scalars(mine))


@pytest.mark.database
def test_every_request_has_ended_or_waits_for_somebody(lived):
    assert len(lived.outside.case_ids) == REQUESTS
    assert lived.outside.refused == []
    for case in cases():
        is_over = case.state in (CaseState.ARCHIVED, CaseState.WITHDRAWN)
        assert bool(open_items(case)) != is_over, case.number
    assert sum(case.state == CaseState.ARCHIVED for case in cases()) > REQUESTS / 2


@pytest.mark.database
def test_nothing_was_left_because_nobody_knew_what_to_do(lived):
    assert lived.desk.troubles == {}


@pytest.mark.database
def test_engine_and_tables_agree_on_what_is_open(lived):
    for case in cases():
        row = db.session.get_one(CaseRun, case.id)
        run = runner.restore(diagram_set(row.diagram), row.state, lambda name, parameters: None)
        ready = set() if run.completed else {task.id for task in run.ready()}
        drawn = {item.id for item in open_items(case) if item.beside is None}
        assert drawn == ready, case.number
        assert row.is_completed == run.completed


@pytest.mark.database
def test_clocks_computed_from_the_events_equal_the_stored_ones(lived):
    for case in cases():
        stored = select(CaseClock).where(CaseClock.case_id == case.id)
        rows = {(row.kind, row.key): row for row in db.session.scalars(stored)}
        found = {(clock.kind, clock.key or ""): clock for clock in clocks.clocks_of(case).clocks}
        assert rows.keys() == found.keys(), case.number
        for name, clock in found.items():
            row = rows[name]
            assert (row.due_on, row.state, row.is_provisional) == (
                clock.due_on,
                clock.state,
                clock.provisional,
            )


@pytest.mark.database
def test_the_audit_chain_holds(lived):
    assert audit.verify() is None
    assert audit.head()[0] > REQUESTS * 5


@pytest.mark.database
def test_case_and_document_numbers_have_no_gaps(lived):
    given: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for case in cases():
        issuer, year, number = case.number.rsplit("-", 2)
        given[issuer, "case", int(year)].append(int(number))
    for letter in db.session.scalars(select(IssuedLetter).where(IssuedLetter.document_number.contains("〔"))):
        issuer, year, number = re.split("[〔〕]", letter.document_number.removesuffix("号"))
        given[issuer, "document", int(year)].append(int(number))
    last = {(row.issuer, row.series, row.year): row.last for row in db.session.scalars(select(NumberSeries))}
    assert given.keys() == last.keys()
    for series, numbers in given.items():
        assert sorted(numbers) == list(range(1, last[series] + 1)), series


@pytest.mark.database
def test_a_reply_says_why_it_is_late_if_and_only_if_it_is(lived):
    answered, requests = 0, [case for case in cases() if case.process == "disclosure"]
    for case in requests:
        request = db.session.get_one(DisclosureRequest, case.id)
        if request.matter != Matter.APPLICATION:
            continue  # a correction or another reply has a limit of its own, or none
        letter = db.session.get(IssuedLetter, request.reply_letter_id or 0)
        if letter is not None and case.outcome not in ("clarification_lapsed", "fee_lapsed"):
            answered += 1
            reply = clocks.clocks_of(case).of_kind(ClockKind.REPLY)[-1]
            is_late = letter.issued_on > reply.due_on or reply.state == "missed"
            assert bool(request.late_reason) == is_late, case.number
    assert answered > len(requests) / 2 > 2


@pytest.mark.database
def test_no_act_happened_on_a_day_off_but_those_of_applicants(lived):
    calendar = clocks.calendar()
    done = db.session.scalars(select(WorkItem).where(WorkItem.done_by_id.is_not(None)))
    assert all(calendar.is_working_day(item.done_at.date()) for item in done)
