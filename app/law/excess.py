"""Requests clearly beyond reason in number and frequency (条例第三十五条): the reason, its judgement, the deferral.

The organ asks for the reason. It is not reasonable, or none came in the period: the request is not handled. It is
reasonable, and the reply cannot be given in time: the organ sets a reasonable limit for a later reply and tells it.
"""

from datetime import date
from enum import StrEnum

from app.law.clocks import Clocks
from app.law.errors import InvalidInput, RuleViolation
from app.law.recording import live_reply_clock

EXCESSIVE = "excessive"
LONGEST_DEFERRAL = 240  # working days, a year: the article says 合理期限 and no number


class Judgement(StrEnum):
    """What the office makes of the reason."""

    REASONABLE = "reasonable"
    UNREASONABLE = "unreasonable"


JUDGEMENT_WORDS = {Judgement.REASONABLE: "理由合理，继续办理", Judgement.UNREASONABLE: "理由不合理，不予处理"}


class ReasonNotJudged(RuleViolation):
    """A reason lies in the file that nobody has judged."""

    code = "reason_not_judged"
    message = "申请人已经说明理由，请先判断理由是否合理（第三十五条）"


class ReasonIsReasonable(RuleViolation):
    """What was found reasonable is no ground for not handling the request."""

    code = "reason_is_reasonable"
    message = "申请人的理由已认定为合理，不能以大量、反复申请为由不予处理（第三十五条）"


class DeferralTooLate(RuleViolation):
    """第三十五条：the later limit is told within the limit of the reply."""

    code = "deferral_too_late"
    message = "已超过答复届满日，不能再延迟答复；请尽快答复"


class NoReasonableReason(RuleViolation):
    """A deferral of this article needs a reason that was found reasonable."""

    code = "no_reasonable_reason"
    message = (
        "只有申请人说明的理由经判断合理的，才能确定延迟答复的期限（第三十五条）；其他情形可以依第三十三条延期"
    )


def check_may_be_excessive(outcome: str, *, has_statement: bool, judged: str, field: str) -> None:
    """Raises ReasonNotJudged, ReasonIsReasonable beside `field`; says nothing of any other outcome."""
    if outcome != EXCESSIVE or not has_statement:
        return
    if not judged:
        raise ReasonNotJudged(fields={field: ReasonNotJudged.message})
    if judged == Judgement.REASONABLE:
        raise ReasonIsReasonable(fields={field: ReasonIsReasonable.message})


def check_can_defer(clocks: Clocks, days: int, today: date, *, judged: str) -> None:
    """On a reasonable reason, on or before the due day of the reply, for a number of working days that is a term.

    Raises NoReasonableReason, NoRunningReplyClock, DeferralTooLate, InvalidInput.
    """
    if judged != Judgement.REASONABLE:
        raise NoReasonableReason
    if not 1 <= days <= LONGEST_DEFERRAL:
        raise InvalidInput(fields={"working_days": f"延迟答复的期限应为 1 至 {LONGEST_DEFERRAL} 个工作日"})
    if today > live_reply_clock(clocks).due_on:
        raise DeferralTooLate
