"""What the outbox could not bring out is somebody's task; how many wait is read from an index.

Revision: 0127
Follows: 0126
"""

import sqlalchemy as sa
from alembic import op

revision = "0127"
down_revision = "0126"
branch_labels = None
depends_on = None

NAME = "ix_outbox_message_undecided"
UNDECIDED = sa.text("state IN ('uncertain', 'dead')")
POINTS_TO = {"message_id": "outbox_message.id", "assignee_id": "person.id"}


def upgrade() -> None:
    op.create_table(
        "outbox_task",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_outbox_task_{name}"))
            for name, target in POINTS_TO.items()
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_outbox_task")),
    )
    op.create_index(NAME, "outbox_message", ["id"], sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)


def downgrade() -> None:
    op.drop_index(NAME, table_name="outbox_message")
    op.drop_table("outbox_task")
