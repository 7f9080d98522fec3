"""The boxes of open work are counted, and their steps and cases listed, from their index alone.

The rows of items lie among those of years; of a thousand open ones each was looked up for its case or its title.

Revision: 0129
Follows: 0127
"""

import sqlalchemy as sa
from alembic import op

revision = "0129"
down_revision = "0127"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'open'")
BEFORE = {"ix_work_item_mine": ["assignee_id", "due_on"], "ix_work_item_pool": ["unit_id", "role", "due_on"]}
AFTER = {
    "ix_work_item_mine": ["assignee_id", "case_id", "due_on", "title"],
    "ix_work_item_pool": ["unit_id", "role", "assignee_id", "case_id", "due_on", "title"],
}


def upgrade() -> None:
    _draw(AFTER)


def downgrade() -> None:
    _draw(BEFORE)


def _draw(indexes: dict[str, list[str]]) -> None:
    for name, columns in indexes.items():
        op.drop_index(name, table_name="work_item")
        op.create_index(name, "work_item", columns, sqlite_where=OPEN, postgresql_where=OPEN)
