"""检索记录 as they stand: what letters recite, signers see and the decision 信息不存在 rests on."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from app.casework.acts.once import forget_one, once_in_act
from app.casework.models import Case
from app.database import db
from app.law.searching import FINDING_WORDS, NOT_EXISTING, Finding, Search, check_absence_is_searched
from app.processes.disclosure.models import DisclosureRequest, SearchRecord
from app.processes.disclosure.registration import request_of

_of_case = (
    select(SearchRecord).where(SearchRecord.case_id == bindparam("of_case")).order_by(SearchRecord.number)
)
BETWEEN_WORDS = re.compile(r"[、，,;；\s]+")


def search_records(case: Case) -> list[SearchRecord]:
    """All entries, oldest first, those that were corrected included."""
    return once_in_act(_kept(case.id), lambda: _read(case.id))


def forget_searches(case_id: int) -> None:
    """After an entry was added."""
    forget_one(_kept(case_id))


def _kept(case_id: int) -> str:
    return f"searches of case {case_id}"


def _read(case_id: int) -> list[SearchRecord]:
    return list(db.session.scalars(_of_case, {"of_case": case_id}))


def standing(records: Sequence[SearchRecord]) -> list[SearchRecord]:
    """Those that no later entry has taken the place of."""
    corrected, place = {one.corrects_id for one in records}, {one.id: one.number for one in records}
    for one in records:  # a correction stands where the first entry stood
        if one.corrects_id is not None:
            place[one.id] = place[one.corrects_id]
    return sorted((one for one in records if one.id not in corrected), key=lambda one: place[one.id])


def standing_searches(case: Case) -> list[SearchRecord]:
    """What counts."""
    return standing(search_records(case))


def check_absence(request: DisclosureRequest, field: str) -> None:
    """第三十六条第四项, at the head of each act that leads to the letter. Raises NotSearched, SearchFoundIt."""
    check_absence_of(request.case, request.outcome, field)


def check_absence_of(case: Case, outcome: str, field: str) -> None:
    """The same of an outcome that is about to be chosen for the whole request. Raises NotSearched, SearchFoundIt.

    No other outcome rests on the searches, and so they are not read for it.
    """
    found = standing_searches(case) if outcome == NOT_EXISTING else []
    searches = [Search(one.number, unit_words(one), one.finding, one.result) for one in found]
    check_absence_is_searched(outcome, searches, field)


def unit_words(record: SearchRecord) -> str:
    """Who searched; an entry of an earlier release names no unit, it was the one that handled the request."""
    return record.unit.name if record.unit is not None else "承办单位"


def finding_words(record: SearchRecord) -> str:
    """未查到, 查到部分信息, …; empty where it was not asked for."""
    return FINDING_WORDS[Finding(record.finding)] if record.finding else ""


def summary_of(case: Case) -> str:
    """One sentence for whoever signs; empty without a search."""
    found = standing_searches(case)
    if not found:
        return ""
    said = "；".join(
        f"{unit_words(one)}{one.searched_on}检索{'，' + finding_words(one) if one.finding else ''}"
        for one in found
    )
    return f"检索记录 {len(found)} 条：{said}"


def letter_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter 信息不存在 recites: the first search that stands, then each of the others."""
    found = standing_searches(request.case)
    if not found:
        return {}
    first, *others = found
    began_on, ended_on = (
        min(one.began_on or one.searched_on for one in found),
        max(one.searched_on for one in found),
    )
    return {
        "searched_on": ended_on.isoformat(),
        **({"search_began_on": began_on.isoformat()} if began_on < ended_on else {}),
        "search_unit": first.unit.name if first.unit is not None and others else "",
        "search_scope": first.scope, "search_method": first.method, "search_keywords": words_in(first.keywords),
        "search_persons": first.persons_asked, "search_result": first.result,
        "other_searches": [_row(one) for one in others],
    }  # fmt: skip


def words_in(keywords: str) -> list[str]:
    """The key words one by one, however they were parted."""
    return [word for word in BETWEEN_WORDS.split(keywords) if word]


def _row(record: SearchRecord) -> dict[str, str]:
    return {
        "unit": unit_words(record), "scope": record.scope, "method": record.method,
        "keywords": "、".join(words_in(record.keywords)), "persons": record.persons_asked, "result": record.result,
    }  # fmt: skip


def newest_number(case: Case) -> int:
    """0 before the first search."""
    return max((one.number for one in search_records(case)), default=0)


def record_of(case: Case, number: int) -> SearchRecord | None:
    """The entry of this number in its case."""
    return next((one for one in search_records(case) if one.number == number), None)


def is_reply_out(case: Case) -> bool:
    """The reply has its number: what it recites is fixed."""
    return request_of(case).reply_letter_id is not None
