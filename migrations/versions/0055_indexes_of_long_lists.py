"""Indexes from whose head a page of register, 已办 and reminders is read, however long the list is.

Revision: 0055
Follows: 0054
"""

from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

OLD = (
    ("ix_office_case_organ_id", "office_case", ["organ_id"]),
    ("ix_office_case_handling_unit_id", "office_case", ["handling_unit_id"]),
    ("ix_work_item_done_by_done_at", "work_item", ["done_by_id", "done_at"]),
)
NEW = (
    ("ix_office_case_organ_id_id", "office_case", ["organ_id", "id"]),
    ("ix_office_case_handling_unit_id_id", "office_case", ["handling_unit_id", "id"]),
    ("ix_office_case_organ_id_process_state_id", "office_case", ["organ_id", "process", "state", "id"]),
    ("ix_office_case_handling_unit_id_process_state_id", "office_case",
     ["handling_unit_id", "process", "state", "id"]),
    ("ix_work_item_done_by_id_done_at_id", "work_item", ["done_by_id", "done_at", "id"]),
    ("ix_deadline_alert_raised_on_case_id", "deadline_alert", ["raised_on", "case_id"]),
)  # fmt: skip


def upgrade() -> None:
    for name, table, columns in NEW:
        op.create_index(name, table, columns)
    for name, table, _ in OLD:
        op.drop_index(name, table_name=table)


def downgrade() -> None:
    for name, table, columns in OLD:
        op.create_index(name, table, columns)
    for name, table, _ in NEW:
        op.drop_index(name, table_name=table)
