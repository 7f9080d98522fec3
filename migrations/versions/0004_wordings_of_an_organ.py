"""An organ's own wording of a kind of letter; a letter names the version it was made with.

Revision: 0004
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_variant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_letter_variant_approved_by_id")
        ),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_letter_variant_organ_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_letter_variant_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_variant")),
        sa.UniqueConstraint(
            "organ_id", "kind", "number", name=op.f("uq_letter_variant_organ_id_kind_number")
        ),
    )
    with op.batch_alter_table("letter_variant") as table:
        table.create_index(op.f("ix_letter_variant_kind"), ["kind"], unique=False)
        table.create_index(op.f("ix_letter_variant_organ_id"), ["organ_id"], unique=False)
    with op.batch_alter_table("issued_letter") as table:
        table.add_column(sa.Column("variant_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_issued_letter_variant_id"), "letter_variant", ["variant_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("issued_letter") as table:
        table.drop_constraint(op.f("fk_issued_letter_variant_id"), type_="foreignkey")
        table.drop_column("variant_id")
    op.drop_table("letter_variant")
