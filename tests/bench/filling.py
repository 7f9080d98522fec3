"""A county after years of work: archived cases of seven years and open ones, whole, written in a minute or two.

Five real cases (`tests.bench.patterns`) are multiplied by INSERT … SELECT (`tests.bench.multiplying`). Left out: rows
of commands and messages that left, which nobody lists, and the applicants' sealed values, each bound to its own row.
Hashes of copied audit lines are no chain.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app

from app import timekeeping
from app.casework.acts.commands import transaction
from app.casework.terms.past_notices import settle_notices
from app.database import db, is_sqlite, refresh_statistics
from app.processes.disclosure.models.applicant import SEALED
from tests.bench.hands import add_hands
from tests.bench.multiplying import Changes, Lot, multiply, numbers, own_number
from tests.bench.patterns import Pattern, patterns, tables_of_cases
from tests.bench.progress import say
from tests.support.county import County

YEARS = 7  # as far back as there are calendars, so that the page of every case opens
SUBJECTS = ("耕地地力保护补贴", "征收土地公告", "城镇规划许可", "学校招生划片", "低保名单", "道路工程招标")
TWO_SIGNS, NO_HIT = "补贴", "湄公河水文站"
ELSEWHERE_EVERY = 3  # of the archived cases: of another county
SHARES = {"mine": 1, "free": 2, "late": 1, "handling": 3, "waiting": 1}  # of eight open cases
NUMBER = "LF-B-"
WHOLE: frozenset[str] = frozenset()
READ_BY_LISTS = frozenset(
    {"office_case", "work_item", "case_clock", "deadline_alert", "disclosure_request", "applicant"}
)
Parts = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Volume:
    """How many cases."""

    archived: int = 300_000
    open: int = 5_000

    def __str__(self) -> str:
        return f"{self.archived:,} archived, {self.open:,} open"


def fill(volume: Volume, reader: str, tables: frozenset[str] = WHOLE) -> dict[str, int]:
    """Write everything, or these tables only; `reader` has the items to be screened. How many rows by table.

    Inside an application context.
    """
    written = _write(_lots(volume, reader), tables)
    say(f"filling: {add_hands(timekeeping.now())} months of what five hundred hands did")
    settle_notices(timekeeping.now())  # as the scheduler does every day
    _index_words()
    _analyze()
    return written


def fill_with(
    pattern: Pattern, cases: int, tables: frozenset[str], days_before: Sequence[int] = (0,)
) -> None:
    """So many cases of one pattern, with what they have in these tables: in turn so many days before its day."""
    turn = numbers.c.i % len(days_before)
    days = sa.case(*((turn == number, -before) for number, before in enumerate(days_before)), else_=0)
    _write([_lot(pattern, 1, cases, days, {})], tables)
    _analyze()


def _write(lots: list[Lot], tables: frozenset[str]) -> dict[str, int]:
    written: dict[str, int] = {}
    with _writing() as connection:
        for lot in lots:
            say(f"filling: {lot.last - lot.first + 1} cases of the pattern “{lot.pattern.name}”")
            for name, rows in multiply(connection, lot, tables).items():
                written[name] = written.get(name, 0) + rows
        _set_sequences(connection)
    return written


def open_parts(volume: Volume) -> Parts:
    """The open cases in parts: name, first and last number. Numbers go on after the archived ones."""
    found, first, total = [], volume.archived + 1, sum(SHARES.values())
    for name, share in SHARES.items():
        last = first + volume.open * share // total - 1
        found.append((name, first, last))
        first = last + 1
    return tuple(found)


def _lots(volume: Volume, reader: str) -> list[Lot]:
    found, county = patterns(), County.load()
    reader_id, elsewhere = county.people[reader].id, county.units["YM"].id
    db.session.remove()
    i = numbers.c.i
    taken: Changes = {("work_item", "assignee_id"): lambda old: _if_open(old, sa.literal(reader_id))}
    free: Changes = {("work_item", "assignee_id"): lambda old: _if_open(old, sa.null())}
    archived: Changes = {
        ("office_case", "organ_id"): lambda old: sa.case((_is_elsewhere(i), elsewhere), else_=old)
    }
    days = (volume.archived - sa.cast(i, sa.BigInteger)) * 365 * YEARS // volume.archived
    back = -sa.cast(days, sa.Integer)  # the later the number, the later the day
    lots = [_lot(found["archived"], 1, volume.archived, back, archived)]
    own = {"mine": ("screening", taken), "free": ("screening", free), "late": ("late", taken)}
    for name, first, last in open_parts(volume):
        pattern, changes = own.get(name, (name, {}))
        lots.append(_lot(found[pattern], first, last, -(i % 20), changes))
    return lots


def _is_elsewhere(i: Any) -> Any:
    """Of every subject a third, so that a word finds archived cases of one's own county as well."""
    return (i + (i - 1) // len(SUBJECTS)) % ELSEWHERE_EVERY == 0


def _if_open(old: Any, instead: Any) -> Any:
    """Another value for an open item."""
    return sa.case((old.table.c.status == "open", instead), else_=old)


def _lot(pattern: Pattern, first: int, last: int, days: Any, changes: Changes) -> Lot:
    i = numbers.c.i
    subject = sa.case(*((i % len(SUBJECTS) == n, words) for n, words in enumerate(SUBJECTS)), else_="")
    name = sa.literal("申请人").op("||")(sa.cast(i, sa.String))
    title = sa.literal("申请公开").op("||")(subject).op("||")(sa.cast(i, sa.String))
    varied: Changes = {
        ("office_case", "number"): sa.literal(NUMBER).op("||")(own_number(i)),
        ("office_case", "title"): title, ("office_case", "party"): name,
        ("disclosure_request", "description"): title, ("applicant", "name"): name,
        ("applicant", "identity_index"): lambda old: sa.func.substr(old, 1, 50).op("||")(own_number(i)),
    }  # fmt: skip
    varied |= {("applicant", f"{column}_sealed"): sa.literal("") for column in SEALED}
    return Lot(pattern, first, last, days, varied | changes)


@contextmanager
def _writing() -> Iterator[sa.Connection]:
    """One transaction without waiting for the disk and without looking up what is referred to: nothing is lost."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        raw: Any = connection.connection.dbapi_connection
        cursor = raw.cursor()
        for setting in _settings():
            cursor.execute(setting)
        if not is_sqlite():
            raw.commit()
        with connection.begin():
            yield connection
    db.session.rollback()  # what it holds goes back first, or it would stay open behind the pool
    db.engine.dispose()


def _settings() -> tuple[str, ...]:
    if is_sqlite():
        return ("PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-400000")
    return ("SET session_replication_role = replica", "SET synchronous_commit = off", "SET work_mem = '64MB'")


def _set_sequences(connection: sa.Connection) -> None:
    """The next case that somebody opens takes the next key."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables_of_cases():
        column = table.autoincrement_column
        if column is not None:
            name = sa.func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(sa.select(sa.func.setval(name, sa.func.max(column))))


def _index_words() -> None:
    """As an administrator does after taking in many cases, where the house has an index of words."""
    if "search" in current_app.cli.commands:
        say("filling: index of words")
        done = current_app.test_cli_runner().invoke(args=["search", "rebuild"])
        assert done.exit_code == 0, done.output


def _analyze() -> None:
    """As the scheduler does every day on SQLite, and PostgreSQL by itself."""
    if is_sqlite():
        with transaction():
            refresh_statistics()
    else:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    db.session.remove()
    db.session.rollback()
    db.engine.dispose()  # SQLite reads its statistics when a connection is opened
