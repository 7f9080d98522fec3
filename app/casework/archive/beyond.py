"""What tables know beyond a line of the audit chain, which holds no personal data: letter, answer, what was put right.

As pages show it: what they mask is masked.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.casework.contract.platform import platform
from app.casework.letters.issuing import deliveries_of, letters_of
from app.casework.models import Case, Consultation
from app.database import db

Line = Row[Any]
_asked = (
    select(Consultation).where(Consultation.case_id == bindparam("of_case")).order_by(Consultation.number)
)


class Beyond:
    """Words of the lines of one case in their order; `tags`: of all of them, so that only what is needed is read."""

    def __init__(self, case: Case, tags: set[str]) -> None:
        asked = any(one.startswith("consultation.") for one in tags)
        sent = any(one.startswith("letter.") for one in tags)
        rows = db.session.scalars(_asked, {"of_case": case.id}).all() if asked else ()
        self._asked = {row.number: row for row in rows}
        self._reasons = {row.number: _reasons(row) for row in rows}
        self._letters = (
            {one.id: f"《{one.title}》{one.document_number}" for one in letters_of(case)} if sent else {}
        )
        self._days = _days(case) if sent else {}
        told = platform().process(case.process).case_page.told
        self._own = {tag: read(case) for tag, read in told.items() if tag in tags}

    def words(self, line: Line) -> str:
        """The line's own words, and what is known beyond them."""
        group = line.tag.partition(".")[0]
        if group == "consultation":
            return f"{line.summary}{self._of_consultation(line.tag, line.detail.get('number'))}"
        if group == "letter":
            return self._of_letter(line)
        own = self._own.get(line.tag, {}).get(line.at, "")
        return f"{line.summary}，{own}" if own else str(line.summary)

    def _of_consultation(self, tag: str, number: Any) -> str:
        row = self._asked.get(number)
        if row is None:
            return ""
        if tag == "consultation.prepared":
            first = f"；初步意见：{row.proposal}" if row.proposal else ""
            return f"，{row.shown_name}；征求意见的信息：{row.information}{first}"
        if tag in ("consultation.answered", "consultation.answer_changed"):
            reason = next(self._reasons[row.number], "")
            return f"；理由：{reason}" if reason else ""
        return ""

    def _of_letter(self, line: Line) -> str:
        letter = line.detail.get("letter")
        name = self._letters.get(letter, "")
        title = name.partition("》")[0]
        day = self._days.get((letter, line.tag), "")
        words = f"{name}：{line.summary}" if title and title not in line.summary else str(line.summary)
        return words if not day or day in words else f"{words}，{day}"


def _reasons(row: Consultation) -> Iterator[str]:
    """Of each answer, the oldest first."""
    return iter([*(one["reason"] for one in row.former_opinions), row.reason])


def _days(case: Case) -> Mapping[tuple[int | None, str], str]:
    """Letter and tag → the day on which it went out or arrived, where only one sending is on record."""
    found: dict[tuple[int | None, str], str] = {}
    several: set[int | None] = set()
    for one in deliveries_of(case):
        if (one.letter_id, "letter.sent") in found:
            several.add(one.letter_id)
        found[(one.letter_id, "letter.sent")] = _day(one.sent_on, "送出")
        found[(one.letter_id, "letter.delivered")] = _day(one.delivered_on, "签收")
    return {key: day for key, day in found.items() if key[0] not in several}


def _day(day: date | None, words: str) -> str:
    return f"{day}{words}" if day else ""
