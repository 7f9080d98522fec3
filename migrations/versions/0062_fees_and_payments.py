"""Fees of requests and their payments (条例第四十二条，国办函〔2020〕109号).

Revision: 0062
Follows: 0061
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fee_charge",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("charged_by", sa.String(length=10), nullable=False),
        sa.Column("first_unit", sa.Integer(), nullable=False),
        sa.Column("last_unit", sa.Integer(), nullable=False),
        sa.Column("why_items", sa.String(length=300), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("calculation", sa.String(length=200), nullable=False),
        sa.Column("payment_way", sa.Text(), nullable=False),
        sa.Column("payment_working_days", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("why_late_accepted", sa.String(length=300), nullable=False),
        sa.Column("lapse_confirmed_on", sa.Date(), nullable=True),
        sa.Column("outcome_before", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_fee_charge_case_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_fee_charge_letter_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_fee_charge")),
    )
    op.create_table(
        "fee_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("receipt_number", sa.String(length=60), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["fee_charge.case_id"], name=op.f("fk_fee_payment_case_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_fee_payment_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_payment")),
    )  # fmt: skip
    op.create_index(op.f("ix_fee_payment_case_id"), "fee_payment", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_fee_payment_case_id"), "fee_payment")
    op.drop_table("fee_payment")
    op.drop_table("fee_charge")
