"""Open steps are counted, and their titles found, from indexes of open items alone.

Revision: 0139
Follows: 0138
"""

import sqlalchemy as sa
from alembic import op

revision = "0139"
down_revision = "0138"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'open'")
INDEXES = {
    "ix_work_item_steps": ["case_id", "node", "unit_id", "assignee_id"],
    "ix_work_item_titles": ["title", "case_id"],
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(name, "work_item", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "work_item")
