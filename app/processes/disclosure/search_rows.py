"""检索记录 as rows: for the page, for programs, and for the form that goes into the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.casework.acts.act import Act
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.models import Case, Document, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.law.office_time import OFFICE_OFFSET
from app.processes.disclosure.models import SearchRecord
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.searches import finding_words, search_records, unit_words, words_in

SHEET = "search_sheet"


@dataclass(frozen=True)
class SearchRow:
    """One entry as people read it. `corrected_by` is the number of the entry that took its place."""

    record: SearchRecord
    unit: str
    finding: str
    at: str
    by: str
    corrected_by: int | None
    why: str

    @property
    def stands(self) -> bool:
        return self.corrected_by is None

    @property
    def papers(self) -> Sequence[Document]:
        return self.record.papers


def search_rows(case: Case) -> list[SearchRow]:
    """All entries of the case, the oldest first."""
    records = search_records(case)
    later = {one.corrects_id: one for one in records if one.corrects_id is not None}
    return [_row(one, later.get(one.id)) for one in records]


def _row(record: SearchRecord, later: SearchRecord | None) -> SearchRow:
    began, ended = record.began_on, record.searched_on
    at = f"{began}至{ended}" if began and began != ended else f"{ended}"
    return SearchRow(
        record, unit_words(record), finding_words(record), at,
        record.searched_by.name if record.searched_by else "系统", later.number if later else None,
        later.why_corrected if later else "",
    )  # fmt: skip


def keep_sheet(act: Act) -> IssuedLetter:
    """检索记录表 for the file, as the searches stand when the reply is issued; afterwards they are fixed."""
    facts = {
        "made_on": act.today, "request_content": request_of(act.the_case).description,
        "searches": [_printed(one) for one in search_rows(act.the_case)],
    }  # fmt: skip
    to = Recipient(act.the_case.organ.name, "organisation", DeliveryMethod.IN_PERSON)
    return issuing.issue(act, SHEET, facts, to)


def _printed(row: SearchRow) -> dict[str, Any]:
    one = row.record
    return {
        "number": one.number, "unit": row.unit, "at": row.at, "scope": one.scope, "method": one.method,
        "keywords": "、".join(words_in(one.keywords)), "persons": one.persons_asked, "finding": row.finding,
        "result": one.result, "papers": "、".join(paper.filename for paper in row.papers),
        "entered": f"{row.by}，{_moment(one.recorded_at)}",
        "state": "有效" if row.stands else f"已由第 {row.corrected_by} 条更正：{row.why}",
    }  # fmt: skip


def _moment(at: datetime) -> str:
    return f"{at.astimezone(OFFICE_OFFSET):%Y-%m-%d %H:%M}"
