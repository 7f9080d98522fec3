"""A county after years of work, written by INSERT … SELECT: archived cases with their items and clocks, and open ones.

Only what the lists read is filled: no letters, no engine states. Days, steps and people come from small scratch tables
that are dropped again, so that the same statements run on SQLite and on PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from app.casework.models import Case, CaseClock, WorkItem
from app.database import db, is_sqlite
from app.law.office_time import end_of_day, start_of_day
from app.office.vocabulary import Role
from app.timekeeping import OFFICE_TIME
from tests.bench.progress import say
from tests.support.county import County

YEARS = 10
STEPS_OF_A_CASE = 4  # done work items of an archived case
MINE_EVERY, POOL_EVERY = 8, 3  # of the open items: taken by the reader, free in the reader's pool
SUBJECTS = ("耕地地力保护补贴", "征收土地公告", "城镇规划许可", "学校招生划片", "低保名单", "道路工程招标")

scratch = sa.MetaData()
days = sa.Table("bench_day", scratch, sa.Column("n", sa.Integer, primary_key=True), sa.Column("day", sa.Date),
                sa.Column("until", sa.Date), sa.Column("moment", Case.__table__.c.opened_at.type),
                sa.Column("due_at", Case.__table__.c.due_at.type),
                sa.Column("soon_at", Case.__table__.c.soon_at.type))  # fmt: skip
texts = sa.Table(
    "bench_text", scratch, sa.Column("n", sa.Integer, primary_key=True), sa.Column("words", sa.String(60))
)
walk = sa.Table(
    "bench_step", scratch, sa.Column("n", sa.Integer, primary_key=True), sa.Column("node", sa.String(80)),
    sa.Column("title", sa.String(80)), sa.Column("lane", sa.String(80)), sa.Column("role", sa.String(40)),
    sa.Column("unit_id", sa.Integer), sa.Column("person_id", sa.Integer),
)  # fmt: skip


@dataclass(frozen=True)
class Volume:
    """How many cases."""

    archived: int = 300_000
    open: int = 5_000


@dataclass(frozen=True)
class Ids:
    """Units by code and people by login, read before the long transaction begins."""

    units: dict[str, int]
    people: dict[str, int]
    reader: int


def _ids(reader: str) -> Ids:
    county = County.load()
    units = {code: unit.id for code, unit in county.units.items()}
    people = {login: person.id for login, person in county.people.items()}
    db.session.rollback()
    return Ids(units, people, people[reader])


def fill(volume: Volume, reader: str, today: date) -> None:
    """Write everything; `reader` is who has work in the inbox. Inside an application context."""
    who = _ids(reader)
    with _writing() as connection:
        scratch.create_all(connection)
        _fill_scratch(connection, who, today)
        say(f"filling: {volume.archived} archived cases")
        _archived(connection, volume.archived, who)
        say(f"filling: {volume.archived * STEPS_OF_A_CASE} done work items")
        _done_items(connection, volume.archived)
        say(f"filling: {volume.open} open cases and their items")
        _open(connection, volume, who)
        _open_items(connection, volume, who)
        say("filling: clocks")
        _clocks(connection)
        scratch.drop_all(connection)


@contextmanager
def _writing() -> Iterator[sa.Connection]:
    """One transaction; on SQLite without waiting for the disk, as nothing is lost if this is interrupted."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        if is_sqlite():
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA synchronous=OFF")
            raw.execute("PRAGMA cache_size=-200000")
        with connection.begin():
            yield connection
    db.engine.dispose()


def _steps(who: Ids) -> list[dict[str, Any]]:
    chosen = (
        ("T_register", "核对登记", "受理岗", Role.INTAKE_CLERK, "LF", "clerk"),
        ("T_screening", "审核", "公开工作机构", Role.OFFICE_REVIEWER, "LF", "reviewer"),
        ("T_handle", "查找与判断", "承办单位", Role.HANDLER, "LF-ZRZY", "handler"),
        ("T_archive", "归档", "受理岗", Role.INTAKE_CLERK, "LF", "clerk2"),
    )
    return [
        {"n": n, "node": node, "title": title, "lane": lane, "role": str(role), "unit_id": who.units[unit],
         "person_id": who.people[login]}
        for n, (node, title, lane, role, unit, login) in enumerate(chosen)
    ]  # fmt: skip


def _fill_scratch(connection: sa.Connection, who: Ids, today: date) -> None:
    first = today - timedelta(days=365 * YEARS)
    morning = time(9, tzinfo=OFFICE_TIME)
    rows = [
        {
            "n": n,
            "day": day,
            "until": day + timedelta(days=28),
            "moment": datetime.combine(day, morning),
            "due_at": end_of_day(day + timedelta(days=28)),
            "soon_at": start_of_day(day + timedelta(days=23)),
        }
        for n in range(365 * YEARS + 40)
        for day in (first + timedelta(days=n),)
    ]
    connection.execute(sa.insert(days), rows)
    connection.execute(sa.insert(texts), [{"n": n, "words": words} for n, words in enumerate(SUBJECTS)])
    connection.execute(sa.insert(walk), _steps(who))


def _numbers(first: int, last: int) -> Any:
    start = sa.select(sa.literal(first, sa.Integer).label("i")).cte("numbers", recursive=True)
    return start.union_all(sa.select(start.c.i + 1).where(start.c.i < last))


def _copy(connection: sa.Connection, model: Any, columns: dict[str, Any], source: Any) -> None:
    names = [model.__mapper__.columns[name].name for name in columns]
    select = sa.select(*(value.label(name) for name, value in columns.items())).select_from(source)
    connection.execute(sa.insert(model.__table__).from_select(names, select))


def _text(value: Any) -> Any:
    return sa.cast(value, sa.String)


def _case_columns(i: Any, organ_id: Any, state: str, outcome: Any) -> dict[str, Any]:
    return {
        "id": i, "number": sa.literal("LF-B-") + _text(1_000_000 + i), "process": sa.literal("disclosure"),
        "organ_id": organ_id, "title": sa.literal("申请公开") + texts.c.words + _text(i),
        "party": sa.literal("申请人") + _text(i),
        "state": sa.literal(state), "outcome": outcome, "opened_at": days.c.moment, "received_on": days.c.day,
    }  # fmt: skip


def _archived(connection: sa.Connection, count: int, who: Ids) -> None:
    numbers = _numbers(1, count)
    i = numbers.c.i
    organ_id = sa.case((i % 3 == 0, sa.literal(who.units["YM"])), else_=sa.literal(who.units["LF"]))
    columns = _case_columns(i, organ_id, "archived", sa.literal("granted")) | {
        "clock_state": sa.literal("stopped"), "closed_on": days.c.until, "archived_on": days.c.until,
    }  # fmt: skip
    source = numbers.join(days, days.c.n == i % (365 * YEARS - 60)).join(
        texts, texts.c.n == i % len(SUBJECTS)
    )
    _copy(connection, Case, columns, source)


def _item_id(i: Any) -> Any:
    return sa.literal("00000000-0000-4000-8000-") + sa.func.substr(
        _text(sa.literal(1_000_000_000_000) + i), 2, 12
    )


def _done_items(connection: sa.Connection, count: int) -> None:
    numbers = _numbers(1, count)
    i = numbers.c.i
    columns = {
        "id": _item_id(i * STEPS_OF_A_CASE + walk.c.n), "case_id": i, "node": walk.c.node, "title": walk.c.title,
        "lane": walk.c.lane, "role": walk.c.role, "unit_id": walk.c.unit_id, "assignee_id": walk.c.person_id,
        "status": sa.literal("done"), "due_on": days.c.until, "created_at": days.c.moment, "done_at": days.c.moment,
        "done_by_id": walk.c.person_id,
    }  # fmt: skip
    source = numbers.join(days, days.c.n == i % (365 * YEARS - 60)).join(walk, sa.true())
    _copy(connection, WorkItem, columns, source)


def _open(connection: sa.Connection, volume: Volume, who: Ids) -> None:
    numbers = _numbers(volume.archived + 1, volume.archived + volume.open)
    i = numbers.c.i
    state = sa.case((i % 10 == 1, sa.literal("waiting")), else_=sa.literal("running"))
    is_paused = i % 10 == 0
    columns = _case_columns(i, sa.literal(who.units["LF"]), "open", sa.null()) | {
        "handling_unit_id": sa.literal(who.units["LF-ZRZY"]), "clock_state": state,
        "due_on": days.c.until, "due_kind": sa.literal("reply"), "due_unit": sa.literal("working_day"),
        "last_day_on": days.c.until, "due_at": days.c.due_at, "soon_at": days.c.soon_at,
        "paused_from": sa.case((is_paused, days.c.moment), else_=sa.null()),
        "paused_until": sa.case((is_paused, days.c.due_at), else_=sa.null()),
    }  # fmt: skip
    recent = days.c.n == 365 * YEARS - 38 + i % 40
    _copy(connection, Case, columns, numbers.join(days, recent).join(texts, texts.c.n == i % len(SUBJECTS)))


def _open_items(connection: sa.Connection, volume: Volume, who: Ids) -> None:
    """One for each open case: some taken by the reader, some free, the others in the handlers' hands."""
    numbers = _numbers(volume.archived + 1, volume.archived + volume.open)
    i = numbers.c.i
    is_mine, is_free = i % MINE_EVERY == 0, i % POOL_EVERY == 0
    at_office = sa.or_(is_mine, is_free)

    def either(office: Any, elsewhere: Any) -> Any:
        return sa.case((at_office, sa.literal(office)), else_=sa.literal(elsewhere))

    assignee = sa.case(
        (is_mine, sa.literal(who.reader)), (is_free, sa.null()), else_=sa.literal(who.people["handler"])
    )
    columns = {
        "id": _item_id(i * STEPS_OF_A_CASE), "case_id": i, "node": either("T_screening", "T_handle"),
        "title": either("审核", "查找与判断"), "lane": either("公开工作机构", "承办单位"),
        "role": either(str(Role.OFFICE_REVIEWER), str(Role.HANDLER)),
        "unit_id": either(who.units["LF"], who.units["LF-ZRZY"]),
        "form": either("screening", "handling"), "assignee_id": assignee, "status": sa.literal("open"),
        "due_on": days.c.until, "created_at": days.c.moment,
    }  # fmt: skip
    _copy(connection, WorkItem, columns, numbers.join(days, days.c.n == 365 * YEARS - 38 + i % 40))


def _clocks(connection: sa.Connection) -> None:
    state = sa.case((Case.state == "open", sa.literal("running")), else_=sa.literal("met"))
    columns = {
        "case_id": Case.id, "kind": sa.literal("reply"), "key": sa.literal(""), "started_on": Case.received_on,
        "due_on": sa.func.coalesce(Case.due_on, Case.closed_on), "state": state,
    }  # fmt: skip
    _copy(connection, CaseClock, columns, Case.__table__)
