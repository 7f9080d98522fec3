"""What stands in a file that is to be given to an applicant and may have to be taken out of it.

条例第十五条、个人信息保护法第二十八条: numbers of other persons. Macros, embedded files and what was left of the
drafting are not what was asked for either. Nothing is refused by a machine: the drafter takes the file out, or says
why it stays.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.casework.papers.materials import reading_of
from app.casework.papers.upload_kinds import FACTS, FileKind
from app.casework.papers.uploads import CheckedUpload
from app.letters.personal_data import personal_numbers
from app.quarantine.readings import Fault, Reading, Unreadable, read_xlsx
from app.quarantine.turns import Turn

ACTIVE = "含有宏、脚本、嵌入的文件或者从外部取来的内容"
LEFT_IN_IT = {
    Fault.TRACKED_CHANGES: "留有修订痕迹",
    Fault.COMMENTS: "留有批注",
    Fault.HIDDEN_TEXT: "含有隐藏文字",
}
LEFT_IN_A_TABLE = {
    Fault.FORMULAS: "含有公式，公式引用的内容随文件一并提供；只提供数值的，请另存为数值或者 PDF",
    Fault.COMMENTS: "留有批注",
    Fault.HIDDEN_TEXT: "含有隐藏的工作表、行或者列",
}
NOT_LOOKED_AT = "内容过多，不能自动核对，请人工核对其中有没有他人的个人信息"


def text_of(upload: CheckedUpload, turn: Turn) -> Reading | None:
    """What the file says; None where no machine can read it."""
    try:
        return read_xlsx(turn, upload.data) if _is_table(upload) else reading_of(upload, turn)
    except Unreadable:
        return None


def findings_in(upload: CheckedUpload, said: Reading | None, own_numbers: Iterable[str]) -> list[str]:
    """In words; numbers of the applicant's own are theirs to get."""
    return [*_active(upload), *_left(upload, said), *_numbers(said.text if said else "", own_numbers)]


def _is_table(upload: CheckedUpload) -> bool:
    return upload.media_type == FACTS[FileKind.XLSX].media_type


def _active(upload: CheckedUpload) -> Iterator[str]:
    if upload.has_active_content:
        yield ACTIVE


def _left(upload: CheckedUpload, said: Reading | None) -> Iterator[str]:
    """What was left in it; a table that is too large to be read is for a person to look through."""
    known = LEFT_IN_A_TABLE if _is_table(upload) else LEFT_IN_IT
    yield from (words for fault, words in known.items() if said is not None and fault in said.faults)
    if said is None and _is_table(upload):
        yield NOT_LOOKED_AT


def _numbers(text: str, own_numbers: Iterable[str]) -> Iterator[str]:
    for number in own_numbers:
        text = text.replace(number, "")
    found = Counter(what for what, _masked in personal_numbers(text))
    yield from (f"有{what} {times} 处" for what, times in found.items())
