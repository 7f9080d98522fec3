"""May this request be withdrawn (撤回)? One answer for the act, the portal, the desk and the API."""

from app.casework.models import Case
from app.casework.terms import clocks
from app.law import recording as rules
from app.processes.disclosure.registration import request_of


def check_can_be_withdrawn(case: Case) -> None:
    """Raises AlreadyWithdrawn, ReplyAlreadyIssued. That the case is open is checked by the act."""
    rules.check_can_withdraw(clocks.clocks_of(case), is_reply_issued=_is_reply_issued(case))


def may_be_withdrawn(case: Case) -> bool:
    """Whether pages offer it."""
    return case.is_open and rules.can_withdraw(clocks.clocks_of(case), is_reply_issued=_is_reply_issued(case))


def _is_reply_issued(case: Case) -> bool:
    return request_of(case).reply_letter_id is not None
