"""Open cases are reckoned anew in batches, and a closed case keeps the calendar that it was judged on.

Cases that are there already are judged by the notices of now: the closed ones by no later one, the open ones until
the next reckoning.

Revision: 0040
Follows: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

INDEX = "ix_office_case_state_reckoned"


def upgrade() -> None:
    op.create_table(
        "reckoning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reckoning")),
    )
    op.create_table(
        "reckoning_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reckoning_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reckoning_id"], ["reckoning.id"], name=op.f("fk_reckoning_batch_reckoning_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reckoning_batch")),
    )
    op.create_index(op.f("ix_reckoning_batch_reckoning_id"), "reckoning_batch", ["reckoning_id"])
    op.add_column("office_case", sa.Column("calendar_edition", sa.Integer(), nullable=True))
    op.add_column("office_case", sa.Column("reckoned", sa.Integer(), nullable=True))
    op.create_index(INDEX, "office_case", ["state", "reckoned"])
    op.execute("UPDATE office_case SET calendar_edition = coalesce((SELECT max(id) FROM holiday_notice), 0)")


def downgrade() -> None:
    op.drop_index(INDEX, "office_case")
    with op.batch_alter_table("office_case") as table:
        table.drop_column("reckoned")
        table.drop_column("calendar_edition")
    op.drop_table("reckoning_batch")
    op.drop_table("reckoning")
