"""Consultations of third parties, other organs and units of the house (征求意见).

Revision: 0036
Follows: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.String(length=36), nullable=False),
        sa.Column("party", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("address_sealed", sa.Text(), nullable=False),
        sa.Column("information", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_way", sa.String(length=12), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("silent_on", sa.Date(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_why", sa.String(length=300), nullable=False),
        sa.Column("notice_letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_consultation_asked_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_consultation_case_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_consultation_letter_id")),
        sa.ForeignKeyConstraint(
            ["notice_letter_id"], ["issued_letter.id"], name=op.f("fk_consultation_notice_letter_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_consultation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_consultation_case_id_number")),
    )


def downgrade() -> None:
    op.drop_table("consultation")
