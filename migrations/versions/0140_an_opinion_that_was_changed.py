"""What an asked party had said before it said otherwise, or before its entry was put right, stays on the row.

Revision: 0140
Follows: 0139
"""

import sqlalchemy as sa
from alembic import op

revision = "0140"
down_revision = "0139"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "consultation", sa.Column("former_opinions", sa.JSON(), nullable=False, server_default="[]")
    )


def downgrade() -> None:
    op.drop_column("consultation", "former_opinions")
