"""Who stands for an applicant, and who wrote an oral request down (条例第二十九条).

Revision: 0076
Follows: 0075
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "applicant", sa.Column("representative", sa.String(length=60), server_default="", nullable=False)
    )
    op.add_column(
        "applicant", sa.Column("agent_name", sa.String(length=60), server_default="", nullable=False)
    )
    op.add_column(
        "applicant", sa.Column("has_authority", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    with op.batch_alter_table("disclosure_request") as table:
        table.add_column(sa.Column("written_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_disclosure_request_written_by_id"), "person", ["written_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.drop_constraint(op.f("fk_disclosure_request_written_by_id"), type_="foreignkey")
        table.drop_column("written_by_id")
    op.drop_column("applicant", "has_authority")
    op.drop_column("applicant", "agent_name")
    op.drop_column("applicant", "representative")
