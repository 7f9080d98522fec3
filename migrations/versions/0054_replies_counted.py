"""How the reply of a case ended is kept with the case, and closed cases are counted by month as they are written.

Triggers count, so that no writer can forget it. On SQLite they are lost when `office_case` is copied, so never
batch_alter_table on it after this revision.

Revision: 0054
Follows: 0053
"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

INDEX = "ix_office_case_replied"
# As the processes counted them at this revision.
PUNCTUAL = "'reply', 'redo', 'further_forms', 'first_statement', 'press_conference', 'opinion_response'"
STATES = f"""
UPDATE office_case SET reply_state = (
    SELECT max(clock.state) FROM case_clock clock  -- missed is after met, here as in what people say
    WHERE clock.case_id = office_case.id AND clock.kind IN ({PUNCTUAL}) AND clock.state IN ('met', 'missed'))
WHERE id IN (SELECT case_id FROM case_clock WHERE kind IN ({PUNCTUAL}) AND state IN ('met', 'missed'))
"""
COUNTED = "{row}.closed_on IS NOT NULL AND {row}.reply_state IS NOT NULL"
ADD = """
INSERT INTO closed_in_month (organ_id, process, month, reply_state, number)
SELECT NEW.organ_id, NEW.process, {month}, NEW.reply_state, 1 WHERE {counted}
ON CONFLICT (organ_id, process, month, reply_state) DO UPDATE SET number = closed_in_month.number + 1;
"""
TAKE = """
UPDATE closed_in_month SET number = number - 1
WHERE organ_id = OLD.organ_id AND process = OLD.process AND month = {month} AND reply_state = OLD.reply_state
AND {counted};
"""
MONTH = {"sqlite": "substr({day}, 1, 7)", "postgresql": "to_char({day}, 'YYYY-MM')"}
CHANGES = "OLD.closed_on IS NOT NEW.closed_on OR OLD.reply_state IS NOT NEW.reply_state"


def upgrade() -> None:
    op.add_column("office_case", sa.Column("reply_state", sa.String(8), nullable=True))
    op.execute(STATES)
    replied = sa.text("reply_state IS NOT NULL")
    op.create_index(INDEX, "office_case", ["organ_id", "process", "reply_state", "closed_on", "id"],
                    sqlite_where=replied, postgresql_where=replied)  # fmt: skip
    op.create_table(
        "closed_in_month",
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(40), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("reply_state", sa.String(8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name="fk_closed_in_month_organ_id"),
        sa.PrimaryKeyConstraint("organ_id", "process", "month", "reply_state", name="pk_closed_in_month"),
    )
    month = _month("closed_on")
    op.execute(
        "INSERT INTO closed_in_month (organ_id, process, month, reply_state, number) "
        f"SELECT organ_id, process, {month}, reply_state, count(*) FROM office_case "
        f"WHERE closed_on IS NOT NULL AND reply_state IS NOT NULL GROUP BY organ_id, process, {month}, reply_state"
    )
    _count_on_sqlite() if _dialect() == "sqlite" else _count_on_postgresql()


def _dialect() -> str:
    return op.get_bind().dialect.name


def _month(day: str) -> str:
    return MONTH[_dialect()].format(day=day)


def _add() -> str:
    return ADD.format(month=_month("NEW.closed_on"), counted=COUNTED.format(row="NEW"))


def _take() -> str:
    return TAKE.format(month=_month("OLD.closed_on"), counted=COUNTED.format(row="OLD"))


def _count_on_sqlite() -> None:
    for name, when, what in (
        ("insert", "INSERT ON office_case", _add()),
        ("delete", "DELETE ON office_case", _take()),
        ("update", f"UPDATE OF closed_on, reply_state ON office_case WHEN {CHANGES}", _take() + _add()),
    ):
        op.execute(f"CREATE TRIGGER office_case_counted_{name} AFTER {when} BEGIN {what} END")


def _count_on_postgresql() -> None:
    changes = CHANGES.replace("IS NOT", "IS DISTINCT FROM")
    op.execute(
        "CREATE OR REPLACE FUNCTION count_closed_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {_take()} END IF; IF TG_OP <> 'DELETE' THEN {_add()} END IF; RETURN NULL; END $$"
    )
    execute = "EXECUTE FUNCTION count_closed_case()"
    op.execute(
        f"CREATE TRIGGER office_case_counted AFTER INSERT OR DELETE ON office_case FOR EACH ROW {execute}"
    )
    op.execute(
        "CREATE TRIGGER office_case_counted_update AFTER UPDATE OF closed_on, reply_state ON office_case "
        f"FOR EACH ROW WHEN ({changes}) {execute}"
    )


def downgrade() -> None:
    if _dialect() == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER IF EXISTS office_case_counted_{name}")
    else:
        op.execute("DROP FUNCTION count_closed_case() CASCADE")
    op.drop_table("closed_in_month")
    op.drop_index(INDEX, table_name="office_case")
    op.drop_column("office_case", "reply_state")
