"""Whatever is changed, put in another place or taken away in the audit chain is found."""

import pytest
from sqlalchemy import inspect, select

from app.casework.acts import audit
from app.casework.models import AuditEntry
from app.database import db
from tests.support.office import Office
from tests.support.tampering import remove, tamper

pytestmark = pytest.mark.database
COLUMNS = [column.key for column in inspect(AuditEntry).columns]
OTHER = {
    "sequence": 9_999, "actor_id": 4_711, "case_id": None, "organ_id": 4_711, "detail": {"forged": 1},
    "previous_hash": "f" * 64, "hash": "e" * 64,
}  # fmt: skip


@pytest.fixture
def length(app):
    """Of a chain with a case in it."""
    Office().register()
    db.session.rollback()
    assert audit.verify() is None
    return audit.head()[0]


def verified(app, *more):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["audit", "verify", *more])


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_value_is_found_in_every_column(app, length, column):
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.case_id.is_not(None))).first()
    before, which = getattr(line, column), AuditEntry.sequence == line.sequence
    value = line.at.replace(year=2001) if column == "at" else OTHER.get(column, "forged")
    assert value != before
    tamper(which, **{column: value})
    db.session.rollback()
    assert audit.verify() is not None


def test_a_line_that_was_taken_out_is_found_and_so_is_the_first(app, length):
    remove(AuditEntry.sequence == length - 1)
    assert audit.verify() == audit.BrokenLink(length - 1, "缺少记录")
    remove(AuditEntry.sequence == 1)
    db.session.rollback()
    assert audit.verify() == audit.BrokenLink(1, "缺少记录")


def test_a_chain_that_was_cut_is_told_by_its_known_head(app, length):
    head = f"{length}:{audit.head()[1]}"
    assert verified(app, "--known", head).exit_code == 0
    remove(AuditEntry.sequence > length - 2)
    assert verified(app).exit_code == 0, "the rest is as it was written"
    cut = verified(app, "--known", head)
    assert (cut.exit_code, cut.stderr.strip()) == (
        1,
        f"第 {length} 条不在审计链中，或者与所给的值不同：日志被截短或者替换",
    )


def test_another_chain_of_the_same_length_is_told_by_its_known_head(app, length):
    assert verified(app, "--known", f"{length}:{'0' * 64}").exit_code == 1


@pytest.mark.parametrize("known", ["", "5", "x:y", "5:xyz", "-1:" + "0" * 64])
def test_a_head_that_is_none_is_wrong_usage(app, length, known):
    assert verified(app, "--known", known).exit_code == 2


def test_an_office_without_any_line_is_no_whole_chain(app, length):
    remove(AuditEntry.sequence > 0)
    emptied = verified(app)
    assert (emptied.exit_code, emptied.stderr.strip()) == (1, "系统中有办件，审计链却没有任何记录")
