"""What stands in the way of archiving, in few cases: asked at once, so that rows are read only where it does."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from app.casework.acts.rare import OF_CASE
from app.casework.models import Case, Delivery, IssuedLetter, SupervisionOrder
from app.casework.models.letters import DeliveryState
from app.database import columns_of


@dataclass(frozen=True)
class InTheWay:
    """Whether the case has an order that waits for its answer, a letter without its PDF, and one that was to be sent
    and is not out: who is told which ones looks at the rows."""

    order: bool
    unmade_letter: bool
    unsent_letter: bool


_letters, _ways = IssuedLetter.__table__.c, Delivery.__table__.alias().c
_orders, _sent = SupervisionOrder.__table__.c, Delivery.__table__.alias().c
_OUT = (DeliveryState.SENT, DeliveryState.DELIVERED)
_is_out = exists().where(_sent.letter_id == _letters.id, _sent.state.in_(_OUT))
_asked = select(
    exists().where(_orders.case_id == OF_CASE, _orders.answered_at.is_(None)),
    exists().where(_letters.case_id == OF_CASE, _letters.document_id.is_(None)),
    exists().where(_letters.case_id == OF_CASE, _ways.letter_id == _letters.id, ~_is_out),
)


def in_the_way(case: Case) -> InTheWay:
    """For the head of an act: what it has not written yet is not seen."""
    return InTheWay(*columns_of(_asked, {"of_case": case.id}).one())
