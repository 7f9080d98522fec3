"""The edition of the office: one number that every change of units, people, posts and settings draws anew.

Revision: 0053
Follows: 0052
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    edition = op.create_table(
        "office_edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_office_edition_only_one"),
        sa.PrimaryKeyConstraint("id", name="pk_office_edition"),
    )
    op.bulk_insert(edition, [{"id": 1, "number": secrets.randbelow(2**62)}])


def downgrade() -> None:
    op.drop_table("office_edition")
