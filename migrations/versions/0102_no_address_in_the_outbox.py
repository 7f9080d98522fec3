"""No address rests in the outbox: a message to a party names the case, and the address is looked up when it is sent.

Revision: 0102
Follows: 0101
"""

import sqlalchemy as sa
from alembic import op

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None

outbox = sa.table("outbox_message", sa.column("id"), sa.column("case_id"), sa.column("payload", sa.JSON))


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(outbox).order_by(outbox.c.id)).all():
        if "to" in row.payload:
            payload = {name: value for name, value in row.payload.items() if name != "to"}
            payload["party_of"] = row.case_id
            connection.execute(sa.update(outbox).where(outbox.c.id == row.id).values(payload=payload))


def downgrade() -> None:
    """An address that was taken out is not put back: the message then finds none, and says so."""
