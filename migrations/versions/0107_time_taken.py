"""How long steps and cases took is counted by month as they are written: the board reads some hundred rows.

Triggers count, as in 0054. On SQLite they are lost when `office_case` or `work_item` is copied, so never
batch_alter_table on them after this revision.

Revision: 0107
Follows: 0104
"""

import sqlalchemy as sa
from alembic import op

revision = "0107"
down_revision = "0104"
branch_labels = None
depends_on = None

STEP = "organ_id, process, node, person_id, month"
STEPS = """
SELECT c.organ_id, c.process, {row}.node, {row}.done_by_id AS person_id, {month} AS month, {row}.title,
{seconds} AS seconds, {late} AS late
FROM office_case c WHERE c.id = {row}.case_id AND {row}.status = 'done' AND {row}.done_by_id IS NOT NULL
"""
ADD_STEP = f"""
INSERT INTO step_in_month ({STEP}, title, number, seconds, late)
SELECT s.organ_id, s.process, s.node, s.person_id, s.month, s.title, 1, s.seconds, s.late FROM ({{step}}) AS s
WHERE true ON CONFLICT ({STEP}) DO UPDATE SET title = excluded.title, number = step_in_month.number + 1,
seconds = step_in_month.seconds + excluded.seconds, late = step_in_month.late + excluded.late;
"""
TAKE_STEP = f"""
INSERT INTO step_in_month ({STEP}, title, number, seconds, late)
SELECT s.organ_id, s.process, s.node, s.person_id, s.month, s.title, -1, -s.seconds, -s.late FROM ({{step}}) AS s
WHERE true ON CONFLICT ({STEP}) DO UPDATE SET number = step_in_month.number - 1,
seconds = step_in_month.seconds + excluded.seconds, late = step_in_month.late + excluded.late;
"""
ALL_STEPS = f"""
INSERT INTO step_in_month ({STEP}, title, number, seconds, late)
SELECT c.organ_id, c.process, i.node, i.done_by_id, {{month}}, max(i.title), count(*), sum({{seconds}}), sum({{late}})
FROM work_item i JOIN office_case c ON c.id = i.case_id WHERE i.status = 'done' AND i.done_by_id IS NOT NULL
GROUP BY c.organ_id, c.process, i.node, i.done_by_id, {{month}}
"""
STEP_CHANGES = (
    "OLD.status IS NOT NEW.status OR OLD.done_at IS NOT NEW.done_at OR OLD.done_by_id IS NOT NEW.done_by_id"
)
STEP_COLUMNS = "status, done_at, done_by_id"

TIMED = "organ_id, process, month, up_to"
IS_TIMED = "{row}.closed_on IS NOT NULL AND {row}.reply_state IS NOT NULL AND {row}.received_on IS NOT NULL"
ADD_CASE = f"""
INSERT INTO closed_by_duration ({TIMED}, number)
SELECT NEW.organ_id, NEW.process, {{month}}, {{up_to}}, 1 WHERE {{timed}}
ON CONFLICT ({TIMED}) DO UPDATE SET number = closed_by_duration.number + 1;
"""
TAKE_CASE = """
UPDATE closed_by_duration SET number = number - 1 WHERE organ_id = OLD.organ_id AND process = OLD.process
AND month = {month} AND up_to = {up_to} AND {timed};
"""
ALL_CASES = f"""
INSERT INTO closed_by_duration ({TIMED}, number)
SELECT c.organ_id, c.process, {{month}}, {{up_to}}, count(*) FROM office_case c WHERE {{timed}}
GROUP BY c.organ_id, c.process, {{month}}, {{up_to}}
"""
CASE_CHANGES = (
    "OLD.closed_on IS NOT NEW.closed_on OR OLD.reply_state IS NOT NEW.reply_state "
    "OR OLD.received_on IS NOT NEW.received_on"
)
CASE_COLUMNS = "closed_on, reply_state, received_on"
UP_TO = (5, 10, 20, 30, 60)
BEYOND = 9999
INDEX = "ix_office_case_replied"
DONE = "ix_work_item_node_done_at_id"
REPLIED = ["organ_id", "process", "reply_state", "closed_on", "id"]


def upgrade() -> None:
    op.create_table(
        "step_in_month",
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(40), nullable=False),
        sa.Column("node", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name="fk_step_in_month_organ_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_step_in_month_person_id"),
        sa.PrimaryKeyConstraint(*STEP.split(", "), name="pk_step_in_month"),
    )
    op.create_table(
        "closed_by_duration",
        sa.Column("organ_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(40), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organ_id"], ["org_unit.id"], name="fk_closed_by_duration_organ_id"),
        sa.PrimaryKeyConstraint(*TIMED.split(", "), name="pk_closed_by_duration"),
    )
    _index_replied([*REPLIED, "received_on"])
    done = sa.text("status = 'done'")
    op.create_index(DONE, "work_item", ["node", "done_at", "id"], sqlite_where=done, postgresql_where=done)
    op.execute(ALL_STEPS.format(**_of_step("i")))
    op.execute(ALL_CASES.format(**_of_case("c")))
    _count_on_sqlite() if _dialect() == "sqlite" else _count_on_postgresql()


def _index_replied(columns: list[str]) -> None:
    replied = sa.text("reply_state IS NOT NULL")
    op.drop_index(INDEX, table_name="office_case")
    op.create_index(INDEX, "office_case", columns, sqlite_where=replied, postgresql_where=replied)


def _dialect() -> str:
    return op.get_bind().dialect.name


def _of_step(row: str) -> dict[str, str]:
    """Month of office, whole seconds from its arrival to its end, and whether that was after the due day."""
    done, came = f"{row}.done_at", f"{row}.created_at"
    if _dialect() == "sqlite":
        day, month = f"date({done}, '+8 hours')", f"strftime('%Y-%m', {done}, '+8 hours')"
        seconds = f"CAST(strftime('%s', {done}) AS INTEGER) - CAST(strftime('%s', {came}) AS INTEGER)"
    else:
        local = f"({done} AT TIME ZONE INTERVAL '+08:00')"
        day, month = f"{local}::date", f"to_char({local}, 'YYYY-MM')"
        seconds = f"(floor(extract(epoch FROM {done})) - floor(extract(epoch FROM {came})))::bigint"
    late = f"CASE WHEN {row}.due_on IS NOT NULL AND {day} > {row}.due_on THEN 1 ELSE 0 END"
    return {"row": row, "month": month, "seconds": seconds, "late": late}


def _step(row: str) -> str:
    return STEPS.format(**_of_step(row))


def _of_case(row: str) -> dict[str, str]:
    closed, came = f"{row}.closed_on", f"{row}.received_on"
    if _dialect() == "sqlite":
        month, days = f"substr({closed}, 1, 7)", f"CAST(julianday({closed}) - julianday({came}) AS INTEGER)"
    else:
        month, days = f"to_char({closed}, 'YYYY-MM')", f"({closed} - {came})"
    bands = " ".join(f"WHEN {days} <= {up_to} THEN {up_to}" for up_to in UP_TO)
    return {"month": month, "up_to": f"CASE {bands} ELSE {BEYOND} END", "timed": IS_TIMED.format(row=row)}


def _writings() -> list[tuple[str, str, str, str, str, str]]:
    """Table, name, columns that matter, what is a change of them, what adds and what takes away."""
    return [
        (
            "work_item", "work_item_timed", STEP_COLUMNS, STEP_CHANGES,
            ADD_STEP.format(step=_step("NEW")), TAKE_STEP.format(step=_step("OLD")),
        ),
        (
            "office_case", "office_case_timed", CASE_COLUMNS, CASE_CHANGES,
            ADD_CASE.format(**_of_case("NEW")), TAKE_CASE.format(**_of_case("OLD")),
        ),
    ]  # fmt: skip


def _count_on_sqlite() -> None:
    for table, name, columns, changes, add, take in _writings():
        for when, event, what in (
            ("insert", f"INSERT ON {table}", add),
            ("delete", f"DELETE ON {table}", take),
            ("update", f"UPDATE OF {columns} ON {table} WHEN {changes}", take + add),
        ):
            op.execute(f"CREATE TRIGGER {name}_{when} AFTER {event} BEGIN {what} END")


def _count_on_postgresql() -> None:
    for table, name, columns, changes, add, take in _writings():
        op.execute(
            f"CREATE OR REPLACE FUNCTION count_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP <> 'INSERT' THEN {take} END IF; IF TG_OP <> 'DELETE' THEN {add} END IF; RETURN NULL; END $$"
        )
        each = f"FOR EACH ROW EXECUTE FUNCTION count_{name}()"
        op.execute(f"CREATE TRIGGER {name} AFTER INSERT OR DELETE ON {table} {each}")
        when = changes.replace("IS NOT", "IS DISTINCT FROM")
        each = f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION count_{name}()"
        op.execute(f"CREATE TRIGGER {name}_update AFTER UPDATE OF {columns} ON {table} {each}")


def downgrade() -> None:
    for table in ("work_item", "office_case"):
        if _dialect() == "sqlite":
            for when in ("insert", "delete", "update"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_timed_{when}")
        else:
            op.execute(f"DROP FUNCTION count_{table}_timed() CASCADE")
    op.drop_index(DONE, table_name="work_item")
    op.drop_table("closed_by_duration")
    op.drop_table("step_in_month")
    _index_replied(REPLIED)
