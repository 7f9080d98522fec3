"""移送函: what is asked of the receiving organ, and the letter that was issued.

Revision: response_2
"""

import sqlalchemy as sa
from alembic import op

revision = "response_2"
down_revision = "response_1"
branch_labels = None
depends_on = None
LETTER = "fk_concern_referral_id"


def upgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.add_column(sa.Column("referral_request", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("referral_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(LETTER), "issued_letter", ["referral_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("concern") as table:
        table.drop_constraint(op.f(LETTER), type_="foreignkey")
        table.drop_column("referral_id")
        table.drop_column("referral_request")
