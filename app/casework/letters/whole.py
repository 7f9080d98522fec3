"""Whether a case that goes to the archive has all its letters, made and out (条例第四十五条、档案法第十四条)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from app.casework.letters.deliveries import effective_delivery
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, IssuedLetter
from app.law.errors import RuleViolation

_TYPESET_LATER: ContextVar[bool] = ContextVar("typeset_later", default=False)


class LetterNotMade(RuleViolation):
    """A case without the papers of its letters is not archived."""

    code = "letter_not_made"
    message = "文书的 PDF 还没有生成，不能归档"
    status = 409


@contextmanager
def typeset_later() -> Iterator[None]:
    """For stories that tell years in minutes: their letters are set once all is told."""
    token = _TYPESET_LATER.set(True)
    try:
        yield
    finally:
        _TYPESET_LATER.reset(token)


def check_all_made(case: Case) -> None:
    """Raises LetterNotMade with the letters whose PDF is not there."""
    missing = [letter for letter in letters_of(case) if letter.document_id is None]
    if missing and not _TYPESET_LATER.get():
        raise LetterNotMade(
            f"{named(missing)}的 PDF 还没有生成，不能归档。请稍候再试；一直没有生成的，请联系系统管理员"
        )


def not_brought_out(case: Case, without: Collection[str]) -> list[IssuedLetter]:
    """Letters to somebody outside of which no sending is on record; `without`: kinds that need none."""
    outward = [one for one in letters_of(case) if one.recipient != "internal" and one.kind not in without]
    return [one for one in outward if one.deliveries and effective_delivery(one.id) is None]


def named(letters: list[IssuedLetter]) -> str:
    """The letters as a sentence names them."""
    return "、".join(f"《{one.title}》{one.document_number}" for one in letters)
