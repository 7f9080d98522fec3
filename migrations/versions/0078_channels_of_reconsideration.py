"""Where reconsideration is applied for online (行政复议法第二十二条第二款).

Revision: 0078
Follows: 0077
"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "org_unit",
        sa.Column("reconsideration_online", sa.String(length=300), server_default="", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("org_unit", "reconsideration_online")
