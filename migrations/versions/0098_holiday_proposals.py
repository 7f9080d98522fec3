"""The text of a holiday notice, and notices that wait for a second person because a due day would come earlier.

Revision: 0098
Follows: 0095
"""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0095"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("holiday_notice", sa.Column("text", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "holiday_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_holiday_proposal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_proposal")),
    )


def downgrade() -> None:
    op.drop_table("holiday_proposal")
    op.drop_column("holiday_notice", "text")
