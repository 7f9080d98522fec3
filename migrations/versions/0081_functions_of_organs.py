"""Functions of organs (职能), and the organ that a request is for (条例第三十六条第五项).

Revision: 0081
Follows: 0080
"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

RESPONSIBLE = "fk_disclosure_request_responsible_id"


def upgrade() -> None:
    op.add_column("org_unit", sa.Column("functions", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("disclosure_request") as table:
        table.add_column(sa.Column("responsible_id", sa.Integer(), nullable=True))
        table.create_foreign_key(RESPONSIBLE, "org_unit", ["responsible_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.drop_constraint(RESPONSIBLE, type_="foreignkey")
        table.drop_column("responsible_id")
    op.drop_column("org_unit", "functions")
