"""The board's list of what was answered in so many days is read from the head of an index, as its other lists are.

By bands as in 0107, and of the cases that 0107 counts. The model does not name the index: days are reckoned otherwise
on each database.

Revision: 0144
Follows: 0143
"""

import sqlalchemy as sa
from alembic import op

revision = "0144"
down_revision = "0143"
branch_labels = None
depends_on = None

INDEX = "ix_office_case_took"
TIMED = sa.text("reply_state IS NOT NULL AND received_on IS NOT NULL AND closed_on IS NOT NULL")
UP_TO = (5, 10, 20, 30, 60)
BEYOND = 9999


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    days = (
        "CAST(julianday(closed_on) - julianday(received_on) AS INTEGER)"
        if is_sqlite
        else "closed_on - received_on"
    )
    bands = " ".join(f"WHEN ({days} <= {up_to}) THEN {up_to}" for up_to in UP_TO)
    columns = ["organ_id", "process", sa.text(f"(CASE {bands} ELSE {BEYOND} END)"), "closed_on", "id"]
    op.create_index(INDEX, "office_case", columns, sqlite_where=TIMED, postgresql_where=TIMED)


def downgrade() -> None:
    op.drop_index(INDEX, "office_case")
