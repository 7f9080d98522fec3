"""台账: where a case comes from that was taken over from an old ledger.

Revision: 0083
Follows: 0082
"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(length=60), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("taken_over_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_ledger_entry_case_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_ledger_entry_organ_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("organ_id", "process", "number", name="uq_ledger_entry_number"),
    )


def downgrade() -> None:
    op.drop_table("ledger_entry")
