"""The former request that a drafter chose for 重复申请 (条例第三十六条第六项).

Revision: 0052
Follows: 0049
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0049"
branch_labels = None
depends_on = None

FORMER = "fk_disclosure_request_former_case_id"


def upgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.add_column(sa.Column("former_case_id", sa.Integer(), nullable=True))
        table.create_foreign_key(FORMER, "office_case", ["former_case_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.drop_constraint(FORMER, type_="foreignkey")
        table.drop_column("former_case_id")
