"""Which versions of a diagram came with a release: the county's own are never replaced by the next one unasked.

Of the versions known so far only the first of a process surely came with the program. Whatever else did is recognised
at the next start by its content, or, should it be an older one, offered instead of put in force.

Revision: 0031
Follows: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0020"
branch_labels = None
depends_on = None

VERSION = sa.table(
    "diagram_version", sa.column("sequence", sa.Integer), sa.column("is_delivered", sa.Boolean)
)


def upgrade() -> None:
    op.add_column(
        "diagram_version", sa.Column("is_delivered", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(sa.update(VERSION).where(VERSION.c.sequence == 1).values(is_delivered=True))


def downgrade() -> None:
    """What was offered and not chosen goes: the program offers it anew."""
    op.execute(sa.delete(VERSION).where(VERSION.c.sequence == 0))
    op.drop_column("diagram_version", "is_delivered")
