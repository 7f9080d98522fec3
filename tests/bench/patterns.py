"""Real cases, walked by real commands, of which a county after years of work is made (`tests.bench.filling`).

Whatever an act leaves in any table is left here as well: request, applicant, items, opinions, events, clocks, alerts,
texts, letters, engine state, audit lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from app import timekeeping
from app.casework.terms import sweep
from app.database import db
from tests.bench.workplace import ARCHIVING, path
from tests.journeys.letters_seen import made_blank
from tests.support.office import Office

# what leaves the database is not kept for years; the index of words is made anew by its own command
NOT_OF_CASES = frozenset({"outbox_message", "case_search"})
WITHOUT_A_KEY_OF_CASES = frozenset({"applicant"})  # of a case, though the case points at it
LATE, DONE = 35, 60  # days ago: past due today; answered on the brink, long ago
CLARIFY: dict[str, Any] = {
    "screening": "clarify", "clarification_items": "年度", "clarification_guidance": "写明年度",
    "clarification_period": 10,
}  # fmt: skip
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Pattern:
    """One case: every row that it left, by table."""

    name: str
    rows: Rows


def patterns() -> dict[str, Pattern]:
    """A case that was archived, and open ones: free to be screened, late to be screened, in hand, waiting."""
    walks: dict[str, Callable[[], None]] = {
        "archived": _archived, "late": _late, "handling": lambda: _fresh().assigned(), "waiting": _waiting,
    }  # fmt: skip
    return {"screening": registered(), **{name: Pattern(name, left_by(walk)) for name, walk in walks.items()}}


def registered() -> Pattern:
    """A request of today that waits to be screened: two clocks run, and a form is open."""
    return Pattern("screening", left_by(lambda: _fresh().registered()))


def _days_ago(days: int) -> Office:
    morning = time(9, tzinfo=timekeeping.OFFICE_TIME)
    return Office(now=datetime.combine(timekeeping.today() - timedelta(days=days), morning))


def _fresh() -> Office:
    office = _days_ago(0)
    office.apply()
    return office


def _late() -> None:
    office = _days_ago(LATE)
    office.apply()
    office.registered()
    _swept(office.later(days=LATE))


def _waiting() -> None:
    _fresh().registered().do("reviewer", "T_screening", **CLARIFY)


def _archived() -> None:
    """Warned of, answered and archived; what was sent is a way to the papers, so that no file is stored."""
    office = _days_ago(DONE)
    office.apply()
    for login, node, data in path():
        if node == "T_draft":
            soon_at = office.case.soon_at
            assert soon_at is not None
            _swept(office.later(days=(soon_at - office.now).days + 1))
        if node == ARCHIVING:
            made_blank(
                office
            )  # typesetting is not what is filled in, and has its limit of time on a busy machine
        office.do(login, node, **data)


def _swept(office: Office) -> None:
    with timekeeping.moved_to(office.now):
        sweep.raise_alerts(office.now)
    db.session.remove()


def left_by(walk: Callable[[], Any]) -> Rows:
    """The rows of cases that this leaves, by table, in the order in which tables refer to each other."""
    before = {table.name: _keys(table) for table in tables_of_cases()}
    walk()
    db.session.remove()
    found = {table.name: _rows_beside(table, before[table.name]) for table in tables_of_cases()}
    db.session.remove()
    return {name: rows for name, rows in found.items() if rows}


def tables_of_cases() -> list[sa.Table]:
    """Tables of this database whose rows belong to a case: those that refer to cases, or to such a table."""
    there = set(sa.inspect(db.session.connection()).get_table_names())
    return [table for table in db.metadata.sorted_tables if table.name in there and is_of_cases(table)]


def is_of_cases(table: sa.Table) -> bool:
    if table.name in NOT_OF_CASES:
        return False
    if table.name == "office_case" or table.name in WITHOUT_A_KEY_OF_CASES:
        return True
    return any(is_of_cases(key.column.table) for key in table.foreign_keys if key.column.table is not table)


def _keys(table: sa.Table) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in db.session.execute(sa.select(*table.primary_key.columns))}


def _rows_beside(table: sa.Table, known: set[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = [column.name for column in table.primary_key.columns]
    rows = [dict(row) for row in db.session.execute(sa.select(table)).mappings()]
    return [row for row in rows if tuple(row[name] for name in names) not in known]
