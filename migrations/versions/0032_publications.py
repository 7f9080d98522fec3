"""What stands in public: entries, their wordings and files, topics, and the words by which they are found.

SQLite finds words in a full-text table of pairs of signs, PostgreSQL in an array of them; the application makes both.

Revision: 0032
Follows: 0031
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STANDING = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    _create_publications()
    _create_topics()
    _create_texts()
    _create_files()
    _create_search()


def _create_publications() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("headline", sa.String(200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("document_number", sa.String(80), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("from_at", INSTANT, nullable=False),
        sa.Column("until_at", INSTANT, nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_why", sa.String(300), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name="fk_publication_case_id"),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name="fk_publication_organ_id"),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"], name="fk_publication_published_by_id"),
        sa.ForeignKeyConstraint(["supersedes_id"], ["publication.id"], name="fk_publication_supersedes_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
    )
    for name in ("from_at", "supersedes_id", "review_on"):
        op.create_index(f"ix_publication_{name}", "publication", [name])
    op.create_index("ix_publication_kind_from_at", "publication", ["kind", "from_at"])
    op.create_index("ix_publication_organ_id_from_at", "publication", ["organ_id", "from_at"])
    op.create_index("uq_publication_standing", "publication", ["case_id", "kind", "name"], unique=True,
                    sqlite_where=STANDING, postgresql_where=STANDING)  # fmt: skip


def _create_topics() -> None:
    op.create_table(
        "publication_topic",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_publication_topic_publication_id"
        ),
        sa.PrimaryKeyConstraint("publication_id", "topic", name="pk_publication_topic"),
    )
    op.create_index("ix_publication_topic_topic", "publication_topic", ["topic"])


def _create_texts() -> None:
    op.create_table(
        "publication_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("signed_hash", sa.String(64), nullable=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_publication_text_publication_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publication_text"),
        sa.UniqueConstraint("publication_id", "number", name="uq_publication_text_publication_id_number"),
    )


def _create_files() -> None:
    op.create_table(
        "publication_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["publication_text.id"], name="fk_publication_file_text_id"),
        sa.ForeignKeyConstraint(["file_hash"], ["stored_file.hash"], name="fk_publication_file_file_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_publication_file"),
    )
    op.create_index("ix_publication_file_text_id", "publication_file", ["text_id"])
    op.create_index("ix_publication_file_file_hash", "publication_file", ["file_hash"])


def _create_search() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "publication_search",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("grams", sa.Text() if is_sqlite else postgresql.ARRAY(sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_publication_search_publication_id"
        ),
        sa.PrimaryKeyConstraint("publication_id", name="pk_publication_search"),
    )
    if is_sqlite:
        op.execute("CREATE VIRTUAL TABLE publication_grams USING fts5(grams, content='', tokenize='ascii')")
    op.create_index("ix_publication_search_grams", "publication_search", ["grams"], postgresql_using="gin")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE publication_grams")
    for table in ("search", "file", "text", "topic"):
        op.drop_table(f"publication_{table}")
    op.drop_table("publication")
