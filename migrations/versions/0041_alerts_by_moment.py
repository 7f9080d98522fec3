"""Reminders are known by the due moment: a limit in hours that moves within its day is warned of anew.

Revision: 0041
Follows: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

END_OF_DAY_IN_UTC = "15:59:59.999999"  # 23:59:59.999999 in Asia/Shanghai
BY_DAY = "uq_deadline_alert_case_id_kind_key_due_on_stage"
BY_MOMENT = "uq_deadline_alert_case_id_kind_key_due_at_stage"


def upgrade() -> None:
    with op.batch_alter_table("deadline_alert") as table:
        table.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    _fill()
    with op.batch_alter_table("deadline_alert") as table:
        table.alter_column("due_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.drop_constraint(BY_DAY, type_="unique")
        table.create_unique_constraint(BY_MOMENT, ["case_id", "kind", "key", "due_at", "stage"])


def _fill() -> None:
    """What the clock says that is still due on that day; else the end of the day."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    end_of_day = (
        f"due_on || ' {END_OF_DAY_IN_UTC}'"
        if is_sqlite
        else f"(due_on + time '{END_OF_DAY_IN_UTC}') AT TIME ZONE 'UTC'"
    )
    op.execute(
        "UPDATE deadline_alert SET due_at = coalesce((SELECT clock.due_at FROM case_clock clock "
        "WHERE clock.case_id = deadline_alert.case_id AND clock.kind = deadline_alert.kind "
        "AND clock.key = deadline_alert.key AND clock.due_on = deadline_alert.due_on), "
        f"{end_of_day})"
    )


def downgrade() -> None:
    op.execute(
        "DELETE FROM deadline_alert WHERE id NOT IN (SELECT min(id) FROM deadline_alert "
        "GROUP BY case_id, kind, key, due_on, stage)"
    )
    with op.batch_alter_table("deadline_alert") as table:
        table.drop_constraint(BY_MOMENT, type_="unique")
        table.create_unique_constraint(BY_DAY, ["case_id", "kind", "key", "due_on", "stage"])
        table.drop_column("due_at")
