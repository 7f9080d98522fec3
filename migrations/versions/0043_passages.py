"""An objection may mark the passage of a text that it is about.

Revision: 0043
Follows: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opinion") as table:
        table.add_column(sa.Column("passage", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("passage_version_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_opinion_passage_version_id"), "text_version", ["passage_version_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("opinion") as table:
        table.drop_constraint(op.f("fk_opinion_passage_version_id"), type_="foreignkey")
        table.drop_column("passage_version_id")
        table.drop_column("passage")
