"""Postings on channels: what is to stand where, and what proves that it does.

Revision: 0044
Follows: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("why_not", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_channel_posting_case_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_channel_posting_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_posting")),
        sa.UniqueConstraint("case_id", "about", "channel", name=op.f("uq_channel_posting_case_id_about_channel")),
    )  # fmt: skip
    op.create_table(
        "channel_photo",
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_channel_photo_document_id")),
        sa.ForeignKeyConstraint(["posting_id"], ["channel_posting.id"], name=op.f("fk_channel_photo_posting_id")),
        sa.PrimaryKeyConstraint("posting_id", "document_id", name=op.f("pk_channel_photo")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("channel_photo")
    op.drop_table("channel_posting")
