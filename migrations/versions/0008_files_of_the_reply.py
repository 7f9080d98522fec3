"""What is handed over with a reply is part of the reply.

Files that were added to a case as attachments before are working papers from now on: no letter names them.

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_reply_file_added_by_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["disclosure_request.case_id"], name=op.f("fk_reply_file_case_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reply_file_document_id")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["person.id"], name=op.f("fk_reply_file_removed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_file")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_reply_file_case_id_position")),
    )


def downgrade() -> None:
    op.drop_table("reply_file")
