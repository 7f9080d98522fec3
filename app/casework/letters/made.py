"""Whether an issued letter is there: without its PDF it is neither sent nor handed over, neither delivered nor filed.

国办公开办函〔2016〕235号 counts from the posting, the signature or the entering of the account, each of which is an
act upon a letter that exists.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from app.casework.models import IssuedLetter
from app.law.errors import RuleViolation
from app.law.office_time import office_day

_TYPESET_LATER: ContextVar[bool] = ContextVar("typeset_later", default=False)


class LetterNotMade(RuleViolation):
    """What waits for the PDF of a letter cannot be done before."""

    code = "letter_not_made"
    message = "文书的 PDF 还没有生成"
    status = 409


@contextmanager
def typeset_later() -> Iterator[None]:
    """For stories that tell years in minutes: in them a letter is there once it is issued; all are set afterwards."""
    token = _TYPESET_LATER.set(True)
    try:
        yield
    finally:
        _TYPESET_LATER.reset(token)


def is_made(letter: IssuedLetter) -> bool:
    """Whether there is a paper, or a story is told in which there is one."""
    return letter.document_id is not None or _TYPESET_LATER.get()


def check_can_go_out(letter: IssuedLetter) -> None:
    """Raises LetterNotMade for a letter of which nothing can be sent, handed over or refused by its recipient."""
    if not is_made(letter):
        raise LetterNotMade(
            f"{named([letter])}的 PDF 还没有生成，不能登记送达：送达以交邮、签收或者进入账户之日为准"
            "（国办公开办函〔2016〕235号），没有文书就没有送达。请稍候再试；一直没有生成的，请联系系统管理员"
        )


def can_go_out_since(letter: IssuedLetter) -> date:
    """The first day on which it can have been sent or handed over: its own date, or that of its PDF when that came
    later."""
    made_on = office_day(letter.rendered_at) if letter.rendered_at is not None else letter.issued_on
    return max(letter.issued_on, made_on)


def named(letters: list[IssuedLetter]) -> str:
    """The letters as a sentence names them."""
    return "、".join(f"《{one.title}》{one.document_number}" for one in letters)
