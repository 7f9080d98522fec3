"""催办 on the desk of the urged, with its receipt.

Revision: 0088
Follows: 0085
"""

import sqlalchemy as sa
from alembic import op

revision = "0088"
down_revision = "0085"
branch_labels = None
depends_on = None

NOT_READ = sa.text("read_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "urging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("urged_by_id", sa.Integer(), nullable=True),
        sa.Column("urged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_urging_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_urging_person_id")),
        sa.ForeignKeyConstraint(["urged_by_id"], ["person.id"], name=op.f("fk_urging_urged_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging")),
    )
    op.create_index(op.f("ix_urging_case_id"), "urging", ["case_id"])
    op.create_index(
        "ix_urging_unread", "urging", ["person_id"], sqlite_where=NOT_READ, postgresql_where=NOT_READ
    )


def downgrade() -> None:
    op.drop_table("urging")
