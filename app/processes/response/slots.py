"""The texts of a case: the letter that passes it on, and statements 1 to n; which of them is signed now."""

from app.casework.contract.texts import Slot
from app.casework.models import Case
from app.casework.texts import versions
from app.casework.texts.contents import TextKind
from app.processes.response import referral
from app.processes.response.records import MOST_STATEMENTS, in_work

SLOTS = (
    Slot(referral.REFERRAL, "移送函", TextKind.LETTER, referral.referral_now, referral.shown_referral),
    *(
        Slot(f"statement_{number}", f"第 {number} 次发布稿", TextKind.BODY)
        for number in range(1, MOST_STATEMENTS + 1)
    ),
)


def slot_in_work(case: Case) -> tuple[str, ...]:
    """The text that is signed now; a name without a text where none is being worked on."""
    if referral.is_in_work(case):
        return (referral.REFERRAL,)
    found = in_work(case)
    return (found.slot,) if found else ("none",)


def drafters_of(case: Case) -> frozenset[int]:
    """Who wrote a version of the text that is on its way."""
    slots = slot_in_work(case)
    return frozenset(
        one.author_id for one in versions.versions_of(case) if one.slot in slots and one.author_id is not None
    )
