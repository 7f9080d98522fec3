"""Files that are texts of a case: what they say is read in the quarantine, and what was left in them is named.

What readers are not meant to get is refused, not cleaned: what is signed and published is the file byte for byte, so
whoever wrote it has to clean it. A scan is taken, with the notice that nobody but a person can compare it.
"""

from dataclasses import replace

from app.casework.acts.errors import FileRefused
from app.casework.papers.upload_contents import why_unreadable
from app.casework.papers.upload_kinds import FACTS, FileKind
from app.casework.papers.upload_names import shown
from app.casework.papers.uploads import CheckedUpload
from app.quarantine.readings import Fault, Reading, Unreadable, read_docx, read_pdf, read_picture
from app.quarantine.turns import Turn

ACTIVE = "含有宏、脚本或者从外部取来的内容，请另存为不含宏的 docx 或者 PDF"
REFUSED = {
    Fault.TRACKED_CHANGES: "留有修订痕迹，请在 Word“审阅”中接受或者拒绝全部修订",
    Fault.COMMENTS: "留有批注，请在 Word“审阅”中删除全部批注",
    Fault.HIDDEN_TEXT: "含有隐藏文字，请在 Word 中显示隐藏文字并删除",
    Fault.BLANK: "里面没有文字，也没有图片",
}
BY_HAND = "文本差异和照抄比对须由人工核对"


def with_reading(upload: CheckedUpload, turn: Turn) -> CheckedUpload:
    """The upload with what it says; a kind that holds no text (xlsx, ofd) is as it was.

    Raises FileRefused, with everything that has to be cleaned in one sentence under `files`.
    """
    try:
        reading = reading_of(upload, turn)
    except Unreadable as error:
        raise _refused(upload, [why_unreadable(error.problem)]) from error
    found = [ACTIVE] if upload.has_active_content else []
    found += [words for fault, words in REFUSED.items() if reading is not None and fault in reading.faults]
    if found:
        raise _refused(upload, found)
    return replace(upload, reading=reading)


def reading_of(upload: CheckedUpload, turn: Turn) -> Reading | None:
    """What a text says; None for a kind that holds none. Raises Unreadable."""
    kind = next(kind for kind, facts in FACTS.items() if facts.media_type == upload.media_type)
    if kind is FileKind.DOCX:
        return read_docx(turn, upload.data)
    if kind is FileKind.PDF:
        return read_pdf(turn, upload.data)
    if kind in (FileKind.JPG, FileKind.PNG):
        return read_picture(turn, upload.data, "JPEG" if kind is FileKind.JPG else "PNG")
    return None


def _refused(upload: CheckedUpload, found: list[str]) -> FileRefused:
    sentence = f"{shown(upload.filename)}{'；'.join(found)}"
    return FileRefused(sentence, fields={"files": sentence})


def notices(reading: Reading) -> list[str]:
    """What a person should know who relies on the text that was read."""
    if Fault.SCANNED in reading.faults:
        return [f"全部是扫描页，没有可以读取的文字，{BY_HAND}"]
    if reading.without_text:
        pages = "、".join(str(number) for number in reading.without_text)
        return [f"第 {pages} 页没有可以读取的文字，{BY_HAND}"]
    return []
