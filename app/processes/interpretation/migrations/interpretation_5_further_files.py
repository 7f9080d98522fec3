"""A further form may have several files: the pages of a picture, a PDF beside it.

Revision: interpretation_5
"""

import sqlalchemy as sa
from alembic import op

revision = "interpretation_5"
down_revision = "interpretation_4"
branch_labels = None
depends_on = None

DOCUMENT_KEY = "fk_policy_further_form_document_id"


def upgrade() -> None:
    op.create_table(
        "policy_further_file",
        sa.Column("further_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["further_id"], ["policy_further_form.id"], name=op.f("fk_policy_further_file_further_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_policy_further_file_document_id")
        ),
        sa.PrimaryKeyConstraint("further_id", "position", name=op.f("pk_policy_further_file")),
    )
    op.execute(
        "INSERT INTO policy_further_file (further_id, position, document_id) "
        "SELECT id, 0, document_id FROM policy_further_form WHERE document_id IS NOT NULL"
    )
    with op.batch_alter_table("policy_further_form") as table:
        table.drop_constraint(DOCUMENT_KEY, type_="foreignkey")
        table.drop_column("document_id")


def downgrade() -> None:
    with op.batch_alter_table("policy_further_form") as table:
        table.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        table.create_foreign_key(DOCUMENT_KEY, "document", ["document_id"], ["id"])
    op.execute(
        "UPDATE policy_further_form SET document_id = (SELECT f.document_id FROM policy_further_file f "
        "WHERE f.further_id = policy_further_form.id AND f.position = 0)"
    )
    op.drop_table("policy_further_file")
