"""Where a consultation must stand for an act on it, and which days may be told of it."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Consultation
from app.casework.models.consultations import ConsultationState as State
from app.law.errors import InvalidInput
from app.law.office_time import office_day
from app.law.stated_days import faults_of_days
from app.steps.consultation_record import consultation_of


def due_row(act: Act, number: int, *states: State) -> Consultation:
    """The row in an open case, if it stands where this act is in place. Raises NotFound, CannotHappenNow."""
    act.require_open()
    row = consultation_of(act.the_case, number)
    if row.state not in states:
        raise CannotHappenNow("这一份征求意见现在不能这样办理，请刷新后核对")
    return row


def check_days(days: dict[str, Any], act: Act, row: Consultation, of: str) -> None:
    """Not before what is on record (`of` in words), not after today. Raises InvalidInput by field."""
    since = row.delivered_on or row.sent_on or office_day(row.asked_at)
    if faults := faults_of_days(days, act.today, since=since, of=of):
        raise InvalidInput(fields=faults)
