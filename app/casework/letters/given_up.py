"""A letter that could not be typeset: who has the case in hand hears of it, and that nothing is delivered until it is.

The administrator sees the message itself (待发消息); the clerk answers for the days that go by.
"""

from typing import Any

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.letters.made import named
from app.casework.letters.telling_clerks import tell_clerks
from app.casework.messages.dispatch import KEY
from app.casework.models import IssuedLetter
from app.database import db


def tell_given_up(payload: dict[str, Any]) -> None:
    """Outbox handler: what became of a letter is told once for each time that it was given up."""
    letter = db.session.get_one(IssuedLetter, payload["letter_id"])
    case_id, letter_id = letter.case_id, letter.id
    is_made = letter.document_id is not None
    db.session.rollback()
    if not is_made:
        perform(
            tell_letter_given_up, actor=SYSTEM, now=timekeeping.now(), key=payload[KEY], case_id=case_id,
            letter_id=letter_id, told_by=payload[KEY],
        )  # fmt: skip


@use_case("tell_letter_given_up")
def tell_letter_given_up(act: Act, letter_id: int, told_by: str) -> Result:
    """On the timeline, and by mail to those at work on the case, to its head where nobody is."""
    letter = db.session.get_one(IssuedLetter, letter_id)
    words = f"{named([letter])}的 PDF 没有生成，不算送达；请联系系统管理员重新生成"
    act.audit("letter.given_up", words, letter=letter_id)
    told = tell_clerks(act, told_by, "文书没有生成", f"{words}。期限照常计算。")
    return {"letter": letter_id, "told": told}
