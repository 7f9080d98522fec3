"""A letter that could not be typeset, a mail to a party that was refused: who has the case in hand hears of it.

Nothing is delivered until the letter is there. The administrator sees the message itself (待发消息); the clerk answers
for the days that go by.
"""

from typing import Any

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.letters.made import named
from app.casework.letters.telling_clerks import tell_clerks
from app.casework.messages.dispatch import KEY
from app.casework.messages.undelivered import goes_to_party, words_of
from app.casework.models import IssuedLetter, OutboxMessage
from app.casework.models.outbox import OutboxState
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


def tell_given_up_mail(payload: dict[str, Any]) -> None:
    """Outbox handler: the same of a mail to the party; nothing where it was settled meanwhile."""
    message = db.session.get_one(OutboxMessage, payload["message_id"])
    case_id, message_id = message.case_id, message.id
    is_over = case_id is None or message.state != OutboxState.DEAD or not goes_to_party(message)
    db.session.rollback()
    if not is_over:
        perform(
            tell_mail_given_up, actor=SYSTEM, now=timekeeping.now(), key=payload[KEY], case_id=case_id,
            message_id=message_id, told_by=payload[KEY],
        )  # fmt: skip


@use_case("tell_mail_given_up")
def tell_mail_given_up(act: Act, message_id: int, told_by: str) -> Result:
    """On the timeline, and by mail to those at work on the case, to its head where nobody is."""
    words = words_of(db.session.get_one(OutboxMessage, message_id))
    act.audit("outbox.given_up", words, message=message_id)
    return {"message": message_id, "told": tell_clerks(act, told_by, "邮件没有发出", f"{words}。")}
