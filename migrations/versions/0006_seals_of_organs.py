"""Seals bound to an organ and to days; a letter names the seal it was made with.

Seals known so far are taken over from the units. Letters that still wait for their PDF get the seal that they would
have got; for those already made it was not recorded and stays unknown.

Revision: 0006
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organ_seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_organ_seal_organ_id")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["person.id"], name=op.f("fk_organ_seal_uploaded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organ_seal")),
    )
    with op.batch_alter_table("organ_seal") as table:
        table.create_index(op.f("ix_organ_seal_organ_id"), ["organ_id"], unique=False)
    with op.batch_alter_table("issued_letter") as table:
        table.add_column(sa.Column("seal_hash", sa.String(length=64), nullable=True))
    op.execute(
        "INSERT INTO organ_seal (organ_id, file_hash, ended_why, valid_from) "
        "SELECT id, seal_hash, '', valid_from FROM org_unit WHERE seal_hash IS NOT NULL"
    )
    op.execute(
        "UPDATE issued_letter SET seal_hash = "
        "(SELECT seal_hash FROM org_unit WHERE org_unit.id = issued_letter.organ_id) WHERE document_id IS NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("issued_letter") as table:
        table.drop_column("seal_hash")
    op.drop_table("organ_seal")
