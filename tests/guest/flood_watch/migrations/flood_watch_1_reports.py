"""Where water rises, who told of it, and what is done.

Revision: flood_watch_1
"""

import sqlalchemy as sa
from alembic import op

revision = "flood_watch_1"
down_revision = None
branch_labels = ("flood_watch",)
depends_on = "0001"


def upgrade() -> None:
    op.create_table(
        "guest_flood_report",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("reporter", sa.String(length=60), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_guest_flood_report_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_guest_flood_report")),
    )


def downgrade() -> None:
    op.drop_table("guest_flood_report")
