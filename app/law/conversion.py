"""转主动公开 (条例第四十四条): what was given on application is put before everybody.

Several applicants asked for the same and it may be given, or the applicant suggests it; the organ looks at it and,
where it belongs there, publishes it without delay. The days are those of 第二十六条, counted from the decision.
"""

from app.law.errors import InvalidInput, RuleViolation
from app.law.outcomes import gives_information

MANY, SUGGESTED = "many", "suggested"
REASONS = {MANY: "多人申请相同信息", SUGGESTED: "申请人建议"}


class NotGiven(RuleViolation):
    """第四十四条 speaks of information that was given on application."""

    code = "not_given"
    message = "这件申请没有答复予以公开、部分公开，没有可以转为主动公开的信息"


class TooFewRequests(InvalidInput):
    """Several applicants, or a suggestion."""

    code = "too_few_requests"
    message = "相同信息的申请不够数，也没有申请人建议"


class OwnProposal(RuleViolation):
    """Whoever proposes it does not decide it."""

    code = "own_proposal"
    message = "本人提出的转主动公开，须由其他人审核"


def check_was_given(outcome: str, *, is_reply_out: bool) -> None:
    """The reply is out and gives information. Raises NotGiven."""
    if not (is_reply_out and gives_information(outcome)):
        raise NotGiven


def check_reason(reason: str, *, same: int, needed: int, is_suggested: bool) -> None:
    """As many requests for the same (this one counts) as the office has set, or a suggestion. Raises TooFewRequests."""
    if reason == SUGGESTED and not is_suggested:
        raise TooFewRequests("没有申请人的建议记录", fields={"reason": "没有申请人的建议记录"})
    if reason == MANY and same < needed:
        words = f"相同、相近的申请共 {same} 件，不足 {needed} 件"
        raise TooFewRequests(words, fields={"reason": words})


def check_is_another(decider: int | None, proposer: int | None) -> None:
    """Raises OwnProposal."""
    if proposer is not None and decider == proposer:
        raise OwnProposal
