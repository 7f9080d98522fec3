"""Facts that the record did not keep: day of registration, drafters, reviews of secrecy, why a delay was not accepted.

Open signatures learn who drafted their text, so that nobody who wrote it can sign it and nobody else is kept from it.

Revision: 0013
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

NOBODY = sa.text("'[]'")
REQUEST = sa.table(
    "disclosure_request", sa.column("case_id", sa.Integer), sa.column("drafter_id", sa.Integer),
    sa.column("drafter_ids", sa.JSON),
)  # fmt: skip
ITEM = sa.table(
    "work_item", sa.column("case_id", sa.Integer), sa.column("form", sa.String),
    sa.column("status", sa.String), sa.column("drafter_ids", sa.JSON), sa.column("done_by_id", sa.Integer),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("disclosure_request") as table:
        table.add_column(sa.Column("registered_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("drafter_ids", sa.JSON(), nullable=False, server_default=NOBODY))
    with op.batch_alter_table("work_item") as table:
        table.add_column(sa.Column("drafter_ids", sa.JSON(), nullable=False, server_default=NOBODY))
    with op.batch_alter_table("clarification") as table:
        table.add_column(sa.Column("why_not_accepted", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("search_record") as table:
        table.add_column(sa.Column("secrecy_reviewed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("secrecy_reviewed_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(
            op.f("fk_search_record_secrecy_reviewed_by_id"), "person", ["secrecy_reviewed_by_id"], ["id"]
        )
    _note_known_drafters()


def _note_known_drafters() -> None:
    """Whoever sent a text to be signed is known; so is everybody who completed a drafting step of the case."""
    connection = op.get_bind()
    drafted = sa.select(REQUEST.c.case_id, REQUEST.c.drafter_id).where(REQUEST.c.drafter_id.is_not(None))
    people = {case_id: {drafter_id} for case_id, drafter_id in connection.execute(drafted)}
    steps = sa.select(ITEM.c.case_id, ITEM.c.done_by_id).where(
        ITEM.c.form == "draft", ITEM.c.done_by_id.is_not(None)
    )
    for case_id, person_id in connection.execute(steps):
        if case_id in people:
            people[case_id].add(person_id)
    for case_id, known in people.items():
        ids = sorted(known)
        connection.execute(sa.update(REQUEST).where(REQUEST.c.case_id == case_id).values(drafter_ids=ids))
        signing = (ITEM.c.case_id == case_id) & (ITEM.c.form == "sign") & (ITEM.c.status == "open")
        connection.execute(sa.update(ITEM).where(signing).values(drafter_ids=ids))


def downgrade() -> None:
    with op.batch_alter_table("search_record") as table:
        table.drop_constraint(op.f("fk_search_record_secrecy_reviewed_by_id"), type_="foreignkey")
        table.drop_column("secrecy_reviewed_at")
        table.drop_column("secrecy_reviewed_by_id")
    # Plain statements: copies of the tables would cost their partial indexes.
    op.drop_column("clarification", "why_not_accepted")
    op.drop_column("work_item", "drafter_ids")
    op.drop_column("disclosure_request", "drafter_ids")
    op.drop_column("disclosure_request", "registered_on")
