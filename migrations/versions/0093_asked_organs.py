"""What waits for an organ that is asked (征求意见) is found by its id.

Revision: 0093
Follows: 0089
"""

from alembic import op

revision = "0093"
down_revision = "0089"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_consultation_unit_id"), "consultation", ["unit_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_consultation_unit_id"), table_name="consultation")
