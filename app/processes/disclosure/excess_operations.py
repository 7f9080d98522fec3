"""What the diagram may have done for 第三十五条: the later limit is told."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.terms import clocks
from app.engine.operations import Operations
from app.law.clock import ClockKind
from app.law.excess import check_can_defer
from app.processes.disclosure.excess import DEFERRED, approved_deferral, judged, statement_of
from app.processes.disclosure.letter_acts import issue_notice

operations = Operations()


@operations.register("issue_deferral_notice", title="制发延迟答复告知书")
def issue_deferral_notice(act: Act) -> dict[str, Any]:
    """The letter names the last day; the limit holds from its sending, which must be in time (serving)."""
    case = act.the_case
    found, given = approved_deferral(case), statement_of(case)
    if found is None or given is None:
        raise CannotHappenNow("没有已同意的延迟答复申请")
    check_can_defer(clocks.clocks_of(case), found.working_days, act.today, judged=judged(case))
    then = clocks.clocks_if(case, "deferred_reply_notice_sent", act.today, days=found.working_days)
    clock = then.running(ClockKind.REPLY)
    assert clock is not None  # the deferral opens it
    letter = issue_notice(
        act, DEFERRED,
        {
            "reason_received_on": given.received_on, "deferral_reason": found.reason, "new_due_on": clock.due_on,
            "may_move": clock.may_move or None,
        },
    )  # fmt: skip
    found.letter_id = letter.id
    return {"letter_id": letter.id}
