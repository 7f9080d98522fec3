"""文书送达: notices that are still to be posted or handed over, and recording how they went."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import UseCase, perform
from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.letters import deliveries, issuing, mailing, returns
from app.casework.letters.recalls import recall_of, taken_back_among
from app.casework.models import Delivery
from app.casework.models.letters import DeliveryMethod
from app.casework.terms import clocks
from app.casework.terms.clock_view import Lamp, lamp_of
from app.casework.work.reading import readable_case
from app.casework.work.register import readable_cases
from app.desk.blueprint import bp
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.acting import acting, attempt, sending_key, typed_values
from app.web.page_number import page_number
from app.web.schema_fields import field_views

Form = Callable[[Delivery, dict[str, Any], dict[str, str]], str]


@bp.get("/letters")
@requires(Permission.RECORD_DELIVERY)
def list_letters() -> ResponseReturnValue:
    """Letters on their way, those not yet sent first."""
    page = deliveries.list_under_way(readable_cases(current_standing()), page_number())
    lamps = {row.id: lamp for row in page.rows if (lamp := _lamp(row, timekeeping.now())) is not None}
    mails = [row for row in page.rows if row.method == DeliveryMethod.EMAIL]
    unmade = {row.id: issuing.state_of_pdf(row.letter) for row in page.rows if row.letter.document_id is None}
    return render_template(
        "desk/letters.html", page=page, rows=page.rows, ways=deliveries.METHOD_OPTIONS, lamps=lamps,
        troubles={**{row.id: mailing.trouble_of(row.letter_id) for row in mails}, **unmade}, unmade=unmade.keys(),
        again={row.id for row in mails if mailing.may_mail_again(row)},
        returnable={row.id for row in page.rows if returns.may_come_back(row)},
        recalled=taken_back_among(row.letter_id for row in page.rows),
    )  # fmt: skip


def _lamp(row: Delivery, now: datetime) -> Lamp | None:
    """How much time is left for a letter that is worth nothing after a day; None for any other, and once it is out."""
    case, letter = row.letter.case, row.letter
    awaited_by = platform().process(case.process).letters.awaited_by.get(letter.kind)
    is_waited_for = row.state in deliveries.NOT_OUT and awaited_by == case.due_kind
    return lamp_of(case, now, clocks.calendar()) if is_waited_for and case.due_on else None


@bp.get("/letters/<int:letter_id>")
@requires(Permission.RECORD_DELIVERY)
def show_letter_delivery(letter_id: int) -> ResponseReturnValue:
    """The form for one letter; after an attempt that failed or came back an empty one."""
    found = _delivery(letter_id)
    if found.state in deliveries.CAME_TO_NOTHING:
        return _form(found, {}, {})
    days = {name: getattr(found, name).isoformat() for name in deliveries.DAYS if getattr(found, name)}
    known = {"method": found.method, "tracking_number": found.tracking_number, "receiver": found.receiver}
    return _form(found, {**known, **days}, {})


@bp.post("/letters/<int:letter_id>")
@requires(Permission.RECORD_DELIVERY)
def record_letter_delivery(letter_id: int) -> ResponseReturnValue:
    """Note how it was sent, or that it arrived."""
    return _recorded(letter_id, deliveries.record_delivery, _form, "已记录 {number} 的送达情况")


@bp.post("/letters/<int:letter_id>/mail")
@requires(Permission.RECORD_DELIVERY)
def mail_letter_again(letter_id: int) -> ResponseReturnValue:
    """再发一次: a mail that was refused or given up."""
    found = deliveries.delivery_of(letter_id)
    if found is None:
        raise NotFound()
    case = readable_case(found.letter.case.number, current_standing())
    errors = attempt(mailing.mail_again, case, letter_id=letter_id)
    flash(next(iter(errors.values()), "已安排再次发送，结果自动登记"), "warning" if errors else "success")
    return redirect(url_for("desk.list_letters"))


@bp.get("/letters/<int:letter_id>/return")
@requires(Permission.RECORD_DELIVERY)
def show_letter_return(letter_id: int) -> ResponseReturnValue:
    """The form for one letter that came back."""
    return _return_form(_delivery(letter_id), {}, {})


@bp.post("/letters/<int:letter_id>/return")
@requires(Permission.RECORD_DELIVERY)
def record_letter_return(letter_id: int) -> ResponseReturnValue:
    """登记退回: it waits for its next attempt."""
    return _recorded(letter_id, returns.record_letter_return, _return_form, "已登记 {number} 退回")


def _recorded(letter_id: int, use: UseCase, form: Form, said: str) -> ResponseReturnValue:
    """What was typed about a sending; refused, the form with what was typed."""
    found, typed = _delivery(letter_id), typed_values()
    try:
        result = perform(use, actor=acting(), now=timekeeping.now(), key=sending_key(),
                         case_id=found.case_id, letter_id=letter_id, data=typed)  # fmt: skip
    except InvalidInput as refused:
        return form(_delivery(letter_id), typed, refused.fields), refused.status
    flash(said.format(number=result["number"]), "success")
    return redirect(url_for("desk.list_letters"))


def _delivery(letter_id: int) -> Delivery:
    found = deliveries.delivery_of(letter_id)
    if found is None or found.has_own_task:
        raise NotFound()
    readable_case(found.letter.case.number, current_standing())
    return found


def _form(found: Delivery, typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = field_views(deliveries.handed_over_schema(), typed, errors)
    return render_template("desk/letter_delivery.html", letter=found.letter, fields=fields, errors=errors)


def _return_form(found: Delivery, typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = field_views(returns.letter_return_schema(), typed, errors)
    is_recalled = recall_of(found.letter_id) is not None
    return render_template("desk/letter_return.html", sent=found, is_recalled=is_recalled, fields=fields,
                           errors=errors)  # fmt: skip
