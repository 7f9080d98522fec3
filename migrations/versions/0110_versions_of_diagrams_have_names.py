"""Versions of diagrams have a name that an administrator gives them.

Revision: 0110
Follows: 0107
"""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0107"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("diagram_version", sa.Column("name", sa.String(60), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("diagram_version", "name")
