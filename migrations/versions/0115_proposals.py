"""Accounts of the three administrators and diagrams need two persons: what one proposed waits here for the other.

Revision: 0115
Follows: 0114
"""

import sqlalchemy as sa
from alembic import op

revision = "0115"
down_revision = "0114"
branch_labels = None
depends_on = None

PEOPLE = ("person_id", "proposed_by_id", "decided_by_id")


def upgrade() -> None:
    op.create_table(
        "office_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_office_proposal_unit_id")),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_office_proposal_{name}"))
            for name in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_proposal")),
    )
    op.create_index(op.f("ix_office_proposal_state"), "office_proposal", ["state"])


def downgrade() -> None:
    op.drop_table("office_proposal")
