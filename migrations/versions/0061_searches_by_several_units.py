"""Searches by several units, corrected by later entries; the declaration of 条例第十七条 goes to the request.

Earlier releases kept the declaration with the search of the same act: the last one of each request is carried over,
the earlier ones are told by the audit chain.

Revision: 0061
Follows: 0056
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0056"
branch_labels = None
depends_on = None

TEXTS = (("persons_asked", 300), ("finding", 10), ("why_corrected", 300))
KEYS = (("unit_id", "org_unit"), ("corrects_id", "search_record"))
DECLARED = ("secrecy_reviewed_by_id", "secrecy_reviewed_at")
REVIEWER = "fk_disclosure_request_secrecy_reviewed_by_id"


def upgrade() -> None:
    with op.batch_alter_table("search_record") as table:
        table.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("began_on", sa.Date(), nullable=True))
        for name, length in TEXTS:
            table.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=""))
        for name, _table in KEYS:
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
    op.execute(
        "UPDATE search_record SET number = (SELECT count(*) FROM search_record AS earlier"
        " WHERE earlier.case_id = search_record.case_id AND earlier.id <= search_record.id)"
    )
    with op.batch_alter_table("disclosure_request") as table:
        table.add_column(sa.Column("secrecy_reviewed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("secrecy_reviewed_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(REVIEWER, "person", ["secrecy_reviewed_by_id"], ["id"])
    _carry_declarations()
    with op.batch_alter_table("search_record") as table:
        for name, _length in TEXTS:
            table.alter_column(name, server_default=None)
        table.alter_column("number", server_default=None)
        for name, other in KEYS:
            table.create_foreign_key(f"fk_search_record_{name}", other, [name], ["id"])
        table.create_unique_constraint("uq_search_record_case_id_number", ["case_id", "number"])
        table.create_unique_constraint("uq_search_record_corrects_id", ["corrects_id"])
        table.drop_constraint("fk_search_record_secrecy_reviewed_by_id", type_="foreignkey")
        table.drop_column("secrecy_reviewed_by_id")
        table.drop_column("secrecy_reviewed_at")
    op.create_table(
        "search_paper",
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["search_id"], ["search_record.id"], name=op.f("fk_search_paper_search_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_search_paper_document_id")),
        sa.PrimaryKeyConstraint("search_id", "document_id", name=op.f("pk_search_paper")),
    )


def _carry_declarations() -> None:
    """Who declared it and when, from the newest search of the request."""
    for name in DECLARED:
        op.execute(
            f"UPDATE disclosure_request SET {name} = (SELECT {name} FROM search_record"
            " WHERE search_record.case_id = disclosure_request.case_id ORDER BY search_record.id DESC LIMIT 1)"
        )


def downgrade() -> None:
    op.drop_table("search_paper")
    with op.batch_alter_table("search_record") as table:
        table.add_column(sa.Column("secrecy_reviewed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("secrecy_reviewed_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(
            "fk_search_record_secrecy_reviewed_by_id", "person", ["secrecy_reviewed_by_id"], ["id"]
        )
    for name in DECLARED:
        op.execute(
            f"UPDATE search_record SET {name} = (SELECT {name} FROM disclosure_request"
            " WHERE disclosure_request.case_id = search_record.case_id)"
            " WHERE id IN (SELECT max(id) FROM search_record GROUP BY case_id)"
        )
    with op.batch_alter_table("disclosure_request") as table:
        table.drop_constraint(REVIEWER, type_="foreignkey")
        table.drop_column("secrecy_reviewed_at")
        table.drop_column("secrecy_reviewed_by_id")
    with op.batch_alter_table("search_record") as table:
        table.drop_constraint("uq_search_record_corrects_id", type_="unique")
        table.drop_constraint("uq_search_record_case_id_number", type_="unique")
        for name, _table in KEYS:
            table.drop_constraint(f"fk_search_record_{name}", type_="foreignkey")
            table.drop_column(name)
        for name in ("number", "began_on", *(name for name, _length in TEXTS)):
            table.drop_column(name)
