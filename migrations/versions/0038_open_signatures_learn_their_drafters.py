"""Signatures that already wait learn who wrote the text, in whichever version.

Revision: 0038
Follows: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0036"
branch_labels = None
depends_on = None

ITEM = sa.table(
    "work_item", sa.column("id", sa.String), sa.column("case_id", sa.Integer), sa.column("form", sa.String),
    sa.column("status", sa.String), sa.column("drafter_ids", sa.JSON),
)  # fmt: skip
VERSION = sa.table("text_version", sa.column("case_id", sa.Integer), sa.column("author_id", sa.Integer))
REQUEST = sa.table("disclosure_request", sa.column("case_id", sa.Integer), sa.column("drafter_ids", sa.JSON))


def upgrade() -> None:
    bind = op.get_bind()
    open_ones = sa.select(ITEM.c.id, ITEM.c.case_id, ITEM.c.drafter_ids)
    open_ones = open_ones.where(ITEM.c.status == "open", ITEM.c.form == "sign")
    for item_id, case_id, known in bind.execute(open_ones).all():
        authors = sa.select(VERSION.c.author_id).where(VERSION.c.case_id == case_id)
        senders = sa.select(REQUEST.c.drafter_ids).where(REQUEST.c.case_id == case_id)
        found = {*(known or ()), *(bind.scalar(senders) or ()), *bind.scalars(authors)} - {None}
        bind.execute(sa.update(ITEM).where(ITEM.c.id == item_id).values(drafter_ids=sorted(found)))


def downgrade() -> None:
    """What is known of drafters stays: it bars nobody of before who was not barred for a reason."""
