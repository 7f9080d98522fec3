"""收发室: incoming post, before it is a case.

Revision: 0066
Follows: 0065
"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

IS_COUNTED = sa.text("tracking_number <> '' AND set_aside_why = ''")


def upgrade() -> None:
    op.create_table(
        "incoming_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("tracking_number", sa.String(length=40), nullable=False),
        sa.Column("signed_by", sa.String(length=60), nullable=False),
        sa.Column("sender", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("set_aside_why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_incoming_post_organ_id")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["person.id"], name=op.f("fk_incoming_post_logged_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_incoming_post_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_post")),
    )
    op.create_index("ix_incoming_post_waiting", "incoming_post", ["organ_id", "settled_at", "arrived_on"])
    op.create_index(op.f("ix_incoming_post_case_id"), "incoming_post", ["case_id"])
    op.create_index(
        "uq_incoming_post_tracking_number", "incoming_post", ["organ_id", "tracking_number"], unique=True,
        sqlite_where=IS_COUNTED, postgresql_where=IS_COUNTED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("incoming_post")
