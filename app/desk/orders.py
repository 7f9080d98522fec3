"""督办单 on the case: issuing one, answering it, sending an answer back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, SupervisionOrder
from app.casework.work.orders import order_of, orders_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.desk.confirming import attempt_shown
from app.office.permissions import Permission, allows, check
from app.office.standing import Standing
from app.steps import supervising
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.filters import short_moment
from app.web.form_fields import form_view


def order_rows(case: Case, standing: Standing) -> list[dict[str, Any]]:
    """The orders of a case for its page, with what this person may do about each."""
    if not any(letter.kind == supervising.KIND for letter in letters_of(case)):
        return []
    may_answer = allows(Permission.ANSWER_ORDER, standing, case, standing.on)
    may_return = case.is_open and allows(Permission.URGE, standing, case, standing.on)
    return [
        _row(one, standing, may_answer, may_return and place == 0)
        for place, one in enumerate(orders_of(case))
    ]


def _row(order: SupervisionOrder, standing: Standing, may_answer: bool, may_return: bool) -> dict[str, Any]:
    number, is_answered = order.case.number, order.answered_at is not None
    answered = f"{order.answered_by.name if order.answered_by else ''} {short_moment(order.answered_at)}"
    return {
        "number": order.number, "unit": order.unit.name, "matter": order.matter, "answer_by": order.answer_by,
        "is_answered": is_answered, "is_late": order.is_late(standing.on), "answer": order.answer,
        "returned": order.returned, "answered": answered if is_answered else "",
        "answer_href": url_for("desk.show_order", number=number, order_id=order.id)
        if may_answer and not is_answered else "",
        "return_href": url_for("desk.show_returning", number=number, order_id=order.id)
        if may_return and is_answered else "",
    }  # fmt: skip


@bp.get("/cases/<number>/orders/new")
@signed_in
def show_ordering(number: str) -> ResponseReturnValue:
    """What is ordered, and by when."""
    return _ordering(_case(number, Permission.URGE), supervising.suggested(timekeeping.today()), {})


@bp.post("/cases/<number>/orders/new")
@signed_in
def issue_order(number: str) -> ResponseReturnValue:
    """The letter is shown before it is numbered."""
    case, typed = _case(number, Permission.URGE), typed_values()
    done = attempt_shown(supervising.issue_order, case, "开具督办单", data=typed)
    if done.page is not None:
        return done.page
    if done.errors:
        return _ordering(case, typed, done.errors), 422
    flash("督办单已开具，承办单位已收到通知", "success")
    return redirect(url_for("desk.show_case", number=number, _anchor="orders"))


@bp.get("/cases/<number>/orders/<int:order_id>")
@signed_in
def show_order(number: str, order_id: int) -> ResponseReturnValue:
    """The answer to an order."""
    case = _case(number, Permission.ANSWER_ORDER)
    return _answering(case, order_of(case, order_id), {}, {})


@bp.post("/cases/<number>/orders/<int:order_id>")
@signed_in
def answer_order(number: str, order_id: int) -> ResponseReturnValue:
    """回复."""
    case, typed = _case(number, Permission.ANSWER_ORDER), typed_values()
    order = order_of(case, order_id)
    if errors := attempt(supervising.answer_order, case, order_id=order_id, data=typed):
        return _answering(case, order, typed, errors), 422
    flash("督办单已回复", "success")
    return redirect(url_for("desk.show_case", number=number, _anchor="orders"))


@bp.get("/cases/<number>/orders/<int:order_id>/return")
@signed_in
def show_returning(number: str, order_id: int) -> ResponseReturnValue:
    """Why the answer does not do."""
    case = _case(number, Permission.URGE)
    return _returning(case, order_of(case, order_id), supervising.suggested(timekeeping.today()), {})


@bp.post("/cases/<number>/orders/<int:order_id>/return")
@signed_in
def return_order(number: str, order_id: int) -> ResponseReturnValue:
    """退回重新回复."""
    case, typed = _case(number, Permission.URGE), typed_values()
    order = order_of(case, order_id)
    if errors := attempt(supervising.return_order, case, order_id=order_id, data=typed):
        return _returning(case, order, typed, errors), 422
    flash("已退回，承办单位已收到通知", "success")
    return redirect(url_for("desk.show_case", number=number, _anchor="orders"))


def _case(number: str, permission: Permission) -> Case:
    case = readable_case(number, current_standing())
    check(permission, current_standing(), case, timekeeping.today())
    return case


def _ordering(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    action = url_for("desk.issue_order", number=case.number)
    return _page("开具督办单", case, None, action, supervising.OrderSchema(), typed, errors)


def _answering(case: Case, order: SupervisionOrder, typed: dict[str, Any], errors: dict[str, str]) -> str:
    action = url_for("desk.answer_order", number=case.number, order_id=order.id)
    return _page("回复督办单", case, order, action, supervising.AnswerSchema(), typed, errors)


def _returning(case: Case, order: SupervisionOrder, typed: dict[str, Any], errors: dict[str, str]) -> str:
    action = url_for("desk.return_order", number=case.number, order_id=order.id)
    return _page("退回重新回复", case, order, action, supervising.ReturnSchema(), typed, errors)


def _page(
    title: str, case: Case, order: SupervisionOrder | None, action: str, schema: Schema, typed: dict[str, Any],
    errors: dict[str, str],
) -> str:  # fmt: skip
    fields = form_view(schema, typed, errors).parts
    return render_template(
        "desk/order.html", title=title, case=case, order=order, action=action, fields=fields, errors=errors
    )
