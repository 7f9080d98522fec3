"""Who comes, when and why.

Revision: visitor_pass_1
"""

import sqlalchemy as sa
from alembic import op

revision = "visitor_pass_1"
down_revision = None
branch_labels = ("visitor_pass",)
depends_on = "0001"


def upgrade() -> None:
    op.create_table(
        "guest_visit",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("visitor", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visit_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_guest_visit_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_guest_visit")),
    )


def downgrade() -> None:
    op.drop_table("guest_visit")
