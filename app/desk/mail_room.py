"""收发室: what came is taken in, waits in red once it has lain too long, and becomes a case or is put aside."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import UseCase, perform
from app.casework.contract.platform import platform
from app.casework.incoming import acts, lists
from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.work.register import opened_by_posts
from app.desk.blueprint import bp
from app.law.errors import RuleViolation
from app.office.models import OrgUnit
from app.office.organs import numbering_organs
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing, requires
from app.web.acting import acting, sending_key, typed_values
from app.web.fields import FieldView
from app.web.page_number import page_number
from app.web.schema_fields import field_views


@bp.get("/post")
@requires(Permission.LOG_MAIL)
def show_mail_room() -> ResponseReturnValue:
    """The form for what has just come, and what waits."""
    return _page({"arrived_on": timekeeping.today().isoformat()}, {})


@bp.post("/post")
@requires(Permission.LOG_MAIL)
def log_post() -> ResponseReturnValue:
    """Take in one letter, fax or paper."""
    typed = typed_values()
    if errors := _done(acts.log_post, organ_code=typed.pop("organ", ""), data=typed):
        return _page({**typed, "organ": request.form.get("organ", "")}, errors), 422
    flash("来件已登记", "success")
    return redirect(url_for("desk.show_mail_room"))


@bp.get("/post/<int:post_id>/aside")
@requires(Permission.LOG_MAIL)
def ask_set_aside(post_id: int) -> ResponseReturnValue:
    """Asks why no case is made of it."""
    return _aside(post_id, {}, {})


@bp.post("/post/<int:post_id>/aside")
@requires(Permission.LOG_MAIL)
def set_aside(post_id: int) -> ResponseReturnValue:
    """It stops waiting."""
    typed = typed_values()
    if errors := _done(acts.set_post_aside, post_id=post_id, data=typed):
        return _aside(post_id, typed, errors), 422
    flash("来件已处理", "success")
    return redirect(url_for("desk.show_mail_room"))


def _done(use: UseCase, **arguments: Any) -> dict[str, str]:
    try:
        perform(use, actor=acting(), now=timekeeping.now(), key=sending_key(), **arguments)
    except RuleViolation as refused:
        return dict(refused.fields) or {"": refused.message}
    return {}


def _page(typed: dict[str, Any], errors: dict[str, str]) -> str:
    standing, organs = current_standing(), _own_organs()
    takers = [one for one in platform().processes.values() if one.desk.takes_post]
    unconfirmed = lists.unconfirmed_cases(standing, [one.key for one in takers], page_number("unconfirmed"))
    settled = lists.settled_posts(standing, page_number())
    named = {case.id for case in unconfirmed.rows} | {post.case_id for post in settled.rows if post.case_id}
    return render_template(
        "desk/mail_room.html", fields=[_organ(organs, typed, errors), *field_views(acts.PostSchema(), typed, errors)],
        errors=errors, waiting=lists.waiting_posts(standing, clocks.calendar(), page_number("waiting")), ways=acts.WAYS,
        takers=[(one.title, one.desk.takes_post) for one in takers] if _may_register() else [],
        unconfirmed=unconfirmed, settled=settled, several=len(organs) > 1, opens=opened_by_posts(standing, named),
        earliest={case.id: _earliest_receipt(case) for case in unconfirmed.rows},
    )  # fmt: skip


def _earliest_receipt(case: Case) -> date | None:
    return platform().process(case.process).desk.earliest_receipt(case)


def _may_register() -> bool:
    return allows(Permission.REGISTER_CASE, current_standing(), ANYWHERE, current_standing().on)


def _organ(organs: list[OrgUnit], typed: dict[str, Any], errors: dict[str, str]) -> FieldView:
    chosen = typed.get("organ") or (organs[0].code if len(organs) == 1 else "")
    return FieldView(
        "organ", "收件机关", chosen, errors.get("organ", ""), required=True, type="select",
        choices=[(one.code, one.name) for one in organs],
    )  # fmt: skip


def _own_organs() -> list[OrgUnit]:
    """The organs for which the person takes in post today."""
    return numbering_organs(lists.organs_of(current_standing()), timekeeping.today())


def _aside(post_id: int, typed: dict[str, Any], errors: dict[str, str]) -> str:
    post = lists.waiting_post(current_standing(), post_id)
    fields = field_views(acts.SetAsideSchema(), typed, errors)
    return render_template("desk/mail_aside.html", post=post, ways=acts.WAYS, fields=fields, errors=errors)
