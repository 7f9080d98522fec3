"""转主动公开 on record: how many asked for the same, what was proposed, what became of it."""

from datetime import date

from sqlalchemy import ColumnElement, select

from app.casework.acts.once import once_in_reading
from app.casework.contract.rows import Fact
from app.casework.models import Case, CaseClock
from app.casework.publications.content import Content
from app.casework.terms import clocks
from app.casework.terms.moments import Asked
from app.database import db
from app.law.clock import ClockKind
from app.law.conversion import REASONS
from app.processes.disclosure.models import Conversion
from app.processes.disclosure.rare import RARE
from app.processes.disclosure.similar import VERY_SIMILAR, all_similar

KIND = "converted"
DECISIONS = {"": "待审核", "agree": "同意转主动公开", "refuse": "不转主动公开"}


def conversion_of(case: Case) -> Conversion | None:
    """That of this case; None while nobody has suggested or proposed one."""
    return once_in_reading(f"conversion of case {case.id}", lambda: _read(case.id))


def _read(case_id: int) -> Conversion | None:
    return db.session.get(Conversion, case_id) if RARE.may_have(Conversion, case_id) else None


def requests_for_the_same(case: Case, on: date) -> list[str]:
    """Numbers of requests with nearly the same words, one for each other applicant, this one last: 第四十四条 speaks of
    several applicants, not of several requests of one."""
    others = {one.applicant: one.number for one in reversed(all_similar(case, on))
              if one.percent >= VERY_SIMILAR and not one.same_applicant}  # fmt: skip
    return [*sorted(others.values()), case.number]


def needed_requests(on: date) -> int:
    """From how many requests on the office looks at it (parameter)."""
    return int(clocks.parameters_on(on).value("conversion_similar_requests"))


def content_of(found: Conversion) -> Content | None:
    """What was proposed for publication."""
    return Content.from_mapping(found.content) if found.content else None


def due_on(case: Case) -> date | None:
    """By when it is to be published (第二十六条), once that is decided."""
    query = select(CaseClock.due_on).where(CaseClock.case_id == case.id, CaseClock.kind == ClockKind.PUBLISH)
    return db.session.scalar(query.limit(1))


def facts_of_conversion(case: Case) -> list[Fact]:
    """For the case page and the file."""
    found = conversion_of(case)
    if found is None:
        return []
    said = [f"申请人建议：{found.suggestion}"] if found.suggestion else []
    if found.reason:
        said.append(f"提出理由：{REASONS[found.reason]}（{found.requests}）")
    said.append(DECISIONS[found.decision] + (f"：{found.opinion}" if found.opinion else ""))
    if found.decision == "agree":
        day = due_on(case)
        said.append("已公开" if found.publication_id else f"应于{day}以前公开" if day else "待公开")
    return [Fact("转主动公开", "；".join(said), wide=True)]


def waits_to_be_published(_now: Asked) -> ColumnElement[bool]:
    """Agreed, and not before the public yet."""
    agreed = select(Conversion.case_id).where(
        Conversion.decision == "agree", Conversion.publication_id.is_(None)
    )
    return Case.id.in_(agreed)
