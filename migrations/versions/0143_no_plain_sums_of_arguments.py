"""What an act was told is kept as a keyed sum only: the plain ones of before could be tried until a telephone fitted.

They cannot be made anew, as the arguments are not kept, so they are emptied; what that means for a key that comes
again stands in app.casework.acts.commands.

Revision: 0143
Follows: 0142
"""

import sqlalchemy as sa
from alembic import op

revision = "0143"
down_revision = "0142"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text("UPDATE command_record SET fingerprint = '' WHERE fingerprint <> ''"))


def downgrade() -> None:
    """A key that is repeated then is refused as used for something else; nothing is done twice."""
