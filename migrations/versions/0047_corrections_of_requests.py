"""Corrections of registered requests: old and new words sealed, who and why.

Revision: 0047
Follows: 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old_sealed", sa.Text(), nullable=False),
        sa.Column("new_sealed", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_request_correction_case_id")),
        sa.ForeignKeyConstraint(["corrected_by_id"], ["person.id"], name=op.f("fk_request_correction_corrected_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_correction")),
        sa.UniqueConstraint("seal_id", name=op.f("uq_request_correction_seal_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_request_correction_case_id"), "request_correction", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_request_correction_case_id"), "request_correction")
    op.drop_table("request_correction")
