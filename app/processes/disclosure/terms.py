"""The clocks of 依申请公开: which lead, what is waited for, when to warn."""

from app.casework.contract.terms import ENDS, SILENT, Rule, Stage, Terms
from app.law.clock import ClockKind
from app.law.clocks import Clocks

NOTICE = Rule(
    soon=2, stages=(Stage.DUE_SOON, Stage.DUE_TODAY), only_in=frozenset({"screening", "notice_delivery"})
)
"""A reminder before the seventh day, while nobody has decided whether to ask, or the notice is not out (第三十条)."""
CHASE_EVERY = 5  # working days, while a consultation is out and the reply clock stands still


def awaited(found: Clocks) -> str | None:
    """The notice has stopped the reply clock, but may not have reached the applicant yet."""
    if found.progress.withdrawn_on is not None:
        return None
    if found.progress.awaits_clarification:
        return ClockKind.CLARIFICATION
    return ClockKind.PAYMENT if found.progress.awaits_payment else None


terms = Terms(
    leading=(
        ClockKind.CLARIFICATION_NOTICE,
        ClockKind.REDO,
        ClockKind.REPLY,
        ClockKind.CLARIFICATION,
        ClockKind.PAYMENT,
        ClockKind.CORRECTION,
    ),
    waiting={ClockKind.CLARIFICATION: "等待补正", ClockKind.PAYMENT: "等待缴费"},
    awaited=awaited,
    rules={
        ClockKind.CLARIFICATION: ENDS,
        ClockKind.PAYMENT: ENDS,
        ClockKind.CONSULTATION: Rule(chase_every=CHASE_EVERY),
        ClockKind.REASON: Rule(),
        ClockKind.CORRECTION: Rule(),
        ClockKind.PUBLISH: Rule(),
        ClockKind.CLARIFICATION_NOTICE: NOTICE,
        ClockKind.RECONSIDERATION: SILENT,
        ClockKind.LITIGATION: SILENT,
    },
    punctual=(ClockKind.REPLY, ClockKind.REDO),
)
