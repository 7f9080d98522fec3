"""What was registered twice or by mistake and is closed by force: it was no request, unless its answer went out.

It counts neither in the annual report nor among the requests of a month by which a fee goes up.
"""

from sqlalchemy import ColumnElement, and_, exists, or_

from app.casework.models import Case, ClockEvent, Delivery, LetterRecall
from app.casework.models.letters import DeliveryState
from app.casework.work.flags import FORCED
from app.law.events import EventType
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.standing_replies import given_by


def was_a_request() -> ColumnElement[bool]:
    """For a query that has Case and DisclosureRequest. A reply that has its number alone has reached nobody."""
    letter = DisclosureRequest.reply_letter_id
    is_out = Delivery.state.not_in((DeliveryState.PENDING, DeliveryState.FAILED))
    told = exists().where(Delivery.letter_id == letter, is_out)
    by_another = exists().where(
        LetterRecall.letter_id == letter, Delivery.letter_id == LetterRecall.replaced_by_id, is_out
    )
    ended = exists().where(ClockEvent.case_id == Case.id, ClockEvent.type == EventType.DISCONTINUED)
    return or_(and_(letter.is_not(None), or_(told, by_another)), ~ended)


def was_cut_short(request: DisclosureRequest) -> bool:
    """Closed by force, and no reply reached anybody, of this case or of another in its place."""
    return FORCED in request.case.flags and not is_reply_out(request) and given_by(request) is None
