"""督办单 as it stands: those of a case, those of organs, and whether one waits for its answer."""

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.casework.acts.errors import NotFound
from app.casework.models import Case, SupervisionOrder
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.errors import RuleViolation

_of_case = (
    select(SupervisionOrder)
    .where(SupervisionOrder.case_id == bindparam("of_case"))
    .options(joinedload(SupervisionOrder.unit), joinedload(SupervisionOrder.answered_by))
    .order_by(SupervisionOrder.id.desc())
)


class OrderNotAnswered(RuleViolation):
    """A case whose order waits for its answer is not archived."""

    code = "order_not_answered"
    message = "督办单还没有回复，不能归档"
    status = 409


def orders_of(case: Case) -> list[SupervisionOrder]:
    """All orders of a case, the newest first."""
    return list(db.session.scalars(_of_case, {"of_case": case.id}))


def waiting_order(case: Case) -> SupervisionOrder | None:
    """The order that waits for its answer."""
    return next((one for one in orders_of(case) if one.answered_at is None), None)


def order_of(case: Case, order_id: int) -> SupervisionOrder:
    """The order of this case. Raises NotFound."""
    found = db.session.get(SupervisionOrder, order_id)
    if found is None or found.case_id != case.id:
        raise NotFound
    return found


def check_answered(case: Case) -> None:
    """Raises OrderNotAnswered, with the number."""
    if (order := waiting_order(case)) is not None:
        raise OrderNotAnswered(f"督办单{order.number}还没有回复，不能归档，请先在办件页面回复")


def list_orders(organ_ids: Collection[int], page: int) -> Page:
    """The orders about cases of these organs: those that wait first, the nearest day first."""
    query = (
        select(SupervisionOrder)
        .join(SupervisionOrder.case)
        .where(Case.organ_id.in_(organ_ids))
        .options(joinedload(SupervisionOrder.case), joinedload(SupervisionOrder.unit))
    )
    is_answered = SupervisionOrder.answered_at.is_not(None)
    return paged(query, page, is_answered, SupervisionOrder.answer_by, SupervisionOrder.id.desc())
