"""Rows as lines: what goes into a line comes out of it in the form that the database keeps by itself."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, MetaData, Table, func, insert, select
from sqlalchemy.schema import Column

from app.casework.backup.loading import load
from app.casework.backup.rows import lines_of
from app.database import UtcDateTime, db

pytestmark = pytest.mark.database
WHOLE = datetime(2026, 3, 2, 1, tzinfo=UTC)
ROWS = [
    {
        "id": 1,
        "at": WHOLE,
        "day": date(2026, 3, 2),
        "is_so": True,
        "sealed": b"\x00\xff",
        "data": {"名": ["a", 1]},
    },
    {"id": 2, "at": WHOLE.replace(microsecond=120), "day": None, "is_so": False, "sealed": b"", "data": []},
    {"id": 3, "at": None, "day": date(1999, 12, 31), "is_so": None, "sealed": None, "data": 0.1},
]


@pytest.fixture
def two_tables(app):
    """The same columns twice."""
    made = [
        Table(
            name, MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime),
            Column("day", Date), Column("is_so", Boolean), Column("sealed", LargeBinary), Column("data", JSON),
        )
        for name in ("written", "restored")
    ]  # fmt: skip
    with db.engine.connect().execution_options(writing=True) as connection:
        for table in made:
            table.create(connection)
        yield connection, *made
        connection.rollback()


def test_a_restored_row_is_kept_as_one_that_was_written(two_tables):
    connection, written, restored = two_tables
    connection.execute(insert(written), ROWS)
    lines = sorted(lines_of(connection, written))
    assert lines == [
        b'[1,"2026-03-02T01:00:00+00:00","2026-03-02",true,"AP8=",{"\xe5\x90\x8d":["a",1]}]',
        b'[2,"2026-03-02T01:00:00.000120+00:00",null,false,"",[]]',
        b'[3,null,"1999-12-31",null,null,0.1]',
    ]

    load(connection, restored, lines)

    assert sorted(lines_of(connection, restored)) == lines
    assert [row._asdict() for row in connection.execute(select(restored).order_by("id"))] == ROWS
    alike = [written.c[name] == restored.c[name] for name in ("at", "day", "is_so", "sealed")]
    same = select(func.count()).select_from(written.join(restored, written.c.id == restored.c.id))
    assert [connection.scalar(same.where(each)) for each in alike] == [2, 2, 2, 2]  # missing is like nothing
