"""Notices of cases that have ended are looked through by no desk.

Revision: 0137
Follows: 0136
"""

import sqlalchemy as sa
from alembic import op

revision = "0137"
down_revision = "0136"
branch_labels = None
depends_on = None

UNREAD = sa.text("read_at IS NULL")
STANDING = sa.text("read_at IS NULL AND over_at IS NULL")


def upgrade() -> None:
    op.add_column("alert_notice", sa.Column("over_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_alert_notice_unread", "alert_notice")
    op.create_index(
        "ix_alert_notice_standing", "alert_notice", ["person_id"],
        sqlite_where=STANDING, postgresql_where=STANDING,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_alert_notice_standing", "alert_notice")
    op.create_index(
        "ix_alert_notice_unread", "alert_notice", ["person_id"], sqlite_where=UNREAD, postgresql_where=UNREAD
    )
    op.drop_column("alert_notice", "over_at")
