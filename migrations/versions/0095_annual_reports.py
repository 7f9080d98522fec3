"""Annual reports of organs, what is entered by hand, what a reviewer finds.

Revision: 0095
Follows: 0093
"""

import sqlalchemy as sa
from alembic import op

revision = "0095"
down_revision = "0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reports()
    op.create_table(
        "annual_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["annual_report.id"], name=op.f("fk_annual_entry_report_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_annual_entry_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_entry")),
    )
    op.create_index(op.f("ix_annual_entry_report_id"), "annual_entry", ["report_id"])
    op.create_table(
        "annual_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["annual_report.id"], name=op.f("fk_annual_finding_report_id")
        ),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_annual_finding_raised_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_finding")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_annual_finding_report_id_number")),
    )
    op.create_index(op.f("ix_annual_finding_report_id"), "annual_finding", ["report_id"])


def _reports() -> None:
    people = ("opened_by_id", "signed_by_id", "frozen_by_id")
    op.create_table(
        "annual_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("covers", sa.String(length=4), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("fee", sa.String(length=20), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_annual_report_version_counts_from_one")),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_annual_report_organ_id")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["annual_report.id"], name=op.f("fk_annual_report_replaced_by_id")
        ),
        *(
            sa.ForeignKeyConstraint([one], ["person.id"], name=op.f(f"fk_annual_report_{one}"))
            for one in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report")),
        sa.UniqueConstraint(
            "organ_id",
            "year",
            "covers",
            "version",
            name=op.f("uq_annual_report_organ_id_year_covers_version"),
        ),
    )
    op.create_index(op.f("ix_annual_report_organ_id"), "annual_report", ["organ_id"])
    op.create_index(op.f("ix_annual_report_year"), "annual_report", ["year"])


def downgrade() -> None:
    op.drop_table("annual_finding")
    op.drop_table("annual_entry")
    op.drop_table("annual_report")
