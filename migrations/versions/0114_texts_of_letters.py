"""The texts that letters are issued with are kept: a later release sets a letter with its own.

Revision: 0114
Follows: 0111
"""

import sqlalchemy as sa
from alembic import op

revision = "0114"
down_revision = "0111"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_layouts",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_letter_layouts")),
    )
    op.create_table(
        "letter_text",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("layouts_hash", sa.String(length=64), nullable=False),
        sa.Column("is_delivered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["layouts_hash"], ["letter_layouts.hash"], name=op.f("fk_letter_text_layouts_hash")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_letter_text")),
    )


def downgrade() -> None:
    op.drop_table("letter_text")
    op.drop_table("letter_layouts")
