"""PostgreSQL empties no table that is append only: TRUNCATE runs past the triggers of rows.

Revision: 0101
Follows: 0100
"""

from alembic import op

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None

PROTECTED = ("audit_entry", "clock_event")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return  # knows no TRUNCATE; DELETE is refused row by row
    for table in PROTECTED:
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in PROTECTED:
        op.execute(f"DROP TRIGGER {table}_not_emptied ON {table}")
