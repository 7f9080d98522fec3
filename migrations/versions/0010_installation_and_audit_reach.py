"""The database knows which keys it belongs to; a line of the audit log without a case knows its organ.

Lines of before stay without an organ: the chain is append only, and nobody can say today whom they concerned. Only
what an earlier run of this revision had written, and a downgrade took away, is put back from `detail`.

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# As in revision 0002; the table is only ever altered in place, for copying it would lose the trigger.
NO_UPDATE = (
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit_entry is append only'); END"
)


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_checks", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.add_column("audit_entry", sa.Column("organ_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_audit_entry_organ_id"), "audit_entry", ["organ_id"])
    put_back_organs()


def put_back_organs() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entry_no_update")
        op.execute(
            "UPDATE audit_entry SET organ_id = json_extract(detail, '$.organ') "
            "WHERE case_id IS NULL AND json_extract(detail, '$.organ') IS NOT NULL"
        )
        op.execute(NO_UPDATE)
        return
    op.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    op.execute(
        "UPDATE audit_entry SET organ_id = (detail ->> 'organ')::integer "
        "WHERE case_id IS NULL AND detail ->> 'organ' IS NOT NULL"
    )
    op.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_entry_organ_id"), table_name="audit_entry")
    op.drop_column("audit_entry", "organ_id")
    op.drop_table("installation")
