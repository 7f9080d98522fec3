"""Which departments are asked to co-sign, those that were added while others signed included.

Revision: interpretation_4
"""

import sqlalchemy as sa
from alembic import op

revision = "interpretation_4"
down_revision = "interpretation_3"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    case, unit = ["office_case.id"], ["org_unit.id"]
    op.create_table(
        "policy_co_signer",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("excused_at", MOMENT, nullable=True),
        sa.Column("excused_why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], case, name=op.f("fk_policy_co_signer_case_id")),
        sa.ForeignKeyConstraint(["unit_id"], unit, name=op.f("fk_policy_co_signer_unit_id")),
        sa.PrimaryKeyConstraint("case_id", "unit_id", name=op.f("pk_policy_co_signer")),
    )
    _take_over()


def _take_over() -> None:
    """The copies of the last round say who is asked in packages under way; others may have been dropped before."""
    op.execute(
        sa.text(
            "INSERT INTO policy_co_signer (case_id, unit_id, asked_at, why, excused_why) "
            "SELECT w.case_id, w.unit_id, MIN(w.created_at), '', '' FROM work_item w "
            "JOIN policy_package p ON p.case_id = w.case_id "
            "WHERE w.node = 'T_co_sign' AND w.copy_item IS NOT NULL AND w.created_at = "
            "(SELECT MAX(x.created_at) FROM work_item x WHERE x.case_id = w.case_id AND x.node = 'T_co_sign') "
            "GROUP BY w.case_id, w.unit_id"
        )
    )


def downgrade() -> None:
    op.drop_table("policy_co_signer")
