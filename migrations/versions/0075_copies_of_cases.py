"""抄送: who is told of a case, and when it was read.

Revision: 0075
Follows: 0074
"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_case_copy_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_copy_person_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_case_copy_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_copy")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_case_copy_case_id_person_id")),
    )
    op.create_index("ix_case_copy_person_id_sent_at", "case_copy", ["person_id", "sent_at"])


def downgrade() -> None:
    op.drop_table("case_copy")
