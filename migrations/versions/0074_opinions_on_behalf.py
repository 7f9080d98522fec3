"""代签, 加签, 取回: in whose post an opinion was given; tasks beside the diagram; the state before the last step.

Revision: 0074
Follows: 0073
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

REFERENCES = (
    ("opinion", "on_behalf_of_id", "INTEGER", "person"),
    ("work_item", "asked_by_id", "INTEGER", "person"),
    ("work_item", "then_to_id", "INTEGER", "person"),
    ("work_item", "for_item_id", "VARCHAR(36)", "work_item"),
)
"""Added in words: both databases take a column with its reference so, without making the table anew."""


def upgrade() -> None:
    for table, column, kind, other in REFERENCES:
        constraint = op.f(f"fk_{table}_{column}")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {constraint} REFERENCES {other} (id)"
        )
    op.add_column("work_item", sa.Column("beside", sa.String(length=20), nullable=True))
    op.add_column("work_item", sa.Column("waits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("work_item", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("case_run", sa.Column("state_before", sa.LargeBinary(), nullable=True))
    op.add_column("case_run", sa.Column("item_before", sa.String(length=36), nullable=True))


def downgrade() -> None:
    for column in ("item_before", "state_before"):
        op.drop_column("case_run", column)
    for column in ("opened_at", "waits", "beside"):
        op.drop_column("work_item", column)
    for table, column, _kind, _other in reversed(REFERENCES):
        op.drop_column(table, column)
