"""What completing a task costs: few SQL statements, a small state. Cheap guards of what the benchmarks measure."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from app.casework.models import CaseRun
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.support.county import County
from tests.support.office import GRANTED, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
MOST_STATEMENTS = 30  # of a completion without a letter; 24 to 27 when this was written
MOST_WITH_A_LETTER = 58  # 57
MOST_STATE = 6 * 1024  # bytes
USER_STEPS = 20


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to the database in the meantime."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def cost_of(office: Office, login: str, node: str, **data: Any) -> int:
    """How many statements completing this task sends, with finding item and person (three of them)."""
    item = office.item(node)
    page = seen.known_mark(work_items.form_of(item).texts(item.case))
    with statements() as sent:
        office.do(login, node, **page, **data)
    return len(sent) - 3


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office


def test_completing_a_task_needs_few_statements(office):
    office.registered()
    screening = cost_of(office, "reviewer", "T_screening", screening="accept")
    assigning = cost_of(office, "reviewer", "T_assign", unit="LF-ZRZY")
    assert max(screening, assigning) <= MOST_STATEMENTS


def test_signing_needs_few_statements(office):
    office.drafted()
    assert cost_of(office, "unithead", "T_sign_unit_head", decision="approve") <= MOST_STATEMENTS


def test_issuing_the_reply_needs_a_bounded_number(office):
    office.signed()
    assert cost_of(office, "reviewer", "T_issue", checked=True) <= MOST_WITH_A_LETTER


def test_more_colleagues_cost_no_more_statements(office):
    """Four more handlers in the same role: holders and their deputies are read at once."""
    few = Office()
    few.apply()
    few.assigned()
    few.apply()
    few.accepted()
    before = cost_of(few, "reviewer", "T_assign", unit="LF-ZRZY")
    for number in range(4):
        colleague = add_person(login=f"more{number}", name=f"承办{number}")
        db.session.flush()
        appoint(colleague, County.load().units["LF-ZRZY"], Role.HANDLER, date(2015, 1, 1))
    db.session.commit()
    office.assigned()  # read once, after the change
    office.apply()
    office.accepted()
    assert cost_of(office, "reviewer", "T_assign", unit="LF-ZRZY") == before


def test_the_state_stays_small_after_twenty_user_steps(office):
    office.attached()
    for _ in range((USER_STEPS - 4) // 2):
        office.do("handler", "T_draft", **GRANTED)
        office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请核对页数")
    size = db.session.scalar(select(func.length(CaseRun.state)).where(CaseRun.case_id == office.case.id))
    assert 0 < size <= MOST_STATE
