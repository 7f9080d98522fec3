"""督办单: orders of supervisors with term and obligatory answer.

Revision: 0104
Follows: 0103
"""

import sqlalchemy as sa
from alembic import op

revision = "0104"
down_revision = "0103"
branch_labels = None
depends_on = None

NOT_ANSWERED = sa.text("answered_at IS NULL")
POINTS_TO = {
    "case_id": "office_case.id", "letter_id": "issued_letter.id", "issuer_id": "org_unit.id",
    "unit_id": "org_unit.id", "issued_by_id": "person.id", "answered_by_id": "person.id",
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "supervision_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matter", sa.String(length=500), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned", sa.String(length=300), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_supervision_order_{name}"))
            for name, target in POINTS_TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_order")),
        sa.UniqueConstraint("number", name=op.f("uq_supervision_order_number")),
    )
    op.create_index(op.f("ix_supervision_order_case_id"), "supervision_order", ["case_id"])
    op.create_index(
        "uq_supervision_order_waiting",
        "supervision_order",
        ["case_id"],
        unique=True,
        sqlite_where=NOT_ANSWERED,
        postgresql_where=NOT_ANSWERED,
    )


def downgrade() -> None:
    op.drop_table("supervision_order")
