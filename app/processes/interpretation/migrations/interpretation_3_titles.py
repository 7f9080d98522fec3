"""The title of the explaining text stands in the record, since a text may be a file.

Revision: interpretation_3
"""

import sqlalchemy as sa
from alembic import op

revision = "interpretation_3"
down_revision = "interpretation_2"
branch_labels = None
depends_on = None

VERSIONS = sa.table(
    "text_version",
    sa.column("case_id", sa.Integer), sa.column("slot", sa.String), sa.column("number", sa.Integer),
    sa.column("content", sa.JSON),
)  # fmt: skip
PACKAGES = sa.table(
    "policy_package", sa.column("case_id", sa.Integer), sa.column("material_title", sa.String)
)


def upgrade() -> None:
    op.add_column(
        "policy_package",
        sa.Column("material_title", sa.String(length=180), server_default="", nullable=False),
    )
    _take_titles_over()


def _take_titles_over() -> None:
    """Until now the title was the first line of the text."""
    bind = op.get_bind()
    known = sa.select(VERSIONS.c.case_id, VERSIONS.c.content).where(VERSIONS.c.slot == "material")
    for case_id, content in bind.execute(known.order_by(VERSIONS.c.number)).all():
        title = str(content.get("text", "")).partition("\n")[0][:180]
        bind.execute(sa.update(PACKAGES).where(PACKAGES.c.case_id == case_id).values(material_title=title))


def downgrade() -> None:
    op.drop_column("policy_package", "material_title")
