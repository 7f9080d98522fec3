"""Quarterly notices.

Revision: interpretation_9
"""

import sqlalchemy as sa
from alembic import op

revision = "interpretation_9"
down_revision = "interpretation_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_check_notice",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_policy_check_notice_case_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_policy_check_notice_organ_id")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["issued_letter.id"], name=op.f("fk_policy_check_notice_letter_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_policy_check_notice")),
        sa.UniqueConstraint(
            "organ_id", "year", "quarter", name=op.f("uq_policy_check_notice_organ_id_year_quarter")
        ),
    )


def downgrade() -> None:
    op.drop_table("policy_check_notice")
