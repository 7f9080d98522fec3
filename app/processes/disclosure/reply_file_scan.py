"""What stands in a file that is to be given to an applicant and may have to be taken out of it.

条例第十五条、个人信息保护法第二十八条: numbers of other persons. Macros, embedded files and what was left of the
drafting are not what was asked for either. Nothing is refused by a machine: the drafter takes the file out, or says
why it stays.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.casework.papers.materials import reading_of
from app.casework.papers.uploads import CheckedUpload
from app.letters.personal_data import personal_numbers
from app.quarantine.readings import Fault, Reading, Unreadable
from app.quarantine.turns import Turn

ACTIVE = "含有宏、脚本、嵌入的文件或者从外部取来的内容"
LEFT_IN_IT = {
    Fault.TRACKED_CHANGES: "留有修订痕迹",
    Fault.COMMENTS: "留有批注",
    Fault.HIDDEN_TEXT: "含有隐藏文字",
}
NOT_LOOKED_AT = "文字不能自动读取，请人工核对其中有没有他人的个人信息"


def text_of(upload: CheckedUpload, turn: Turn) -> Reading | None:
    """What the file says; None where no machine can read it."""
    try:
        return reading_of(upload, turn)
    except Unreadable:
        return None


def findings_in(upload: CheckedUpload, said: Reading | None, own_numbers: Iterable[str]) -> list[str]:
    """In words; numbers of the applicant's own are theirs to get."""
    return [*_active(upload), *_left(said), *_numbers(said.text if said else "", own_numbers)]


def _active(upload: CheckedUpload) -> Iterator[str]:
    if upload.has_active_content:
        yield ACTIVE


def _left(said: Reading | None) -> Iterator[str]:
    yield from (words for fault, words in LEFT_IN_IT.items() if said is not None and fault in said.faults)


def _numbers(text: str, own_numbers: Iterable[str]) -> Iterator[str]:
    for number in own_numbers:
        text = text.replace(number, "")
    found = Counter(what for what, _masked in personal_numbers(text))
    yield from (f"有{what} {times} 处" for what, times in found.items())
