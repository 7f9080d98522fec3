"""What a portion of clocks has reached, as one statement: INSERT … SELECT over stages and over steps of ladders.

Where many ladders are set they are several statements, for SQLite puts no more than 500 parts together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    true,
    tuple_,
    union_all,
)
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
PLACE = ("case_id", "kind", "key", "due_at")  # with the stage, the key of an alert
STEPPED = ("last_day_on", "span", "state", "paused_from", "paused_until")
Part = tuple[str, ColumnElement[bool]]
"""A stage, and which of the clocks have reached it."""
Days = tuple[date | None, date | None]
"""The first and the last of some days; None, None: there are none."""
SPANNED = ("last_day_on", "due_on", "paused_from")
MOST_PARTS = 400


@dataclass(frozen=True)
class Portion:
    """Clocks that are looked at together: `since`: the day from which on they wait for it.

    `ladders`: at which organs each ladder holds for which kinds; `days`: between which days their last days, due days
    and beginnings of pauses lie, so that nothing is asked that none of them can have reached. `has_apart`: some are
    looked at one by one.
    """

    ids: Sequence[int]
    since: date
    now: datetime
    ladders: dict[Ladder, list[tuple[int, str]]]
    days: dict[str, Days]
    has_apart: bool

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Of which kinds they are: a clock is compared with these alone."""
        return frozenset(kind for places in self.ladders.values() for _, kind in places)

    def has(self, name: str, first: date, last: date) -> bool:
        """Whether one of them may have such a day between these two."""
        least, greatest = self.days[name]
        return (
            first <= last
            and least is not None
            and greatest is not None
            and first <= greatest
            and least <= last
        )


def portion_of(ids: Sequence[int], since: date, now: datetime) -> Portion:
    """What these clocks have in common, read at once."""
    ends = [each(getattr(CaseClock, name)) for name in SPANNED for each in (func.min, func.max)]
    apart = func.max(case((looked_at_apart(), 1), else_=0))
    query = select(Case.organ_id, CaseClock.kind, apart, *ends).join(Case, Case.id == CaseClock.case_id)
    grouped = query.where(one_of(CaseClock.id, ids)).group_by(Case.organ_id, CaseClock.kind)
    ladders: dict[Ladder, list[tuple[int, str]]] = {}
    found: dict[str, list[date]] = {name: [] for name in SPANNED}
    has_apart = False
    for organ_id, kind, is_apart, *values in db.session.execute(grouped):
        has_apart = has_apart or bool(is_apart)
        ladders.setdefault(ladder_for(organ_id, kind), []).append((organ_id, kind))
        for place, value in enumerate(values):
            if value is not None:
                found[SPANNED[place // 2]].append(office_day(value) if isinstance(value, datetime) else value)
    days = {name: (min(known, default=None), max(known, default=None)) for name, known in found.items()}
    return Portion(ids, since, now, ladders, days, has_apart)


def together(portion: Portion) -> ColumnElement[bool]:
    """Of these clocks, those that are not looked at one by one."""
    return ~looked_at_apart() if portion.has_apart else true()


def raised_in_one(portion: Portion) -> int:
    """Raise the stages that these clocks have reached, and the steps that came since their day. How many are new."""
    ladders = portion.ladders
    ahead = sorted({days for ladder in ladders for days in ladder.ahead_days})
    found = _looked_at(portion, ahead).cte("looked_at").prefix_with("MATERIALIZED")
    parts: list[Part] = [(str(stage), found.c[stage]) for stage in Stage]
    for ladder, places in ladders.items():
        here = tuple_(found.c.organ_id, found.c.kind).in_(places) if len(ladders) > 1 else true()
        has_it = and_(here, found.c.has_ladder)
        parts += [(step, and_(has_it, is_reached)) for step, is_reached in _steps(found.c, ladder, portion)]
    portions = (parts[start : start + MOST_PARTS] for start in range(0, len(parts), MOST_PARTS))
    return sum(_written(_insert(found.c, some, portion.now)) for some in portions)


def _written(statement: Insert) -> int:
    return db.session.connection().execute(statement, execution_options={"preserve_rowcount": True}).rowcount


def _looked_at(portion: Portion, ahead: Sequence[int]) -> Select[Any]:
    """The clocks of open cases, each looked at once: what it is, which stages it has reached, which ladder it has."""
    columns: list[Any] = [getattr(CaseClock, name) for name in (*COPIED, *STEPPED)]
    stages = [reached(stage, portion.now, portion.kinds).label(stage) for stage in Stage]
    margins = [on_the_ladder(portion.kinds, days).label(f"ahead_{days}") for days in ahead]
    has_ladder = on_the_ladder(portion.kinds).label("has_ladder")
    return (
        select(*columns, Case.organ_id, *stages, has_ladder, *margins)
        .join(Case, Case.id == CaseClock.case_id)
        .where(one_of(CaseClock.id, portion.ids), Case.state == CaseState.OPEN, together(portion))
    )


def _steps(row: Any, ladder: Ladder, portion: Portion) -> Iterator[Part]:
    """The steps that some day since then has brought, each with the clocks that reach it; as `steps_of` says it."""
    now, spans = portion.now, Spans(portion.since, office_day(portion.now), clocks.calendar())
    moving = row.state.in_(MOVING)
    for days in ladder.ahead_days:
        first, last = spans.ahead(days)
        if portion.has("last_day_on", first, last):
            yield (
                f"{BEFORE}{days}",
                and_(row[f"ahead_{days}"], row.span > days, row.last_day_on.between(first, last)),
            )
    for number in range(2, ladder.after + 1):
        first, last = spans.after(number)
        if portion.has("due_on", first, last):
            yield f"{AFTER}{number}", and_(moving, row.due_on.between(first, last))
    for number in range(1, PAUSES + 1):
        days = number * ladder.pause
        first, last = spans.after(days)
        paused = and_(row.state == ClockState.PAUSED, row.paused_until > now)
        if portion.has("paused_from", first, last):
            since = row.paused_from.between(start_of_day(first), start_of_day(last))
            yield f"{PAUSE}{days}", and_(paused, since)


def _insert(row: Any, parts: Sequence[Part], now: datetime) -> Insert:
    """What is there already stays."""
    same = [row[name] for name in COPIED]
    rows = [
        select(*same, literal(stage), literal(office_day(now)), literal(True)).where(is_reached)
        for stage, is_reached in parts
    ]
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    return (
        insert(Alert.__table__)
        .from_select([*COPIED, "stage", "raised_on", "is_untold"], union_all(*rows))
        .on_conflict_do_nothing(index_elements=[*PLACE, "stage"])
    )
