"""Reconsiderations and suits about a request, and the papers of each (行政复议、行政诉讼).

Revision: 0079
Follows: 0078
"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proceeding_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("root", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.String(length=60), nullable=False),
        sa.Column("docket", sa.String(length=60), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("ruling", sa.String(length=20), nullable=False),
        sa.Column("ruling_number", sa.String(length=60), nullable=False),
        sa.Column("ruled_on", sa.Date(), nullable=True),
        sa.Column("got_on", sa.Date(), nullable=True),
        sa.Column("party_got_on", sa.Date(), nullable=True),
        sa.Column("redo_days", sa.Integer(), nullable=True),
        sa.Column("redo_unit", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("why_corrected", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_proceeding_record_case_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_proceeding_record_recorded_by_id")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["proceeding_record.id"], name=op.f("fk_proceeding_record_corrects_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceeding_record")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_proceeding_record_case_id_number")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_proceeding_record_corrects_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_proceeding_record_case_id"), "proceeding_record", ["case_id"])
    op.create_index(op.f("ix_proceeding_record_kind"), "proceeding_record", ["kind"])
    op.create_table(
        "proceeding_paper",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["proceeding_record.id"], name=op.f("fk_proceeding_paper_record_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_proceeding_paper_document_id")),
        sa.PrimaryKeyConstraint("record_id", "document_id", name=op.f("pk_proceeding_paper")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("proceeding_paper")
    op.drop_index(op.f("ix_proceeding_record_kind"), "proceeding_record")
    op.drop_index(op.f("ix_proceeding_record_case_id"), "proceeding_record")
    op.drop_table("proceeding_record")
