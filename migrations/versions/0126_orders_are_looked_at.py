"""督办单: from when the sweep has to look at one for a reminder that is not raised yet.

Revision: 0126
Follows: 0124
"""

import sqlalchemy as sa
from alembic import op

revision = "0126"
down_revision = "0124"
branch_labels = None
depends_on = None

NAME = "ix_supervision_order_look_at"
LOOKED_AT = sa.text("look_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("supervision_order", sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE supervision_order SET look_at = issued_at WHERE answered_at IS NULL")
    op.create_index(
        NAME, "supervision_order", ["look_at"], sqlite_where=LOOKED_AT, postgresql_where=LOOKED_AT
    )


def downgrade() -> None:
    op.drop_index(NAME, table_name="supervision_order")
    op.drop_column("supervision_order", "look_at")
