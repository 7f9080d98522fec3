"""Ladders of reminders by organ and kind, who was told of which alert, how long a limit is.

Revision: 0103
Follows: 0102

Of clocks of before `span` is not known until they are projected again: till then they have no steps ahead but the near.
"""

import sqlalchemy as sa
from alembic import op

revision = "0103"
down_revision = "0102"
branch_labels = None
depends_on = None

NOT_READ = sa.text("read_at IS NULL")


def upgrade() -> None:
    op.add_column("case_clock", sa.Column("span", sa.Integer(), nullable=True))
    op.create_table(
        "alert_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ahead_days", sa.String(length=60), nullable=False),
        sa.Column("ahead_hours", sa.String(length=60), nullable=False),
        sa.Column("head_from", sa.Integer(), nullable=False),
        sa.Column("leader_from", sa.Integer(), nullable=False),
        sa.Column("supervisor_from", sa.Integer(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("pause_days", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name=op.f("fk_alert_plan_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_plan")),
        sa.UniqueConstraint("organ_id", "kind", name=op.f("uq_alert_plan_organ_id_kind")),
    )
    op.create_table(
        "alert_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["deadline_alert.id"], name=op.f("fk_alert_notice_alert_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alert_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_notice")),
        sa.UniqueConstraint("alert_id", "person_id", name=op.f("uq_alert_notice_alert_id_person_id")),
    )
    op.create_index(
        "ix_alert_notice_unread",
        "alert_notice",
        ["person_id"],
        sqlite_where=NOT_READ,
        postgresql_where=NOT_READ,
    )


def downgrade() -> None:
    op.drop_table("alert_notice")
    op.drop_table("alert_plan")
    op.drop_column("case_clock", "span")
