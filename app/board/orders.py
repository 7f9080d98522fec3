"""Page: 督办单 of the reader's organs, those that wait for their answer first."""

from typing import Any

from flask import render_template

from app import timekeeping
from app.board import reach
from app.board.blueprint import bp
from app.casework.models import SupervisionOrder
from app.casework.work.orders import list_orders
from app.office.permissions import Permission
from app.web.access import requires
from app.web.assets import page_url
from app.web.filters import short_moment
from app.web.page_number import page_number


@bp.get("/orders")
@requires(Permission.READ_BOARD)
def show_orders() -> str:
    """Numbers, days, answers; each leads to its case."""
    page = list_orders(reach.organ_ids(), page_number())
    return render_template("board/orders.html", page=page, rows=[_row(one) for one in page.rows])


def _row(order: SupervisionOrder) -> dict[str, Any]:
    is_late = order.is_late(timekeeping.today())
    return {
        "number": order.number, "case": order.case.number, "href": page_url(f"/desk/cases/{order.case.number}"),
        "unit": order.unit.name, "matter": order.matter, "answer_by": order.answer_by, "said": _said(order),
        "state": _state(order, is_late), "tone": "red" if is_late else "" if order.answered_at else "warm",
    }  # fmt: skip


def _state(order: SupervisionOrder, is_late: bool) -> str:
    """Answered and when; an answer that was sent back is none."""
    if order.answered_at is not None:
        return f"{short_moment(order.answered_at)} 已回复"
    waits = "已退回，待重新回复" if order.returned else "未回复"
    return f"逾期未回复{'（已退回）' if order.returned else ''}" if is_late else waits


def _said(order: SupervisionOrder) -> list[str]:
    """The answer; of one that was sent back also why, so that nobody takes it for one that stands."""
    if order.answered_at is not None or not order.returned:
        return [order.answer] if order.answer else []
    return [f"退回理由：{order.returned}", f"退回的回复：{order.answer}"]
