"""Drafts of the portal tell how much they hold, so that all of them together can be bounded.

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application_draft") as table:
        table.add_column(sa.Column("size", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("application_draft") as table:
        table.drop_column("size")
