"""办理分析: what was closed in the last twelve months, by month and organ, and how long it took. From kept counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.board.closed import BANDS, band_words
from app.board.figures import Month, if_late
from app.board.wanted import MONTHS, processes
from app.casework.models import ClosedByDuration, ClosedInMonth
from app.database import db
from app.law.office_time import office_day
from app.law.periods import months_until
from app.office.models import OrgUnit
from app.office.present_forms import forms_on

LEVELS = ((100, "all"), (95, "most"), (80, "many"), (0, "few"))
"""From so many in a hundred in time on, a square of the heat map is of this shade."""


@dataclass(frozen=True)
class HeatRow:
    """An organ with its months, the oldest first; a month in which nothing was closed has none."""

    code: str
    name: str
    months: list[Month]


@dataclass(frozen=True)
class Band:
    """Closed cases that took so many days from receipt to closing."""

    up_to: int
    words: str
    number: int


@dataclass(frozen=True)
class Analysis:
    """The months, the oldest first, all together and by organ, and the bands of days."""

    months: list[Month]
    organs: list[HeatRow]
    bands: list[Band]


def analysis(organ_ids: set[int], now: datetime, process: str = "") -> Analysis:
    """The last twelve months of these organs (of one process, or of all)."""
    names, keys = months_until(office_day(now), MONTHS), [one.key for one in processes(process)]
    rows = db.session.execute(
        select(OrgUnit.code, ClosedInMonth.month, func.sum(ClosedInMonth.number), func.sum(if_late()))
        .join(OrgUnit, OrgUnit.id == ClosedInMonth.organ_id)
        .where(ClosedInMonth.organ_id.in_(organ_ids), ClosedInMonth.process.in_(keys), ClosedInMonth.number > 0)
        .where(ClosedInMonth.month >= names[0])
        .group_by(OrgUnit.code, ClosedInMonth.month)
    )  # fmt: skip
    found: dict[str, dict[str, Month]] = {}
    titles = forms_on(office_day(now))
    for code, month, number, late in rows:
        found.setdefault(code, {})[month] = Month(month, number, late)
    organs = [
        HeatRow(code, titles.name_of(code), [found[code].get(name) or Month(name, 0, 0) for name in names])
        for code in sorted(found)
    ]
    return Analysis(_sums(organs, names), organs, _bands(organ_ids, names[0], keys))


def level_of(month: Month) -> str:
    """The shade of a square; empty where nothing was closed."""
    if not month.answered:
        return ""
    share = month.punctual * 100 / month.answered
    return next(level for least, level in LEVELS if share >= least)


def _sums(organs: Sequence[HeatRow], names: list[str]) -> list[Month]:
    columns = [[row.months[place] for row in organs] for place in range(len(names))]
    return [
        Month(name, sum(one.answered for one in column), sum(one.late for one in column))
        for name, column in zip(names, columns, strict=True)
    ]


def _bands(organ_ids: set[int], since: str, keys: list[str]) -> list[Band]:
    kept = ClosedByDuration
    rows = db.session.execute(
        select(kept.up_to, func.sum(kept.number))
        .where(kept.organ_id.in_(organ_ids), kept.process.in_(keys), kept.month >= since)
        .group_by(kept.up_to)
    )
    found = dict(row._tuple() for row in rows)
    return [Band(up_to, band_words(up_to), found.get(up_to, 0)) for up_to in BANDS]
