"""What the annual report asks of a case, its organ and its two days, stands in one index.

Revision: 0124
Follows: 0123
"""

from alembic import op

revision = "0124"
down_revision = "0123"
branch_labels = None
depends_on = None

NAME = "ix_office_case_organ_id_received_on_closed_on"


def upgrade() -> None:
    op.create_index(NAME, "office_case", ["organ_id", "received_on", "closed_on"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="office_case")
