"""What is turned into proactive publication (条例第四十四条), and issued letters that were taken back or replaced.

Revision: 0082
Follows: 0081
"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversion",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("requests", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("opinion", sa.String(length=800), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_conversion_case_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_conversion_proposed_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_conversion_decided_by_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_conversion_letter_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_conversion_publication_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_conversion")),
    )
    op.create_table(
        "letter_recall",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recalled_on", sa.Date(), nullable=False),
        sa.Column("recalled_by_id", sa.Integer(), nullable=True),
        sa.Column("recalled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_letter_recall_letter_id")),
        sa.ForeignKeyConstraint(["recalled_by_id"], ["person.id"], name=op.f("fk_letter_recall_recalled_by_id")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["issued_letter.id"], name=op.f("fk_letter_recall_replaced_by_id")
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_recall")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("letter_recall")
    op.drop_table("conversion")
