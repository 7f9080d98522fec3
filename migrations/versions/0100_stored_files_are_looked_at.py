"""When each stored file was last compared with its hash, and what was wrong with it.

Revision: 0100
Follows: 0099
"""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stored_file", sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("stored_file", sa.Column("fault", sa.String(length=10), nullable=False, server_default=""))
    op.create_index(op.f("ix_stored_file_checked_at"), "stored_file", ["checked_at"])
    faulty = sa.text("fault <> ''")
    op.create_index(
        "ix_stored_file_faulty", "stored_file", ["fault"], sqlite_where=faulty, postgresql_where=faulty
    )


def downgrade() -> None:
    op.drop_index("ix_stored_file_faulty", table_name="stored_file")
    op.drop_index(op.f("ix_stored_file_checked_at"), table_name="stored_file")
    op.drop_column("stored_file", "fault")
    op.drop_column("stored_file", "checked_at")
