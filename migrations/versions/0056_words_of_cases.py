"""The words by which cases are found: pairs of signs of number, title and party, with organ, unit and process.

SQLite finds them in a full-text table, PostgreSQL in an array. What exists is filled in, some thousand cases at a time.

Revision: 0056
Follows: 0055
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

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
    for cases in _batches():
        rows = [_row(case) for case in cases]
        if is_sqlite:
            told = [{"told": " ".join(grams_of(row["words"])), **row} for row in rows]
            op.get_bind().execute(PUT, told)
        else:
            rows = [{**row, "grams": _tokens(row)} for row in rows]
        op.bulk_insert(kept, rows)
    if not is_sqlite:
        op.create_index("ix_case_search_case_grams", "case_search", ["grams"], postgresql_using="gin")


def _batches() -> Iterator[list[sa.Row[Any]]]:
    last = 0
    while cases := list(op.get_bind().execute(NEXT, {"last": last, "most": AT_ONCE})):
        last = cases[-1].id
        yield cases


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
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE case_grams")
    op.drop_table("case_search")
