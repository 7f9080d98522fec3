"""区分处理 (条例第三十七条): why no part of what is refused can be given. Earlier decisions were not asked.

Revision: 0070
Follows: 0066
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.add_column(sa.Column("inseparable", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("disclosure_request") as table:
        table.alter_column("inseparable", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.drop_column("inseparable")
