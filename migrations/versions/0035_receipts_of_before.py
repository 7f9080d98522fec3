"""Receipts that wait to be printed learn the day of registration, which their letter names since.

They were issued with the registration, so it is the day that the record gives, or the day of issue. What is printed
already stays as it was printed.

Revision: 0035
Follows: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

LETTER = sa.table(
    "issued_letter", sa.column("id", sa.Integer), sa.column("case_id", sa.Integer), sa.column("kind", sa.String),
    sa.column("issued_on", sa.Date), sa.column("document_id", sa.Integer), sa.column("facts", sa.JSON),
)  # fmt: skip
REQUEST = sa.table(
    "disclosure_request", sa.column("case_id", sa.Integer), sa.column("registered_on", sa.Date)
)


def upgrade() -> None:
    connection = op.get_bind()
    waiting = (
        sa.select(LETTER.c.id, LETTER.c.facts, LETTER.c.issued_on, REQUEST.c.registered_on)
        .join_from(LETTER, REQUEST, LETTER.c.case_id == REQUEST.c.case_id)
        .where(LETTER.c.kind == "registration_receipt", LETTER.c.document_id.is_(None))
    )
    for letter_id, facts, issued_on, registered_on in connection.execute(waiting).all():
        if "registered_on" not in facts:
            known = {**facts, "registered_on": (registered_on or issued_on).isoformat()}
            connection.execute(sa.update(LETTER).where(LETTER.c.id == letter_id).values(facts=known))


def downgrade() -> None:
    """Nothing: the version before printed no receipt of these facts either way."""
