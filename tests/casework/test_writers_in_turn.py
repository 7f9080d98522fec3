"""Where others write for too long an act is refused clearly, with nothing done."""

from contextlib import closing

import pytest
from sqlalchemy import func, select

from app import sqlite
from app.casework.acts.commands import perform, transaction
from app.casework.acts.errors import TooManyWriters
from app.casework.models import AuditEntry, CommandRecord
from app.casework.work import work_items
from app.database import db, is_sqlite
from tests.support.busy import others_write
from tests.support.office import Office

pytestmark = pytest.mark.usefixtures("app")


def test_an_act_is_refused_and_may_be_sent_again_with_its_key():
    office = Office()
    office.apply()
    item = office.item("T_register")
    act = {"actor": office.person("clerk"), "now": office.now, "key": "k", "case_id": item.case_id}
    act |= {"item_id": item.id, "data": {"title": "申请公开补贴明细"}}
    lines = db.session.scalar(select(func.count()).select_from(AuditEntry))
    with others_write(), pytest.raises(TooManyWriters, match="没有生效"):
        perform(work_items.complete, **act)
    assert db.session.get(CommandRecord, "k") is None
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == lines
    assert perform(work_items.complete, **act)["title"] == "收件登记"


def test_who_writes_without_a_turn_is_waited_for_as_long():
    if not is_sqlite():
        pytest.skip("PostgreSQL locks rows")
    with closing(sqlite.LIBRARY.connect(db.engine.url.database, isolation_level=None)) as migration:
        migration.execute("BEGIN IMMEDIATE")
        db.session.connection().exec_driver_sql("PRAGMA busy_timeout=50")
        with pytest.raises(TooManyWriters), transaction():
            raise AssertionError("two at once")
        migration.execute("ROLLBACK")
    with transaction():
        assert db.session.connection().in_transaction()
