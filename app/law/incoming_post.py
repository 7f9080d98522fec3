"""来件: what was signed for is registered within a working day, so that no day is lost (条例第三十一条)."""

from datetime import date

from app.law.calendar import WorkCalendar

WORKING_DAYS = 1


def register_by(arrived_on: date, calendar: WorkCalendar) -> date:
    """The last day on which the desk enters what arrived: the working day after it, whatever day it came on.

    The days of the reply run from the arrival, a Saturday's too; this only says until when lying about is no fault.
    """
    return calendar.add_working_days(arrived_on, WORKING_DAYS)
