"""By when a case had to be answered whose clock has ended: a list shows it where no clock runs any more."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, select

from app.casework.models import CaseClock
from app.casework.models.listed import ListedCase
from app.casework.terms.clocks import terms_of
from app.database import columns_of
from app.law.clock import ClockState

Limit = tuple[date, datetime | None, str | None]
"""Its last day, its last instant, and how it is counted."""
_ended = (
    select(
        CaseClock.case_id,
        CaseClock.kind,
        CaseClock.state,
        CaseClock.due_on,
        CaseClock.due_at,
        CaseClock.due_unit,
    )
    .where(CaseClock.case_id.in_(bindparam("ids", expanding=True)))
    .where(CaseClock.state.in_((ClockState.MET, ClockState.MISSED)))
    .order_by(CaseClock.due_on, CaseClock.id)
)


def ended_limits(cases: Sequence[ListedCase]) -> dict[int, Limit]:
    """By id of those that were answered and have no running clock, the limit by which the board says how: the missed
    one, if any. One statement for all; none where no case of the list was answered."""
    answered = {one.id: one for one in cases if one.due_on is None and one.reply_state is not None}
    if not answered:
        return {}
    return {
        case_id: (due_on, due_at, unit)
        for case_id, kind, state, due_on, due_at, unit in columns_of(_ended, {"ids": list(answered)})
        if state == answered[case_id].reply_state and kind in terms_of(answered[case_id]).punctual
    }
