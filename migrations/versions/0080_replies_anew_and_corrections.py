"""What a case is about, the cases that belong together, and what a correction asks (条例第四十一条).

Revision: 0080
Follows: 0079
"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "disclosure_request",
        sa.Column("matter", sa.String(length=20), nullable=False, server_default="application"),
    )
    op.create_table(
        "disclosure_link",
        sa.Column("later_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("proceeding_root", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["later_id"], ["office_case.id"], name=op.f("fk_disclosure_link_later_id")),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["office_case.id"], name=op.f("fk_disclosure_link_earlier_id")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_disclosure_link_made_by_id")),
        sa.PrimaryKeyConstraint("later_id", name=op.f("pk_disclosure_link")),
    )
    op.create_index(op.f("ix_disclosure_link_earlier_id"), "disclosure_link", ["earlier_id"])
    op.create_table(
        "correction_application",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("information", sa.String(length=600), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("correction", sa.String(length=600), nullable=False),
        sa.Column("competent_organ", sa.String(length=100), nullable=False),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["office_case.id"], name=op.f("fk_correction_application_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["person.id"], name=op.f("fk_correction_application_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_correction_application")),
    )


def downgrade() -> None:
    op.drop_table("correction_application")
    op.drop_index(op.f("ix_disclosure_link_earlier_id"), "disclosure_link")
    op.drop_table("disclosure_link")
    op.drop_column("disclosure_request", "matter")
