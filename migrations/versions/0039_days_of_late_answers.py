"""Every day on which a late answer to a 补正 notice came is kept: the letter names them all.

Revision: 0039
Follows: 0038
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ANSWERED = sa.table(
    "clarification", sa.column("case_id", sa.Integer), sa.column("late_answer", sa.Text),
    sa.column("late_answer_on", sa.Date), sa.column("late_answer_days", sa.JSON),
)  # fmt: skip
LATER = re.compile(r"^（(\d{4}-\d\d-\d\d)补充）", re.MULTILINE)
"""How the version before wrote the day of what came later into the text."""


def upgrade() -> None:
    op.add_column(
        "clarification", sa.Column("late_answer_days", sa.JSON(), nullable=False, server_default="[]")
    )
    bind = op.get_bind()
    known = sa.select(ANSWERED.c.case_id, ANSWERED.c.late_answer, ANSWERED.c.late_answer_on)
    for case_id, text, first in bind.execute(known.where(ANSWERED.c.late_answer_on.is_not(None))).all():
        days = sorted({first.isoformat(), *LATER.findall(text)})
        bind.execute(sa.update(ANSWERED).where(ANSWERED.c.case_id == case_id).values(late_answer_days=days))


def downgrade() -> None:
    op.drop_column("clarification", "late_answer_days")
