"""Whom a letter is for: until now every letter went to the applicant; now also to third parties, organs and the file.

Revision: 0033
Follows: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("issued_letter") as table:
        table.add_column(sa.Column("recipient", sa.String(20), nullable=False, server_default="applicant"))
        table.add_column(sa.Column("recipient_name", sa.String(120), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("issued_letter") as table:
        table.drop_column("recipient_name")
        table.drop_column("recipient")
