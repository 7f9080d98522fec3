"""Which cases are in the index of words as it is made today: those from before are brought up to it bit by bit.

Revision: 0138
Follows: 0137
"""

import sqlalchemy as sa
from alembic import op

revision = "0138"
down_revision = "0137"
branch_labels = None
depends_on = None

OLD = sa.text("NOT is_current")


def upgrade() -> None:
    op.add_column(
        "case_search", sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_case_search_old", "case_search", ["case_id"], sqlite_where=OLD, postgresql_where=OLD)


def downgrade() -> None:
    op.drop_index("ix_case_search_old", "case_search")
    op.drop_column("case_search", "is_current")
