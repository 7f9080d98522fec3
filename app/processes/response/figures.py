"""Statistics of 回应关切 for the board: by kind, level and organ, within limits, and the median of hours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from app.casework.acts.once import once
from app.casework.contract.figures import CaseList, Figure, Figures, NumberRow
from app.casework.models import Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.terms.moments import Asked
from app.database import db
from app.law.clock import KIND_TITLES, ClockKind, ClockState
from app.law.concerns import JUDGEMENTS, KINDS, LEVELS, Judgement, median_hours
from app.office.models import OrgUnit
from app.processes.response.models import Concern, Statement
from app.processes.response.records import PROCESS
from app.timekeeping import OFFICE_TIME

LIMITS = (
    ClockKind.FIRST_STATEMENT,
    ClockKind.PRESS_CONFERENCE,
    ClockKind.OPINION_RESPONSE,
    ClockKind.APPROVAL_PAPER,
)


@dataclass(frozen=True)
class Told:
    """One concern, as far as it is counted; `first`: from knowing to the first statement."""

    kind: str
    level: str
    judgement: str
    organ: str
    known_at: datetime
    first_at: datetime | None
    statements: int
    adopted: int
    complaints: int

    @property
    def first(self) -> timedelta | None:
        return self.first_at - self.known_at if self.first_at is not None else None


def told_of(organs: set[int], year: int | None = None) -> list[Told]:
    """The concerns of these organs; `year`: those of which the office knew in it, by office time.

    Read once for all figures of a board.
    """
    return once(f"concerns:{year}:{sorted(organs)}", lambda: _told(organs, year))


def _told(organs: set[int], year: int | None) -> list[Told]:
    said = (
        select(Statement.case_id, func.min(Statement.published_at).label("first"), func.count().label("times"))
        .where(Statement.published_at.is_not(None)).group_by(Statement.case_id).subquery()
    )  # fmt: skip
    rows = db.session.execute(
        select(Concern, OrgUnit.name, said.c.first, said.c.times)
        .join(Case, Case.id == Concern.case_id).join(OrgUnit, OrgUnit.id == Case.organ_id)
        .outerjoin(said, said.c.case_id == Concern.case_id)
        .where(Case.process == PROCESS, Case.organ_id.in_(organs), *known_in(year))
        .order_by(OrgUnit.position, OrgUnit.code)
    )  # fmt: skip
    return [
        Told(one.kind, one.level, one.judgement, organ, one.known_at, first, times or 0, one.adopted,
             one.complaints_after)
        for one, organ, first, times in rows
    ]  # fmt: skip


def known_in(year: int | None) -> list[ColumnElement[bool]]:
    """The condition on the instant of knowing."""
    if year is None:
        return []
    begin, end = (datetime(one, 1, 1, tzinfo=OFFICE_TIME) for one in (year, year + 1))
    return [Concern.known_at >= begin, Concern.known_at < end]


def by(
    titles: dict[str, str], read: Callable[[Told], str]
) -> Callable[[set[int], datetime], Sequence[NumberRow]]:
    """How many concerns have each of these words, and the median hours to their first statement."""

    def rows(organs: set[int], now: datetime) -> Sequence[NumberRow]:
        found = told_of(organs)
        return [NumberRow(title, count_words([one for one in found if read(one) == value]))
                for value, title in titles.items()]  # fmt: skip

    return rows


def by_organ(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """Each organ: how many, and the median hours to its first statement."""
    found = told_of(organs)
    return [
        NumberRow(organ, count_words(mine))
        for organ in dict.fromkeys(one.organ for one in found)
        if (mine := [one for one in found if one.organ == organ])
    ]


def median_of(found: Sequence[Told]) -> float | None:
    """The median of the hours from knowing to the first statement; None where nothing was published."""
    return median_hours([one.first for one in found if one.first is not None])


def count_words(found: Sequence[Told]) -> str:
    """3 件，中位 3.5 小时."""
    return f"{len(found)} 件，{hours_words(found)}" if found else "0 件"


def hours_words(found: Sequence[Told]) -> str:
    """中位 3.5 小时, or that nothing was published."""
    hours = median_of(found)
    return f"中位 {hours} 小时" if hours is not None else "未发布"


def median_by_level(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """From knowing to the first statement."""
    found = told_of(organs)
    rows = [
        NumberRow(title, hours_words([one for one in found if one.level == level]))
        for level, title in LEVELS.items()
    ]
    return [*rows, NumberRow("全部", hours_words(found))]


def within_limits(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """Each limit: met of all that ended."""
    return [
        NumberRow(KIND_TITLES[kind], f"{met} / {met + missed} 按期")
        for kind, met, missed in kept_limits(organs)
    ]


def kept_limits(organs: set[int], year: int | None = None) -> list[tuple[ClockKind, int, int]]:
    """Each limit: how often it was met, and how often missed."""
    counted = db.session.execute(
        select(CaseClock.kind, CaseClock.state, func.count()).join(Case, Case.id == CaseClock.case_id)
        .join(Concern, Concern.case_id == Case.id)
        .where(Case.process == PROCESS, Case.organ_id.in_(organs), *known_in(year))
        .group_by(CaseClock.kind, CaseClock.state)
    )  # fmt: skip
    times = {(kind, state): number for kind, state, number in counted}
    return [
        (kind, times.get((kind, ClockState.MET), 0), times.get((kind, ClockState.MISSED), 0))
        for kind in LIMITS
    ]


def effects(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """What came of it."""
    found = told_of(organs)
    return [
        NumberRow("发布次数", sum(one.statements for one in found)),
        NumberRow("后续发布", sum(max(0, one.statements - 1) for one in found)),
        NumberRow("采纳意见（条）", sum(one.adopted for one in found)),
        NumberRow("回应后的投诉（件）", sum(one.complaints for one in found)),
    ]


def _judged(judgement: str) -> Callable[[Asked], ColumnElement[bool]]:
    return lambda now: Case.id.in_(select(Concern.case_id).where(Concern.judgement == judgement))


FIGURES = Figures(
    done="已按时回应", late="逾时回应",
    lists=(
        CaseList("concerns-open", "在办舆情", lambda now: Case.state == CaseState.OPEN),
        CaseList("concerns-watched", "持续关注", _judged(Judgement.WATCH)),
        CaseList("concerns-passed-on", "已移送", _judged(Judgement.PASS_ON)),
        CaseList("concerns-answered", "予以回应", _judged(Judgement.ANSWER)),
    ),
    figures=(
        Figure("关切类别", by(dict(KINDS), lambda one: one.kind)),
        Figure("等级", by(dict(LEVELS), lambda one: one.level)),
        Figure("研判结论", by({**JUDGEMENTS, "": "待研判"}, lambda one: one.judgement)),
        Figure("首次发布用时", median_by_level, "自获知到首次发布，各件的中位数"),
        Figure("时限", within_limits, "已完成的时限中按期的"),
        Figure("机关", by_organ),
        Figure("效果", effects),
    ),
)  # fmt: skip
