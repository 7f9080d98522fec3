"""Questions of readers, and their answers.

Revision: interpretation_2
"""

import sqlalchemy as sa
from alembic import op

revision = "interpretation_2"
down_revision = "interpretation_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    case, entry = ["office_case.id"], ["publication.id"]
    op.create_table(
        "policy_question",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("package_case_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=500), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], case, name=op.f("fk_policy_question_case_id")),
        sa.ForeignKeyConstraint(["package_case_id"], case, name=op.f("fk_policy_question_package_case_id")),
        sa.ForeignKeyConstraint(["publication_id"], entry, name=op.f("fk_policy_question_publication_id")),
        sa.ForeignKeyConstraint(["answer_id"], entry, name=op.f("fk_policy_question_answer_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_policy_question")),
    )
    op.create_index("ix_policy_question_package_case_id", "policy_question", ["package_case_id"])


def downgrade() -> None:
    op.drop_table("policy_question")
