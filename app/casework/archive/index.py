"""归档文件目录 of one case: what the file holds, by the columns of DA/T 22-2015."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.casework.archive.papers import FiledPaper
from app.casework.models import Case

KIND = "archive_index"


def index_facts(
    case: Case, papers: Sequence[FiledPaper], pages: Mapping[int, int], lost: Sequence[FiledPaper], on: date
) -> dict[str, Any]:
    """The facts of the letter `archive_index`. `pages`: place → pages; what is lost is said in the remarks."""
    gone = {one.number for one in lost}
    return {
        "organ_name": case.organ.name, "case_number": case.number, "made_on": on,
        "papers": [_row(case, one, pages.get(one.number, 1), one.number in gone) for one in papers],
    }  # fmt: skip


def _row(case: Case, paper: FiledPaper, pages: int, is_lost: bool) -> dict[str, Any]:
    row = {
        "archive_number": case.archive_number, "number": paper.document_number, "author": paper.author,
        "title": paper.title, "day": paper.on, "pages": pages, "remark": "原件缺失" if is_lost else "",
    }  # fmt: skip
    return {name: value for name, value in row.items() if value not in ("", None)}
