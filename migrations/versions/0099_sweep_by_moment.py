"""When the sweep has to look at a clock again, alerts that are not told yet, how long a job took.

Revision: 0099
Follows: 0098

Every open clock is looked at once by the first sweep: what it has raised before is known by the key of the alert.
"""

import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

WATCHED = sa.text("look_at IS NOT NULL")
UNTOLD = sa.text("is_untold")


def upgrade() -> None:
    op.add_column("case_clock", sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE case_clock SET look_at = soon_at WHERE state IN ('running', 'paused', 'missed')")
    op.create_index(
        "ix_case_clock_look_at", "case_clock", ["look_at"], sqlite_where=WATCHED, postgresql_where=WATCHED
    )
    op.add_column(
        "deadline_alert", sa.Column("is_untold", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index(
        "ix_deadline_alert_untold",
        "deadline_alert",
        ["case_id"],
        sqlite_where=UNTOLD,
        postgresql_where=UNTOLD,
    )
    op.add_column("job_heartbeat", sa.Column("seconds", sa.Float(), nullable=True))
    op.add_column("job_heartbeat", sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "job_heartbeat", sa.Column("error", sa.String(length=300), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("job_heartbeat", "error")
    op.drop_column("job_heartbeat", "failed_at")
    op.drop_column("job_heartbeat", "seconds")
    op.drop_index("ix_deadline_alert_untold", table_name="deadline_alert")
    op.drop_column("deadline_alert", "is_untold")
    op.drop_index("ix_case_clock_look_at", table_name="case_clock")
    op.drop_column("case_clock", "look_at")
