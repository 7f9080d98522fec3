"""A second factor for accounts: secrets, recovery codes, sign-ins that wait for their code, and who must have one.

Revision: 0142
Follows: 0141
"""

import sqlalchemy as sa
from alembic import op

from app.database import UtcDateTime

revision = "0142"
down_revision = "0141"
branch_labels = None
depends_on = None

TABLES = ("waiting_sign_in", "factor_policy", "recovery_code", "second_factor")


def upgrade() -> None:
    op.create_table(
        "second_factor",
        _person("second_factor", primary_key=True),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("recovery_code"),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_person_id"), "recovery_code", ["person_id"])
    op.create_table(
        "factor_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligatory_from", sa.Date(), nullable=True),
        _person("factor_policy", "decided_by_id"),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_policy")),
    )
    _add_waiting()
    op.add_column(
        "sign_in_session",
        sa.Column("must_set_factor", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("sign_in_session", "must_set_factor")
    for name in TABLES:
        op.drop_table(name)


def _add_waiting() -> None:
    op.create_table(
        "waiting_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        _person("waiting_sign_in"),
        sa.Column("password_mark", sa.String(64), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_waiting_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_waiting_sign_in_person_id"), "waiting_sign_in", ["person_id"])


def _person(table: str, name: str = "person_id", *, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        name,
        sa.Integer(),
        sa.ForeignKey("person.id", name=op.f(f"fk_{table}_{name}")),
        nullable=False,
        primary_key=primary_key,
    )
