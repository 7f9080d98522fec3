"""Concerns and their statements.

Revision: response_1
"""

import sqlalchemy as sa
from alembic import op

revision = "response_1"
down_revision = None
branch_labels = ("response",)
depends_on = "0044"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _concerns()
    _statements()


def _concerns() -> None:
    op.create_table(
        "concern",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("captured_at", INSTANT, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("policy", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("appeared_at", INSTANT, nullable=True),
        sa.Column("known_at", INSTANT, nullable=False),
        sa.Column("is_emergency", sa.Boolean(), nullable=False),
        sa.Column("raises_opinion", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("level_reason", sa.Text(), nullable=False),
        sa.Column("judgement", sa.String(length=12), nullable=False),
        sa.Column("judgement_reason", sa.Text(), nullable=False),
        sa.Column("judged_at", INSTANT, nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("co_unit_ids", sa.JSON(), nullable=False),
        sa.Column("spokesman", sa.String(length=60), nullable=False),
        sa.Column("passed_to", sa.String(length=12), nullable=False),
        sa.Column("passed_at", INSTANT, nullable=True),
        sa.Column("passed_receiver", sa.String(length=120), nullable=False),
        sa.Column("conference_at", INSTANT, nullable=True),
        sa.Column("conference_place", sa.String(length=120), nullable=False),
        sa.Column("conference_why_not", sa.String(length=300), nullable=False),
        sa.Column("evaluated_at", INSTANT, nullable=True),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("adopted", sa.Integer(), nullable=False),
        sa.Column("adopted_words", sa.Text(), nullable=False),
        sa.Column("complaints_after", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_concern_case_id")),
        sa.ForeignKeyConstraint(["judged_by_id"], ["person.id"], name=op.f("fk_concern_judged_by_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_concern")),
    )


def _statements() -> None:
    op.create_table(
        "concern_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("headline", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_emergency_path", sa.Boolean(), nullable=False),
        sa.Column("urgent_reason", sa.String(length=300), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("drafted_at", INSTANT, nullable=False),
        sa.Column("oral_by_id", sa.Integer(), nullable=True),
        sa.Column("oral_at", INSTANT, nullable=True),
        sa.Column("oral_how", sa.String(length=12), nullable=False),
        sa.Column("oral_note", sa.String(length=300), nullable=False),
        sa.Column("oral_hash", sa.String(length=64), nullable=False),
        sa.Column("paper_signed_at", INSTANT, nullable=True),
        sa.Column("paper_document_id", sa.Integer(), nullable=True),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_concern_statement_case_id")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["concern_statement.id"], name=op.f("fk_concern_statement_corrects_id")
        ),
        sa.ForeignKeyConstraint(["oral_by_id"], ["person.id"], name=op.f("fk_concern_statement_oral_by_id")),
        sa.ForeignKeyConstraint(
            ["paper_document_id"], ["document.id"], name=op.f("fk_concern_statement_paper_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_concern_statement_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_statement")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_concern_statement_case_id_number")),
    )


def downgrade() -> None:
    op.drop_table("concern_statement")
    op.drop_table("concern")
