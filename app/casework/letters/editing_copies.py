"""编辑稿: a letter as .docx for those who must work in Word or WPS. It has no effect; every download is on record."""

from dataclasses import dataclass

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.contract.texts import Draft
from app.casework.letters.issuing import letters_of
from app.casework.letters.kept_texts import TextNotKept, kind_of_letter
from app.casework.models import Case, IssuedLetter
from app.law.errors import RuleViolation
from app.letters import LetterRefused
from app.letters.editing_copy import editing_copy

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_KEPT = "这份文书制发时使用的文书文本没有留存，不能生成编辑稿，请使用已制发的 PDF"
MARK = "编辑稿，不具效力"


class WordingSetAside(RuleViolation):
    """The letter was issued with a wording that the rules do not let be printed any more; its PDF stands."""

    code = "wording_set_aside"
    message = "这份文书制发时使用的本机关文本不符合现行的文本规则，不能再生成编辑稿，请使用已制发的 PDF"


@dataclass(frozen=True)
class EditingCopy:
    """The file, and how the record calls what it was made from: a document number, or 拟稿."""

    filename: str
    data: bytes
    source: str


def copy_of_letter(case: Case, letter_id: int) -> EditingCopy:
    """The copy of an issued letter of this case, in the wording it was issued with. Raises NotFound."""
    for letter in letters_of(case):
        if letter.id == letter_id:
            data = _copied(letter)
            return EditingCopy(
                f"{letter.title}（{letter.document_number}）（{MARK}）.docx", data, letter.document_number
            )
    raise NotFound()


def _copied(letter: IssuedLetter) -> bytes:
    try:
        return editing_copy(kind_of_letter(letter), letter.facts)
    except LetterRefused as refused:
        raise WordingSetAside from refused
    except TextNotKept as missing:
        raise WordingSetAside(NOT_KEPT, code="text_not_kept") from missing


def copy_of_draft(case: Case, draft: Draft | None) -> EditingCopy:
    """The copy of the letter being drafted, blanks visible. Raises NotFound when there is none."""
    if draft is None or not case.is_open:
        raise NotFound()
    kind, facts = draft
    return EditingCopy(
        f"{kind.title}（{case.number} 拟稿）（{MARK}）.docx", editing_copy(kind, facts), "拟稿"
    )


@use_case("record_editing_copy")
def record_editing_copy(act: Act, source: str) -> Result:
    """Note that a reader of the case took an editing copy along; the page has checked the right to read."""
    act.audit("letter.editing_copy", f"下载编辑稿（不具效力）：{source}", source=source)
    return {"source": source}
