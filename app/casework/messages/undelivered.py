"""Mails to the party of a case that were given up: the case says so, until somebody has settled them."""

from sqlalchemy import bindparam, select

from app.casework.acts.once import once_in_reading
from app.casework.messages.outbox import PARTY, TO_PARTIES
from app.casework.models import Case, OutboxMessage
from app.casework.models.outbox import GIVEN_UP
from app.casework.rare import RARE
from app.database import db

_given_up = (
    select(OutboxMessage)
    .where(OutboxMessage.case_id == bindparam("of_case"), OutboxMessage.kind.in_(TO_PARTIES))
    .where(OutboxMessage.state == GIVEN_UP)
    .order_by(OutboxMessage.id)
)


def given_up_mails(case: Case) -> list[str]:
    """Each in a sentence; what went to people of the office is the administrator's alone."""
    return once_in_reading(f"mails given up of case {case.id}", lambda: _read(case.id))


def _read(case_id: int) -> list[str]:
    if not RARE.may_have(OutboxMessage, case_id):
        return []
    found = db.session.scalars(_given_up, {"of_case": case_id})
    return [words_of(one) for one in found if goes_to_party(one)]


def goes_to_party(message: OutboxMessage) -> bool:
    """A letter by mail, or a mail that a letter waits; not what tells a clerk."""
    return message.kind in TO_PARTIES and (PARTY in message.payload or "letter_id" in message.payload)


def words_of(message: OutboxMessage) -> str:
    """What did not go out and what to do about it; the address is not told."""
    what = f"“{message.payload['subject']}”" if "subject" in message.payload else "送达文书"
    return (
        f"给当事人的邮件{what}试了 {message.attempts} 次没有发出，已停止发送。请以电话等其他方式告知；"
        "邮箱有误的，先更正登记事项，再请系统管理员重新发送"
    )
