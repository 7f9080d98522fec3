"""What a portion of clocks has reached, as statements: INSERT … SELECT over stages and over steps of ladders."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, and_, literal, select, tuple_, union_all
from sqlalchemy.dialects import postgresql, sqlite

from app.casework.contract.terms import Stage
from app.casework.models import Alert, Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.alert_stages import looked_at_apart, on_the_ladder, reached
from app.casework.terms.alert_steps import MOVING, PAUSES, Spans
from app.casework.terms.ladder import AFTER, BEFORE, PAUSE, Ladder
from app.casework.terms.ladders import ladder_for
from app.database import db, is_sqlite, one_of
from app.law.clock import ClockState
from app.law.office_time import office_day, start_of_day

COPIED = ("case_id", "kind", "key", "due_on", "due_at")
Places = list[tuple[int, str]]
"""Organs and kinds."""


def raised_in_one(ids: Sequence[int], now: datetime, since: date) -> int:
    """Raise the stages that these clocks have reached, and the steps that came since that day. How many are new."""
    statements = [_of_stages(ids, now)]
    spans = Spans(since, office_day(now), clocks.calendar())
    for ladder, places in ladders_of(ids).items():
        statements += _of_ladder(ids, now, ladder, places, spans)
    counting = {"preserve_rowcount": True}
    connection = db.session.connection()
    return sum(connection.execute(one, execution_options=counting).rowcount for one in statements)


def ladders_of(ids: Sequence[int]) -> dict[Ladder, Places]:
    """The ladders of these clocks, and where each holds."""
    query = select(Case.organ_id, CaseClock.kind).join(Case, Case.id == CaseClock.case_id).distinct()
    found: dict[Ladder, Places] = {}
    for organ_id, kind in db.session.execute(query.where(one_of(CaseClock.id, ids))).tuples():
        found.setdefault(ladder_for(organ_id, kind), []).append((organ_id, kind))
    return found


def _looked_at(ids: Sequence[int], *more: Any) -> Select[Any]:
    copied: list[Any] = [getattr(CaseClock, name) for name in COPIED]
    return (
        select(*copied, *more)
        .join(Case, Case.id == CaseClock.case_id)
        .where(one_of(CaseClock.id, ids), Case.state == CaseState.OPEN, ~looked_at_apart())
    )


def _of_stages(ids: Sequence[int], now: datetime) -> Insert:
    found = _looked_at(ids, *(reached(stage, now).label(stage) for stage in Stage)).cte("looked_at")
    same: list[Any] = [found.c[name] for name in COPIED]
    return _insert([_part(same, str(stage), now).where(found.c[stage]) for stage in Stage], now)


def _of_ladder(
    ids: Sequence[int], now: datetime, ladder: Ladder, places: Places, spans: Spans
) -> Iterator[Insert]:
    """One statement for each ladder; none where no day of its steps has come."""
    columns = (
        CaseClock.last_day_on,
        CaseClock.span,
        CaseClock.state,
        CaseClock.paused_from,
        CaseClock.paused_until,
    )
    margins = {days: on_the_ladder(days).label(f"ahead_{days}") for days in ladder.ahead_days}
    here = tuple_(Case.organ_id, CaseClock.kind).in_(places)
    query = _looked_at(ids, *columns, *margins.values()).where(here, on_the_ladder())
    found = query.cte("on_the_ladder")
    same: list[Any] = [found.c[name] for name in COPIED]
    parts = [
        _part(same, stage, now).where(condition) for stage, condition in _steps(found.c, ladder, spans, now)
    ]
    if parts:
        yield _insert(parts, now)


def _steps(
    row: Any, ladder: Ladder, spans: Spans, now: datetime
) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """The steps that some day since then has brought, each with the clocks that reach it; as `steps_of` says it."""
    moving = row.state.in_(MOVING)
    for days in ladder.ahead_days:
        first, last = spans.ahead(days)
        if first <= last:
            yield (
                f"{BEFORE}{days}",
                and_(row[f"ahead_{days}"], row.span > days, row.last_day_on.between(first, last)),
            )
    for number in range(2, ladder.after + 1):
        first, last = spans.after(number)
        if first <= last:
            yield f"{AFTER}{number}", and_(moving, row.due_on.between(first, last))
    for number in range(1, PAUSES + 1):
        days = number * ladder.pause
        first, last = spans.after(days)
        paused = and_(row.state == ClockState.PAUSED, row.paused_until > now)
        if first <= last:
            since = row.paused_from.between(start_of_day(first), start_of_day(last))
            yield f"{PAUSE}{days}", and_(paused, since)


def _part(same: list[Any], stage: str, now: datetime) -> Select[Any]:
    return select(*same, literal(stage), literal(office_day(now)), literal(True))


def _insert(parts: list[Select[Any]], now: datetime) -> Insert:
    """What is there already stays."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    statement = insert(Alert.__table__).from_select(
        [*COPIED, "stage", "raised_on", "is_untold"], union_all(*parts)
    )
    return statement.on_conflict_do_nothing()
