"""What letters say of a correction that was passed on and of a judgment is a fact of the record.

An application for correction keeps when and how it was passed on (条例第四十一条), a suit the day on which its judgment
took effect (行政诉讼法第八十五条). What a screening chose stands in its task alone.

Revision: 0146
Follows: 0145
"""

import sqlalchemy as sa
from alembic import op

revision = "0146"
down_revision = "0145"
branch_labels = None
depends_on = None

CORRECTION, REQUEST, PROCEEDING = "correction_application", "disclosure_request", "proceeding_record"


def upgrade() -> None:
    op.add_column(CORRECTION, sa.Column("sent_on", sa.Date(), nullable=True))
    op.add_column(CORRECTION, sa.Column("sent_way", sa.String(length=20), server_default="", nullable=False))
    op.add_column(
        CORRECTION, sa.Column("sent_note", sa.String(length=300), server_default="", nullable=False)
    )
    op.add_column(PROCEEDING, sa.Column("effective_on", sa.Date(), nullable=True))
    op.drop_column(REQUEST, "screening")


def downgrade() -> None:
    op.add_column(REQUEST, sa.Column("screening", sa.String(length=30), server_default="", nullable=False))
    op.drop_column(PROCEEDING, "effective_on")
    for column in ("sent_note", "sent_way", "sent_on"):
        op.drop_column(CORRECTION, column)
