"""What is said to a bulletin that stands in public.

Revision: flood_watch_2
"""

import sqlalchemy as sa
from alembic import op

revision = "flood_watch_2"
down_revision = "flood_watch_1"
branch_labels = None
depends_on = "0032"


def upgrade() -> None:
    op.create_table(
        "guest_flood_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_guest_flood_view_case_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_guest_flood_view_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_flood_view")),
    )
    op.create_index("ix_guest_flood_view_case_id", "guest_flood_view", ["case_id"])
    op.create_index("ix_guest_flood_view_publication_id", "guest_flood_view", ["publication_id"])


def downgrade() -> None:
    op.drop_table("guest_flood_view")
