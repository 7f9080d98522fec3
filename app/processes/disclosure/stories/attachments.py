"""What is given out with a reply: a small invented table, so that an applicant has something to download."""

import io
from functools import cache
from typing import Any

from app.casework.papers.uploads import CheckedUpload, FileKind, own_upload
from app.law.outcomes import gives_information
from app.processes.disclosure.reply_file_acts import CountedUpload, counted
from app.processes.disclosure.reply_files import files_of
from app.processes.disclosure.stories import writing
from app.processes.disclosure.stories.story import Scene

COLUMNS = ("序号", "项目", "数量", "备注")
ROWS = 8


def is_wanted(scene: Scene) -> bool:
    """Whether the reply hands something over that is not added yet."""
    return gives_information(scene.case.outcome or "") and not files_of(scene.case)


def attachment(scene: Scene) -> CountedUpload:
    """The table, named after the information."""
    return _looked_into(writing.words_for(scene.story, scene.case)["information"])


@cache
def _looked_into(title: str) -> CountedUpload:
    """Requests for the same are given the same file, which is opened and read once."""
    return counted([invented_table(title)])[0]


def invented_table(title: str) -> CheckedUpload:
    """A small table of this name."""
    return own_upload(f"{title}.xlsx", _table(title), FileKind.XLSX)


def _table(title: str) -> bytes:
    from openpyxl import Workbook  # here, as only the demo needs it and every start would wait for it

    book = Workbook()
    sheet: Any = book.active
    sheet.append([f"{title}（演示数据，内容虚构）"])
    sheet.append(list(COLUMNS))
    for number in range(1, ROWS + 1):
        sheet.append([number, f"示例项目{number}", number * 10, ""])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
