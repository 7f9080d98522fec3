"""Rows that are written by statements of their own are those of the session."""

import pytest
from sqlalchemy import select, text

from app.casework.acts import rows
from app.casework.acts.commands import transaction
from app.casework.models import WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.texts import opinions, signatures
from app.database import db, is_sqlite
from tests.support.office import Office
from tests.support.statements import counted

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


@pytest.fixture
def item():
    Office().apply()
    return db.session.scalars(select(WorkItem)).one()


def test_a_row_left_as_it_was_is_written_now_and_not_again(item):
    with transaction():
        assert item.outcome == ""
        with counted() as sent:
            rows.change(item, outcome="办理", version=item.version + 1)
        with counted() as later:
            db.session.flush()
    assert [one.split()[:2] for one in sent] == [["UPDATE", "work_item"]]
    assert not later
    assert (item.outcome, item.version) == ("办理", 1)


def test_a_row_that_was_changed_is_written_with_the_rest(item):
    with transaction():
        item.title = "改名"
        with counted() as sent:
            rows.change(item, outcome="办理")
            db.session.flush()
    assert len([one for one in sent if one.startswith("UPDATE work_item")]) == 1
    assert (item.title, item.outcome) == ("改名", "办理")


def test_what_was_thrown_away_is_not_said_by_the_row(item):
    def begin_and_fail():
        with transaction():
            rows.change(item, status=WorkItemStatus.DONE)
            assert item.status == WorkItemStatus.DONE
            raise LookupError

    with pytest.raises(LookupError):
        begin_and_fail()
    assert item.status == WorkItemStatus.OPEN


@pytest.mark.parametrize("query", [opinions._of_case, signatures._on_texts])
def test_opinions_of_a_case_are_found_without_looking_at_those_of_others(query):
    if not is_sqlite():
        pytest.skip("the plan of SQLite")
    asked = query.params(of_case=1).compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = db.session.execute(text(f"EXPLAIN QUERY PLAN {asked}")).all()
    assert not [row.detail for row in plan if row.detail.startswith(("SCAN", "MATERIALIZE"))]
