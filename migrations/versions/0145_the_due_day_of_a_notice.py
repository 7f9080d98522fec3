"""A notice knows the due day of its alert, by which a desk shows notices in order: so only the first are looked up.

The day of an alert never changes: a clock that moves raises a new one.

Revision: 0145
Follows: 0144
"""

import sqlalchemy as sa
from alembic import op

revision = "0145"
down_revision = "0144"
branch_labels = None
depends_on = None

INDEX = "ix_alert_notice_standing"
STANDING = sa.text("read_at IS NULL AND over_at IS NULL")
OF_ALERT = (
    "UPDATE alert_notice SET due_on = (SELECT due_on FROM deadline_alert WHERE id = alert_notice.alert_id)"
)


def upgrade() -> None:
    op.drop_index(INDEX, "alert_notice")
    op.add_column("alert_notice", sa.Column("due_on", sa.Date(), nullable=True))
    op.execute(sa.text(OF_ALERT))
    with op.batch_alter_table("alert_notice", copy_from=_notices()) as notices:
        notices.alter_column("due_on", existing_type=sa.Date(), nullable=False)
    _stand_by(["person_id", "due_on"])


def downgrade() -> None:
    op.drop_index(INDEX, "alert_notice")
    op.drop_column("alert_notice", "due_on")
    _stand_by(["person_id"])


def _notices() -> sa.Table:
    """As it stands now. Read from SQLite it would be with every table it leads to, and their indices by expressions."""
    return sa.Table(
        "alert_notice", sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["deadline_alert.id"], name=op.f("fk_alert_notice_alert_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alert_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_notice")),
        sa.UniqueConstraint("alert_id", "person_id", name=op.f("uq_alert_notice_alert_id_person_id")),
    )  # fmt: skip


def _stand_by(columns: list[str]) -> None:
    op.create_index(INDEX, "alert_notice", columns, sqlite_where=STANDING, postgresql_where=STANDING)
