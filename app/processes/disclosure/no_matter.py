"""What was registered twice or by mistake and is closed by force: it was no request, unless it was answered.

It counts neither in the annual report nor among the requests of a month by which a fee goes up.
"""

from sqlalchemy import ColumnElement, exists, or_

from app.casework.models import Case, ClockEvent
from app.law.events import EventType
from app.processes.disclosure.models import DisclosureRequest


def was_a_request() -> ColumnElement[bool]:
    """For a query that has Case and DisclosureRequest. What has a reply is told without looking further."""
    ended = exists().where(ClockEvent.case_id == Case.id, ClockEvent.type == EventType.DISCONTINUED)
    return or_(DisclosureRequest.reply_letter_id.is_not(None), ~ended)
