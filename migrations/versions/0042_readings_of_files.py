"""What uploaded texts say: one reading per content.

Revision: 0042
Follows: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_reading",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("without_text", sa.JSON(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hash"], ["stored_file.hash"], name=op.f("fk_file_reading_hash")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_file_reading")),
    )


def downgrade() -> None:
    op.drop_table("file_reading")
