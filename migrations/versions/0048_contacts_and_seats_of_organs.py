"""The contact that letters name, and the government at the seat of a department's body.

Revision: 0048
Follows: 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "org_unit", sa.Column("seat_government", sa.String(length=120), nullable=False, server_default="")
    )
    op.add_column("org_unit", sa.Column("contact", sa.String(length=40), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("org_unit", "contact")
    op.drop_column("org_unit", "seat_government")
