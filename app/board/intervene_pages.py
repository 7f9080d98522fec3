"""Pages: what a supervisor may do to one case (干预), and doing it: 退回, 强制办结; the way to 改派 and 转办."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import came_from, reach
from app.board.blueprint import bp
from app.board.rows import rows_of
from app.casework.acts.commands import perform
from app.casework.contract.forms import load_schema
from app.casework.models import Case
from app.casework.work.inbox import open_items_of
from app.casework.work.listed import listed_cases
from app.law.errors import RuleViolation
from app.office.permissions import Permission, allows, check
from app.steps.in_hand import may_go_elsewhere
from app.steps.intervening import ClosingSchema, choices_of, choosing_schema, close_by_force, give_back
from app.web.access import current_standing, requires
from app.web.acting import acting, attempt, errors_of, sending_key, typed_values
from app.web.form_fields import form_view

GIVE_BACK, CLOSE, LIST = "give_back", "close", "open"
Errors = dict[str, str]


@bp.get("/cases/<number>/intervene")
@requires(Permission.INTERVENE)
def show_intervening(number: str) -> str:
    """What may be done now."""
    return _page(_case(number))


@bp.post("/cases/<number>/intervene/return")
@requires(Permission.INTERVENE)
def intervene_return(number: str) -> ResponseReturnValue:
    """退回: a step to the pool, or along a way that the diagram draws."""
    case, typed = _case(number), typed_values()
    try:
        words = _give_back(case, typed)
    except RuleViolation as refused:
        return _page(case, GIVE_BACK, typed, errors_of(refused)), refused.status
    flash(f"{number} 已{words}，有关人员已收到通知", "success")
    return redirect(url_for("board.show_intervening", number=number, **came_from.behind(LIST)))


@bp.post("/cases/<number>/intervene/close")
@requires(Permission.INTERVENE)
def intervene_close(number: str) -> ResponseReturnValue:
    """强制办结."""
    case, typed = _case(number), typed_values()
    if errors := attempt(close_by_force, case, data=typed):
        return _page(case, CLOSE, typed, errors), 422
    flash(f"{number} 已强制办结，有关人员已收到通知", "success")
    return redirect(came_from.way_back(LIST))


def _case(number: str) -> Case:
    case = reach.supervised_case(number)
    check(Permission.INTERVENE, current_standing(), case, timekeeping.today())
    return case


def _give_back(case: Case, typed: dict[str, Any]) -> str:
    what = load_schema(choosing_schema(case), typed)["what"]
    item_id, way = what.split("~")
    done = perform(
        give_back, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id,
        item_id=item_id, way=way, data={"reason": typed["reason"]},
    )  # fmt: skip
    return str(done["done"])


def _page(
    case: Case, wrong: str = "", typed: dict[str, Any] | None = None, errors: Errors | None = None
) -> str:
    forms = {GIVE_BACK: choosing_schema(case) if choices_of(case) else None, CLOSE: ClosingSchema()}
    shown = {
        name: form_view(schema, typed or {}, errors or {}).parts
        if name == wrong
        else form_view(schema, {}, {}).parts
        for name, schema in forms.items()
        if schema is not None and case.is_open
    }
    row = rows_of(listed_cases([case.id]), timekeeping.now(), may_urge=False)[0]
    return render_template(
        "board/intervene.html",
        case=case,
        row=row,
        links=_links(case),
        forms=shown,
        wrong=wrong,
        errors=errors or {},
        **came_from.for_page(LIST),
    )


def _links(case: Case) -> list[tuple[str, str, str]]:
    """Acts that have pages of their own: words, address, icon."""
    standing, found = current_standing(), []
    if not case.is_open:
        return []
    if reach.may_urge(case.organ_id):
        found.append(
            ("催办", url_for("board.urge", number=case.number, **came_from.behind(LIST)), "megaphone")
        )
    if allows(Permission.REASSIGN_CASE, standing, case, standing.on) and may_go_elsewhere(case, standing.on):
        found.append(
            ("改派承办单位", url_for("desk.show_reassigning", number=case.number), "arrow-left-right")
        )
    return found + [
        (f"转办“{item.title}”", url_for("desk.show_transfer", item_id=item.id), "people")
        for item in open_items_of(case)
        if allows(Permission.TRANSFER_ITEM, standing, item, standing.on)
    ]
