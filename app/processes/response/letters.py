"""登记表、研判单、专报、评估表: what the record says of a concern, by the name of the fact. Nobody types these."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app import timekeeping
from app.casework.models import Case, Document
from app.casework.papers.documents import documents_of
from app.casework.terms import clocks
from app.casework.terms.moments import PHASE_WORDS, of_clock
from app.database import db
from app.law.clock import Clock
from app.law.concerns import JUDGEMENTS, KINDS, LEVELS, PASSED_TO, SOURCES, STATEMENT_KINDS
from app.office.models import OrgUnit
from app.processes.response.models import Concern, Statement
from app.processes.response.records import concern_of, published_of
from app.processes.response.registration import COPY

Known = Callable[[Case, date], Any]


def moment_words(at: datetime | None) -> str:
    """2026年9月12日 08:40; empty where there is none."""
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" if at else ""


def nature_words(concern: Concern) -> str:
    """Emergency or not, talked about or not."""
    what = "突发事件" if concern.is_emergency else "一般舆情"
    return f"{what}，已引起舆论关注" if concern.raises_opinion else what


def limit_lines(case: Case) -> str:
    """Each limit that applies, with its moment."""
    found = [
        f"{one.title}：{moment_words(one.due_at)} 前" for one in clocks.clocks_of(case).clocks if one.is_live
    ]
    return "\n".join(found) or "没有正在计算的时限"


def timeliness_lines(case: Case) -> str:
    """What became of each limit."""
    return "\n".join(map(_timeliness, clocks.clocks_of(case).clocks)) or "没有适用的时限"


def _timeliness(clock: Clock) -> str:
    words = PHASE_WORDS[of_clock(clock, timekeeping.now())]
    why = f"，{clock.ended_by}" if clock.ended_by else ""
    return f"{clock.title}：{words}{why}（应于 {moment_words(clock.due_at)} 前）"


def withdrawn_words(one: Statement) -> str:
    """已于 … 撤回：…; empty for what stands."""
    found = one.publication
    if found is None or found.withdrawn_at is None:
        return ""
    return f"已于 {moment_words(found.withdrawn_at)} 撤回：{found.withdrawn_why}"


def statement_lines(case: Case) -> str:
    """What the public has read, when."""
    return "\n".join(map(_statement_line, published_of(case)))


def _statement_line(one: Statement) -> str:
    at, withdrawn = moment_words(one.published_at), withdrawn_words(one)
    after = f"（{withdrawn}）" if withdrawn else ""
    return f"第 {one.number} 次　{at}　{STATEMENT_KINDS[one.kind]}　{one.headline}{after}"


def copies_of(case: Case) -> list[Document]:
    """The copies that were taken when it was recorded."""
    return [one for one in documents_of(case) if one.purpose == COPY]


def copy_lines(case: Case) -> str:
    """The same, each with its hash."""
    return "\n".join(f"{one.filename}　SHA-256：{one.file_hash}" for one in copies_of(case))


def unit_names(ids: list[int]) -> str:
    """Names of units, in the order in which they were chosen."""
    return "、".join(db.session.get_one(OrgUnit, one).name for one in ids)


def _of(read: Callable[[Concern], Any]) -> Known:
    return lambda case, on: read(concern_of(case))


FACTS: Mapping[str, Known] = {
    "topic": lambda case, on: case.title,
    "source": _of(lambda one: SOURCES[one.source]),
    "kind": _of(lambda one: KINDS[one.kind]),
    "link": _of(lambda one: one.link),
    "captured_at": _of(lambda one: moment_words(one.captured_at)),
    "copies": lambda case, on: copy_lines(case),
    "place": _of(lambda one: one.place),
    "policy": _of(lambda one: one.policy),
    "happened_at": _of(lambda one: moment_words(one.happened_at)),
    "appeared_at": _of(lambda one: moment_words(one.appeared_at)),
    "known_at": _of(lambda one: moment_words(one.known_at)),
    "nature": _of(nature_words),
    "level": _of(lambda one: LEVELS[one.level]),
    "level_reason": _of(lambda one: one.level_reason),
    "detail": _of(lambda one: one.detail),
    "limits": lambda case, on: limit_lines(case),
    "judgement": _of(lambda one: JUDGEMENTS.get(one.judgement, "")),
    "judgement_reason": _of(lambda one: one.judgement_reason),
    "judged_by": _of(lambda one: one.judged_by.name if one.judged_by else ""),
    "judged_at": _of(lambda one: moment_words(one.judged_at)),
    "responsible": lambda case, on: case.handling_unit.name if case.handling_unit else "",
    "co_units": _of(lambda one: unit_names(one.co_unit_ids)),
    "spokesman": _of(lambda one: one.spokesman),
    "passed_to": _of(lambda one: PASSED_TO.get(one.passed_to, "")),
    "statements": lambda case, on: statement_lines(case) or "没有发布",
    "timeliness": lambda case, on: timeliness_lines(case),
    "evaluation": _of(lambda one: one.evaluation),
    "adopted": _of(lambda one: str(one.adopted)),
    "adopted_words": _of(lambda one: one.adopted_words),
    "complaints_after": _of(lambda one: str(one.complaints_after)),
}
