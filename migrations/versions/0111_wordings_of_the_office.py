"""Texts of messages and of the guide as the office wrote them.

Revision: 0111
Follows: 0110
"""

import sqlalchemy as sa
from alembic import op

from app.database import UtcDateTime

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("heading", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_office_wording_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_wording")),
    )
    op.create_index(op.f("ix_office_wording_key"), "office_wording", ["key"])


def downgrade() -> None:
    op.drop_index(op.f("ix_office_wording_key"), table_name="office_wording")
    op.drop_table("office_wording")
