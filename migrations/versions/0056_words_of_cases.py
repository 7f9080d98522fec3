"""The words by which cases are found: pairs of signs of number, title and party, with organ, unit and process.

SQLite finds them in a full-text table, PostgreSQL in an array. Beside them the traces by which requests of nearly the
same words are found (`processes.disclosure.traces`). What exists is filled in, some thousand at a time.

Revision: 0056
Follows: 0055
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from app import timekeeping
from app.casework.publications.words import grams_of, searchable

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
GRAMS = """
CREATE VIRTUAL TABLE case_grams USING fts5(grams, reach, content='', prefix='1', tokenize="ascii tokenchars '_'")
"""
PUT = sa.text("INSERT INTO case_grams (rowid, grams, reach) VALUES (:case_id, :told, :reach)")
NEXT = sa.text(
    "SELECT id, number, title, party, organ_id, handling_unit_id, process FROM office_case "
    "WHERE id > :last ORDER BY id LIMIT :most"
)

NEXT_REQUESTS = sa.text(
    "SELECT request.case_id AS id, office_case.organ_id, request.description FROM disclosure_request request "
    "JOIN office_case ON office_case.id = request.case_id "
    "WHERE request.case_id > :last AND request.arrived_on >= :since "
    "ORDER BY request.case_id LIMIT :most"
).bindparams(sa.bindparam("since", type_=sa.Date))


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    kept = op.create_table(
        "case_search",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("grams", sa.Text() if is_sqlite else postgresql.ARRAY(sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name="fk_case_search_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_search"),
    )
    if is_sqlite:
        op.execute(GRAMS)
    for cases in _batches(NEXT):
        rows = [_row(case) for case in cases]
        if is_sqlite:
            told = [{"told": " ".join(grams_of(row["words"])), **row} for row in rows]
            op.get_bind().execute(PUT, told)
        else:
            rows = [{**row, "grams": _tokens(row)} for row in rows]
        op.bulk_insert(kept, rows)
    if not is_sqlite:
        op.create_index("ix_case_search_case_grams", "case_search", ["grams"], postgresql_using="gin")
    _create_traces()


def _create_traces() -> None:
    traces = op.create_table(
        "request_trace",
        sa.Column("trace", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["disclosure_request.case_id"], name="fk_request_trace_case_id"),
        sa.PrimaryKeyConstraint("trace", "case_id", name="pk_request_trace"),
        sqlite_with_rowid=False,
    )
    since = timekeeping.today() - timedelta(days=366 * 3)  # earlier ones are not compared any more
    for requests in _batches(NEXT_REQUESTS, since=since):
        rows = [
            {"trace": trace, "case_id": one.id}
            for one in requests
            for trace in _traces(one.organ_id, one.description)
        ]
        op.bulk_insert(traces, rows)


def _traces(organ_id: int, description: str) -> list[int]:
    """As `processes.disclosure.traces` made them at this revision."""
    words = re.sub(r"[\W_]+", "", description).lower()
    stretches = {words[at : at + 4] for at in range(max(1, len(words) - 3))}
    return sorted(crc32(f"{organ_id}:{stretch}".encode()) - 2**31 for stretch in stretches)[:12]


def _batches(query: sa.TextClause, **limits: Any) -> Iterator[list[sa.Row[Any]]]:
    last = 0
    while found := list(op.get_bind().execute(query, {"last": last, "most": AT_ONCE, **limits})):
        last = found[-1].id
        yield found


def _row(case: sa.Row[Any]) -> dict[str, Any]:
    unit = [] if case.handling_unit_id is None else [f"u{case.handling_unit_id}"]
    return {
        "case_id": case.id, "words": searchable([case.number, case.title, case.party]),
        "reach": " ".join([f"o{case.organ_id}", *unit, f"p{case.process}"]),
    }  # fmt: skip


def _tokens(row: dict[str, Any]) -> list[str]:
    grams = grams_of(row["words"])
    return sorted({*grams, *(gram[0] for gram in grams), *(f"@{token}" for token in row["reach"].split())})


def downgrade() -> None:
    op.drop_table("request_trace")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE case_grams")
    op.drop_table("case_search")
