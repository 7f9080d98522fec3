"""撤回 of a request: until the reply has its number; the confirmation goes out and every clock ends."""

from collections.abc import Mapping
from datetime import date

from app.casework.acts.act import Act
from app.casework.letters import on_portal
from app.casework.models import Case
from app.casework.terms import clocks
from app.law import recording as rules
from app.processes.disclosure.letter_acts import issue_notice
from app.processes.disclosure.registration import request_of
from app.steps.withdrawal import BY_PARTY, WRITTEN, Withdrawal

RECORDS: Mapping[str, str] = {
    BY_PARTY: "政府信息公开网上平台撤回记录",
    WRITTEN: "本机关收到的书面撤回材料",
    "oral": "本机关当面作出的口头撤回记录",
    "telephone": "本机关作出的电话撤回记录",
    "mail": "本机关收到的电子邮件、传真",
}
"""How it was taken back → what the confirmation names as the proof."""


def check_can_be_withdrawn(case: Case) -> None:
    """Raises AlreadyWithdrawn, ReplyAlreadyIssued. That the case is open is checked by the act."""
    is_reply_issued = request_of(case).reply_letter_id is not None
    rules.check_can_withdraw(clocks.clocks_of(case), is_reply_issued=is_reply_issued)


def _keep(act: Act, reason: str, by: str, on: date) -> None:
    """On paper it was taken back on the day on which the office got the paper, whenever that is entered."""
    request = request_of(act.the_case)
    request.withdrawal_reason, request.withdrawn_by = reason, by
    clocks.record(act, "withdrawn", on)


def _since(case: Case) -> date:
    return case.received_on or request_of(case).arrived_on


def ended_on(case: Case) -> date | None:
    """The day on which the request was answered or taken back, whenever that was entered: by it the annual report
    counts (国办公开办函〔2021〕30号). None for one that ended otherwise."""
    progress = clocks.clocks_of(case).progress
    return progress.withdrawn_on or (progress.reply.on if progress.reply else None)


def _end(act: Act) -> None:
    """The applicant withdrew, every clock has ended: the confirmation goes out."""
    request = request_of(act.the_case)
    request.outcome = act.the_case.outcome = "withdrawn"
    on_portal.stop_waiting(act, "申请已经撤回")
    told = {"withdrawn_on": ended_on(act.the_case), "withdrawal_record": RECORDS[request.withdrawn_by]}
    issue_notice(act, "withdrawal_confirmation", told)


withdrawal = Withdrawal(
    check=check_can_be_withdrawn,
    keep=_keep,
    since=_since,
    ended_on=ended_on,
    end=_end,
    party="申请人",
    matter="申请",
    confirmation="撤回确认书",
)
may_be_withdrawn = withdrawal.may_be_withdrawn
