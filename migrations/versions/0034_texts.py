"""Bound texts: versions are rows, signatures point at them; copies of a task that several have at once.

What was signed before is carried over: each text that a signature or a draft was bound to becomes a version of the
reply, known by its hash. The way back writes the hashes where they stood.

Revision: 0034
Follows: 0033
"""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

REPLY, LETTER, APPROVE, SEND_BACK = "reply", "letter", "approve", "send_back"
LIFTED_BY_AGREEING = "改签同意"
OPINION = sa.table(
    "opinion", sa.column("id", sa.Integer), sa.column("case_id", sa.Integer), sa.column("person_id", sa.Integer),
    sa.column("unit_id", sa.Integer), sa.column("node", sa.String), sa.column("choice", sa.String),
    sa.column("signed_hash", sa.String), sa.column("given_at", sa.DateTime(timezone=True)),
    sa.column("voided_at", sa.DateTime(timezone=True)), sa.column("lifted_at", sa.DateTime(timezone=True)),
    sa.column("lifted_by_id", sa.Integer), sa.column("lifted_why", sa.String),
)  # fmt: skip
REQUEST = sa.table(
    "disclosure_request", sa.column("case_id", sa.Integer), sa.column("draft_hash", sa.String),
    sa.column("drafter_id", sa.Integer),
)  # fmt: skip
CASE = sa.table(
    "office_case", sa.column("id", sa.Integer), sa.column("opened_at", sa.DateTime(timezone=True))
)
VERSION = sa.table(
    "text_version", sa.column("id", sa.Integer), sa.column("case_id", sa.Integer), sa.column("slot", sa.String),
    sa.column("number", sa.Integer), sa.column("kind", sa.String), sa.column("content", sa.JSON),
    sa.column("content_hash", sa.String), sa.column("author_id", sa.Integer),
    sa.column("made_at", sa.DateTime(timezone=True)), sa.column("discarded_at", sa.DateTime(timezone=True)),
)  # fmt: skip
LINK = sa.table("opinion_text", sa.column("opinion_id", sa.Integer), sa.column("text_version_id", sa.Integer))


def upgrade() -> None:
    op.create_table(
        "text_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_text_version_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_text_version_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("case_id", "slot", "number", name=op.f("uq_text_version_case_id_slot_number")),
    )
    op.create_table(
        "opinion_text",
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_text_opinion_id")),
        sa.ForeignKeyConstraint(
            ["text_version_id"], ["text_version.id"], name=op.f("fk_opinion_text_text_version_id")
        ),
        sa.PrimaryKeyConstraint("opinion_id", "text_version_id", name=op.f("pk_opinion_text")),
    )
    op.create_index(op.f("ix_opinion_text_text_version_id"), "opinion_text", ["text_version_id"])
    # Plain statements: copies of the table would cost its partial indexes.
    op.add_column("work_item", sa.Column("copy_item", sa.String(length=80), nullable=True))
    op.add_column("work_item", sa.Column("answer", sa.String(length=80), nullable=True))
    op.create_index(
        "ix_work_item_copies", "work_item", ["unit_id", "case_id"],
        sqlite_where=sa.text("copy_item IS NOT NULL"), postgresql_where=sa.text("copy_item IS NOT NULL"),
    )  # fmt: skip
    with op.batch_alter_table("opinion") as table:
        table.add_column(sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("lifted_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("lifted_why", sa.String(length=300), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_opinion_lifted_by_id"), "person", ["lifted_by_id"], ["id"])
    _carry_over()
    with op.batch_alter_table("opinion") as table:
        table.drop_column("signed_hash")
    op.drop_column("disclosure_request", "draft_hash")


def _carry_over() -> None:
    connection = op.get_bind()
    signed = connection.execute(
        sa.select(OPINION).where(OPINION.c.signed_hash.is_not(None), OPINION.c.signed_hash != "")
        .order_by(OPINION.c.case_id, OPINION.c.id)
    ).all()  # fmt: skip
    opinions = {case_id: list(rows) for case_id, rows in groupby(signed, key=lambda row: row.case_id)}
    drafts = {row.case_id: row for row in connection.execute(sa.select(REQUEST))}
    opened = dict(connection.execute(sa.select(CASE.c.id, CASE.c.opened_at)).all())
    for case_id in sorted(opinions.keys() | {key for key, row in drafts.items() if row.draft_hash}):
        _carry_case(connection, case_id, opinions.get(case_id, []), drafts.get(case_id), opened[case_id])


def _carry_case(connection, case_id, opinions, draft, opened_at) -> None:
    """A run of signatures on one hash is one version; the text that stands is the last."""
    made: list[tuple[str, object]] = []
    links: list[tuple[int, int]] = []
    for opinion in opinions:
        if not made or made[-1][0] != opinion.signed_hash:
            made.append((opinion.signed_hash, opinion.given_at))
        links.append((opinion.id, len(made)))
    now = draft.draft_hash if draft is not None else ""
    if now and (not made or made[-1][0] != now):
        made.append((now, made[-1][1] if made else opened_at))
    last = {}
    for number, (content_hash, made_at) in enumerate(made, start=1):
        stands = number == len(made) and content_hash == now
        given_up = None if stands or number < len(made) else made_at
        last[number] = connection.execute(
            sa.insert(VERSION).values(
                case_id=case_id, slot=REPLY, number=number, kind=LETTER, content={}, content_hash=content_hash,
                author_id=draft.drafter_id if stands else None, made_at=made_at, discarded_at=given_up,
            ).returning(VERSION.c.id)
        ).scalar_one()  # fmt: skip
    for opinion_id, number in links:
        connection.execute(sa.insert(LINK).values(opinion_id=opinion_id, text_version_id=last[number]))
    _settle(connection, opinions, now)


def _settle(connection, opinions, now) -> None:
    """Consents to a text that is no more have fallen; objections are lifted where the same hand agreed later."""
    for place, opinion in enumerate(opinions):
        changed = {}
        if opinion.choice == APPROVE and opinion.signed_hash != now:
            changed = {"voided_at": opinion.voided_at or opinion.given_at}
        agreed = [one for one in opinions[place + 1 :] if one.choice == APPROVE and _same_hand(one, opinion)]
        if opinion.choice == SEND_BACK and agreed:
            changed = {"lifted_at": agreed[0].given_at, "lifted_by_id": agreed[0].person_id,
                       "lifted_why": LIFTED_BY_AGREEING}  # fmt: skip
        if changed:
            connection.execute(sa.update(OPINION).where(OPINION.c.id == opinion.id).values(**changed))


def _same_hand(one, other) -> bool:
    return one.person_id == other.person_id or (one.node, one.unit_id) == (other.node, other.unit_id)


def downgrade() -> None:
    op.add_column(
        "disclosure_request", sa.Column("draft_hash", sa.String(length=64), nullable=False, server_default="")
    )
    op.add_column("opinion", sa.Column("signed_hash", sa.String(length=64), nullable=True))
    connection = op.get_bind()
    links = sa.select(LINK.c.opinion_id, VERSION.c.content_hash).join(
        VERSION, VERSION.c.id == LINK.c.text_version_id
    )
    for opinion_id, content_hash in connection.execute(links.where(VERSION.c.slot == REPLY)).all():
        connection.execute(
            sa.update(OPINION).where(OPINION.c.id == opinion_id).values(signed_hash=content_hash)
        )
    newest = sa.select(VERSION).where(VERSION.c.slot == REPLY).order_by(VERSION.c.case_id, VERSION.c.number)
    for row in connection.execute(newest).all():
        standing = row.content_hash if row.discarded_at is None else ""
        connection.execute(
            sa.update(REQUEST).where(REQUEST.c.case_id == row.case_id).values(draft_hash=standing)
        )
    with op.batch_alter_table("opinion") as table:
        table.drop_constraint(op.f("fk_opinion_lifted_by_id"), type_="foreignkey")
        table.drop_column("lifted_why")
        table.drop_column("lifted_by_id")
        table.drop_column("lifted_at")
    op.drop_index("ix_work_item_copies", table_name="work_item")
    op.drop_column("work_item", "answer")
    op.drop_column("work_item", "copy_item")
    op.drop_table("opinion_text")
    op.drop_table("text_version")
