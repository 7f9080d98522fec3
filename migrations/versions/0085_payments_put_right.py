"""Payments that were entered by mistake, and money that was paid back (条例第四十二条).

Revision: 0085
Follows: 0084
"""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("fee_payment") as table:
        table.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("voided_by_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("voided_why", sa.String(length=300), nullable=False, server_default=sa.text("''"))
        )
        table.create_foreign_key("fk_fee_payment_voided_by_id", "person", ["voided_by_id"], ["id"])
    op.create_table(
        "fee_refund",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("refunded_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=60), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["fee_charge.case_id"], name=op.f("fk_fee_refund_case_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_fee_refund_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_refund")),
    )
    op.create_index(op.f("ix_fee_refund_case_id"), "fee_refund", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_fee_refund_case_id"), "fee_refund")
    op.drop_table("fee_refund")
    with op.batch_alter_table("fee_payment") as table:
        table.drop_constraint("fk_fee_payment_voided_by_id", type_="foreignkey")
        table.drop_column("voided_why")
        table.drop_column("voided_by_id")
        table.drop_column("voided_at")
