"""The archive number of a case (档号), and what an organ's archive numbers are made of (DA/T 22-2015).

Revision: 0065
Follows: 0063
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0063"
branch_labels = None
depends_on = None

COLUMNS = (
    ("org_unit", "fonds_number", 20),
    ("org_unit", "archive_code", 20),
    ("office_case", "archive_number", 60),
)


def upgrade() -> None:
    for table, name, length in COLUMNS:
        op.add_column(table, sa.Column(name, sa.String(length=length), nullable=False, server_default=""))


def downgrade() -> None:
    for table, name, _length in reversed(COLUMNS):
        op.drop_column(table, name)
