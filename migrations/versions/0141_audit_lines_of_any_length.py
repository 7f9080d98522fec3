"""A line of the audit chain and a proposal may be as long as the reason that was typed: PostgreSQL held them to 300
signs and refused the act; SQLite never did.

Revision: 0141
Follows: 0140
"""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0140"
branch_labels = None
depends_on = None

TABLES = ("audit_entry", "office_proposal")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.alter_column(table, "summary", type_=sa.Text())


def downgrade() -> None:
    """Lines that are longer by now are evidence: nothing is cut, and PostgreSQL refuses where there are any."""
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.alter_column(table, "summary", type_=sa.String(300))
