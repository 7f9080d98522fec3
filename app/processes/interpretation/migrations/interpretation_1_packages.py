"""Policy packages, their returns and their further forms.

Revision: interpretation_1
"""

import sqlalchemy as sa
from alembic import op

revision = "interpretation_1"
down_revision = None
branch_labels = ("interpretation",)
depends_on = "0035"


MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _packages()
    _returns()
    _further_forms()


def _packages() -> None:
    op.create_table(
        "policy_package",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("openness", sa.String(length=12), nullable=False),
        sa.Column("openness_reason", sa.String(length=500), nullable=False),
        sa.Column("openness_clause", sa.String(length=4), nullable=False),
        sa.Column("road", sa.String(length=12), nullable=False),
        sa.Column("exempt_reason", sa.String(length=500), nullable=False),
        sa.Column("goes_to_meeting", sa.Boolean(), nullable=False),
        sa.Column("co_signing", sa.String(length=12), nullable=False),
        sa.Column("first_interpreter", sa.String(length=60), nullable=False),
        sa.Column("interpreter_post", sa.String(length=60), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(length=60), nullable=False),
        sa.Column("contact_telephone", sa.String(length=40), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("sent_in_at", MOMENT, nullable=True),
        sa.Column("missing_at_first", sa.JSON(), nullable=False),
        sa.Column("after_reminder", sa.Boolean(), nullable=False),
        sa.Column("organised_at", MOMENT, nullable=True),
        sa.Column("document_number", sa.String(length=80), nullable=False),
        sa.Column("numbered_on", sa.Date(), nullable=True),
        sa.Column("planned_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_policy_package_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_policy_package")),
    )


def _returns() -> None:
    op.create_table(
        "policy_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("returned_at", MOMENT, nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_policy_return_case_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["issued_letter.id"], name=op.f("fk_policy_return_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_return")),
    )
    op.create_index("ix_policy_return_case_id", "policy_return", ["case_id"])


def _further_forms() -> None:
    op.create_table(
        "policy_further_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_policy_further_form_case_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_policy_further_form_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_policy_further_form_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_further_form")),
    )
    op.create_index("ix_policy_further_form_case_id", "policy_further_form", ["case_id"])


def downgrade() -> None:
    op.drop_table("policy_further_form")
    op.drop_table("policy_return")
    op.drop_table("policy_package")
