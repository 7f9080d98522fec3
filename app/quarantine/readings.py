"""What a file of a stranger says: its paragraphs, pages and size, and what was left in it. Read in the quarantine."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from app.quarantine.turns import Look, Turn
from app.quarantine.workbook import Workbook, workbook_of

Made = TypeVar("Made")


class Fault(StrEnum):
    """What readers of the file should know, or are not meant to get. Values are stored, so never renamed."""

    TRACKED_CHANGES = "tracked_changes"  # 修订痕迹
    COMMENTS = "comments"  # 批注
    HIDDEN_TEXT = "hidden_text"  # 隐藏文字
    SCANNED = "scanned"  # 全部是扫描页
    PARTLY_SCANNED = "partly_scanned"  # 部分是扫描页
    BLANK = "blank"  # 没有内容
    FORMULAS = "formulas"  # 公式


class Unreadable(Exception):
    """The text could not be read; `problem` is the code, as of any look into a file."""

    def __init__(self, problem: str):
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True)
class Reading:
    """`pages`: None where they cannot be counted without laying the file out; `without_text`: numbers of such pages.

    `width`, `height`: of a picture, in pixels.
    """

    paragraphs: tuple[str, ...] = ()
    pages: int | None = None
    faults: frozenset[Fault] = frozenset()
    without_text: tuple[int, ...] = ()
    width: int | None = None
    height: int | None = None

    @property
    def text(self) -> str:
        """One paragraph a line."""
        return "\n".join(self.paragraphs)


def read_docx(turn: Turn, data: bytes) -> Reading:
    """The text of a docx, every tracked change accepted. Raises Unreadable."""
    return _checked(turn.look(Look.DOCX_TEXT, data), _reading)


def read_xlsx(turn: Turn, data: bytes) -> Reading:
    """The texts and values of all cells, those that are hidden as well. Raises Unreadable."""
    return _checked(turn.look(Look.XLSX_TEXT, data), _reading)


def read_table(turn: Turn, data: bytes) -> Workbook:
    """The visible sheets of an xlsx, cell by cell. Raises Unreadable."""
    return _checked(turn.look(Look.XLSX_TABLE, data), workbook_of)


def read_pdf(turn: Turn, data: bytes) -> Reading:
    """The text of a PDF, and which of its pages have none. Raises Unreadable."""
    return _checked(turn.look(Look.PDF_TEXT, data), _reading)


def read_picture(turn: Turn, data: bytes, picture_format: str) -> Reading:
    """The size of a picture ("JPEG", "PNG"). Raises Unreadable."""
    return _checked(turn.look_at_picture(data, picture_format), _reading)


def draw_page(turn: Turn, data: bytes, page: int) -> bytes:
    """A page of a PDF as JPEG; the first is 1. Raises Unreadable."""
    return _checked(turn.look(Look.PDF_PAGE, data, page=page), lambda found: base64.b64decode(found["jpeg"]))


def _checked(found: Mapping[str, Any], made: Callable[[Mapping[str, Any]], Made]) -> Made:
    """An answer is as little to be trusted as the file: one of another shape is none."""
    if "problem" in found:
        raise Unreadable(str(found["problem"]))
    try:
        return made(found)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable("unreadable") from error


def _reading(found: Mapping[str, Any]) -> Reading:
    return Reading(
        paragraphs=tuple(str(line) for line in found.get("paragraphs", ())),
        pages=_number(found.get("pages")),
        faults=frozenset(Fault(one) for one in found.get("faults", ())),
        without_text=tuple(int(number) for number in found.get("without_text", ())),
        width=_number(found.get("width")),
        height=_number(found.get("height")),
    )


def _number(found: Any) -> int | None:
    return None if found is None else int(found)
