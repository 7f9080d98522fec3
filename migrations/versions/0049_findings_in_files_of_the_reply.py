"""What was found in a file of the reply, and why it is handed over all the same.

Files that were added before carry no findings: nobody looked.

Revision: 0049
Follows: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reply_file", sa.Column("findings", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "reply_file", sa.Column("kept_why", sa.String(length=300), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("reply_file", "kept_why")
    op.drop_column("reply_file", "findings")
