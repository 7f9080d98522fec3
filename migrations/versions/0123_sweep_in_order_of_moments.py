"""The sweep reads what is due in the order of moments, from one index; alerts of a case are found by their unique key.

An index of alerts by case alone said what the unique key begins with, and every alert was written into both.

Revision: 0123
Follows: 0115
"""

import sqlalchemy as sa
from alembic import op

revision = "0123"
down_revision = "0115"
branch_labels = None
depends_on = None

WATCHED = sa.text("look_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_deadline_alert_case_id", table_name="deadline_alert")
    op.drop_index("ix_case_clock_look_at", table_name="case_clock")
    op.create_index(
        "ix_case_clock_look_at", "case_clock", ["look_at", "id"],
        sqlite_where=WATCHED, postgresql_where=WATCHED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_case_clock_look_at", table_name="case_clock")
    op.create_index(
        "ix_case_clock_look_at", "case_clock", ["look_at"], sqlite_where=WATCHED, postgresql_where=WATCHED
    )
    op.create_index("ix_deadline_alert_case_id", "deadline_alert", ["case_id"])
