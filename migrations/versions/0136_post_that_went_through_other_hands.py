"""When a letter that somebody else of the organ had received came to the unit that answers; whether it was misdirected.

Revision: 0136
Follows: 0132
"""

import sqlalchemy as sa
from alembic import op

revision = "0136"
down_revision = "0132"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("disclosure_request", sa.Column("reached_office_on", sa.Date(), nullable=True))
    op.add_column(
        "disclosure_request",
        sa.Column("misdirected", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("disclosure_request", "misdirected")
    op.drop_column("disclosure_request", "reached_office_on")
