"""Rows of the session out of statements of columns: the same rows as the session's own reading makes."""

from datetime import date

import pytest
from sqlalchemy import inspect, null, select
from sqlalchemy.exc import IntegrityError, PendingRollbackError

from app.casework.models import Case, WorkItem
from app.database import HELD, Base, columns_of, db
from app.entities import Entity, parts_of
from app.office.models import OrgUnit, Person
from app.processes.disclosure.models import DisclosureRequest
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
CASES, ITEMS = Entity(Case), Entity(WorkItem)


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office


def read(entity: Entity, number: int | str, **how: bool):
    """The row of this key, by its columns."""
    key = next(iter(entity.table.primary_key))
    return entity.row(columns_of(select(*entity.columns).where(key == number)).one(), **how)


@pytest.mark.parametrize("model", [Case, WorkItem, OrgUnit, Person, DisclosureRequest])
def test_each_value_is_that_of_the_sessions_own_reading(office, model):
    whole = db.session.scalars(select(model)).first()
    own = {one.key: getattr(whole, one.key) for one in inspect(model).column_attrs}
    key = inspect(whole).identity[0]
    db.session.expunge_all()
    found = read(Entity(model), key)
    assert {name: vars(found)[name] for name in own} == own
    assert inspect(found).persistent
    assert not inspect(found).modified


def test_a_row_is_the_one_that_the_session_has(office):
    case = office.case
    assert read(CASES, case.id) is case


def test_what_is_expired_is_read(office):
    case = office.case
    title = case.title
    db.session.expire(case)
    assert read(CASES, case.id) is case
    assert not inspect(case).expired
    assert vars(case)["title"] == title


def test_what_waits_to_be_written_is_not_lost(office):
    case = office.case
    number = case.id
    db.session.expire(case)
    case.title = "另一个标题"
    with db.session.no_autoflush:
        assert read(CASES, number).title == "另一个标题"
    db.session.rollback()


def test_under_the_lock_the_database_is_right(office):
    case = office.case
    vars(case)["title"] = "以前读到的"
    assert read(CASES, case.id).title == "以前读到的"
    assert read(CASES, case.id, is_fresh=True).title != "以前读到的"


def test_what_is_not_loaded_is_asked_for_and_changes_are_written(office):
    number = office.case.id
    db.session.expunge_all()
    case = read(CASES, number)
    assert case.organ.code
    case.received_on = date(2026, 3, 9)
    db.session.flush()
    assert columns_of(select(CASES.table.c.received_on).where(CASES.table.c.id == number)).scalar() == date(
        2026, 3, 9
    )
    db.session.rollback()


def test_an_outer_join_that_found_nothing_is_no_row(office):
    nothing = columns_of(select(*(null().label(column.name) for column in ITEMS.columns))).one()
    assert ITEMS.row(nothing) is None


def test_an_act_holds_what_it_has_read(office):
    number = office.case.id
    db.session.expunge_all()
    db.session.info[HELD] = []
    try:
        case = read(CASES, number)
        assert db.session.info[HELD] == [case]
    finally:
        del db.session.info[HELD]


def test_a_statement_is_taken_apart_by_its_entities(office):
    joined = select(*CASES.columns, *ITEMS.columns, CASES.table.c.number).join(
        ITEMS.table, ITEMS.table.c.case_id == CASES.table.c.id
    )
    of_case, of_item, rest = parts_of(columns_of(joined.limit(1)).one(), CASES, ITEMS)
    assert (len(of_case), len(of_item)) == (len(CASES.columns), len(ITEMS.columns))
    assert rest == (CASES.row(of_case).number,)
    assert ITEMS.row(of_item).case_id == CASES.row(of_case).id


def test_every_class_can_be_read_so():
    """One whose rows lie in two tables, or under a key that is no column of it, could not."""
    for mapper in Base.registry.mappers:
        assert len(Entity(mapper.class_).columns) == len(mapper.column_attrs)


def test_after_a_failed_flush_nothing_goes_past_the_session(office):
    """On PostgreSQL it would go on in a new transaction, without the lock of the case."""
    case = office.case
    other = Case(
        number=case.number,
        process="disclosure",
        organ_id=case.organ_id,
        title="甲",
        party="乙",
        opened_at=office.now,
    )
    db.session.add(other)
    with pytest.raises(IntegrityError):
        db.session.flush()
    with pytest.raises(PendingRollbackError):
        columns_of(select(CASES.table.c.id))
    db.session.rollback()
    assert columns_of(select(CASES.table.c.id)).first() is not None
