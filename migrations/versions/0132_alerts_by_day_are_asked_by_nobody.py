"""No list and no count asks for alerts by the day on which they were raised; each alert was written into that index.

Revision: 0132
Follows: 0129
"""

from alembic import op

revision = "0132"
down_revision = "0129"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_deadline_alert_raised_on_case_id", "deadline_alert"


def upgrade() -> None:
    op.drop_index(NAME, table_name=TABLE)


def downgrade() -> None:
    op.create_index(NAME, TABLE, ["raised_on", "case_id"])
