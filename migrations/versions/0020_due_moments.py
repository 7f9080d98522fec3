"""Clocks are due at a moment, and legal parameters hold from a day.

Rows that are there already fall due at the end of their due day in office time, and are near from its beginning:
from when they really are needs the calendar. `flask setup` computes these cases anew, which have no `law_edition` yet.

Revision: 0020
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENTS = ("due_at", "soon_at", "paused_from", "paused_until")
END_OF_DAY_IN_UTC = "15:59:59.999999"  # 23:59:59.999999 in Asia/Shanghai


def upgrade() -> None:
    with op.batch_alter_table("clock_event") as table:
        table.add_column(sa.Column("happened_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("case_clock", "office_case"):
        with op.batch_alter_table(name) as table:
            for column in MOMENTS:
                table.add_column(sa.Column(column, sa.DateTime(timezone=True), nullable=True))
            table.add_column(sa.Column("last_day_on", sa.Date(), nullable=True))
            table.add_column(sa.Column("due_unit", sa.String(length=12), nullable=True))
    with op.batch_alter_table("office_case") as table:
        table.add_column(sa.Column("law_edition", sa.Integer(), nullable=True))
    with op.batch_alter_table("parameter_change") as table:
        table.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
    with op.batch_alter_table("case_clock") as table:
        table.drop_index("ix_case_clock_state_due_on")
        table.create_index("ix_case_clock_state_soon_at", ["state", "soon_at"], unique=False)
    _fill()
    with op.batch_alter_table("parameter_change") as table:
        table.alter_column("valid_from", existing_type=sa.Date(), nullable=False)


def _fill() -> None:
    end_of_day, start_of_day, office_day = _in_sql()
    for name in ("case_clock", "office_case"):
        op.execute(
            f"UPDATE {name} SET due_at = {end_of_day}, soon_at = {start_of_day}, "
            "last_day_on = due_on, due_unit = 'working_day' WHERE due_on IS NOT NULL"
        )
    # What stood still is told again from its events; until then it runs.
    op.execute("UPDATE office_case SET clock_state = 'running' WHERE clock_state = 'paused'")
    # A change held for everything from the day on which it was entered.
    op.execute(f"UPDATE parameter_change SET valid_from = {office_day}")
    op.execute(
        "UPDATE office_case SET law_edition = coalesce((SELECT max(id) FROM parameter_change "
        "WHERE valid_from <= coalesce(office_case.closed_on, office_case.archived_on)), 0) "
        "WHERE state <> 'open'"
    )


def _in_sql() -> tuple[str, str, str]:
    """End and beginning of `due_on`, and the office day of `changed_at`, in the words of this database."""
    if op.get_bind().dialect.name == "sqlite":
        return (
            f"due_on || ' {END_OF_DAY_IN_UTC}'",
            "date(due_on, '-1 day') || ' 16:00:00.000000'",
            "date(changed_at, '+8 hours')",
        )
    return (
        f"(due_on + time '{END_OF_DAY_IN_UTC}') AT TIME ZONE 'UTC'",
        "(due_on - 1 + time '16:00') AT TIME ZONE 'UTC'",
        "(changed_at AT TIME ZONE 'Asia/Shanghai')::date",
    )


def downgrade() -> None:
    with op.batch_alter_table("case_clock") as table:
        table.drop_index("ix_case_clock_state_soon_at")
        table.create_index("ix_case_clock_state_due_on", ["state", "due_on"], unique=False)
    with op.batch_alter_table("parameter_change") as table:
        table.drop_column("valid_from")
    with op.batch_alter_table("office_case") as table:
        table.drop_column("law_edition")
    for name in ("office_case", "case_clock"):
        with op.batch_alter_table(name) as table:
            for column in ("due_unit", "last_day_on", *reversed(MOMENTS)):
                table.drop_column(column)
    with op.batch_alter_table("clock_event") as table:
        table.drop_column("happened_at")
