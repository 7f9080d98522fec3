"""转主动公开 on the desk: propose with the content, decide, publish what was approved."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.models import Case
from app.office.permissions import Permission, check
from app.processes.disclosure import conversion_acts as acts
from app.processes.disclosure.conversions import (
    content_of,
    conversion_of,
    needed_requests,
    requests_for_the_same,
)
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.chosen_files import ACCEPT, KEPT, ChosenFiles, chosen_files
from app.web.fields import FieldView
from app.web.form_fields import form_view

TITLES = {"proposal": "转主动公开", "decision": "审核转主动公开", "publication": "公开发布"}
SUBMITS = {"proposal": "提出", "decision": "提交审核结论", "publication": "公开发布"}


def _case(number: str, needed: Permission) -> Case:
    """The case, if it may be read and this may be done. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(needed, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/conversion")
@signed_in
def ask_proposal(number: str) -> str:
    """What is to be published, and why."""
    return _proposal(_case(number, Permission.PROPOSE_PUBLICATION), {}, {}, ChosenFiles())


@bp.post("/<number>/conversion")
@signed_in
def propose(number: str) -> ResponseReturnValue:
    """Propose it."""
    case, chosen = _case(number, Permission.PROPOSE_PUBLICATION), chosen_files()
    typed = {name: value for name, value in typed_values().items() if name != KEPT}
    if errors := attempt(acts.propose_conversion, case, chosen.problem, data=typed, uploads=chosen.uploads):
        return _proposal(case, typed, errors, chosen), 422
    return _done(number, "已提出，请公开工作机构其他人员或者分管领导审核")


@bp.get("/<number>/conversion/decision")
@signed_in
def ask_decision(number: str) -> str:
    """Whether it belongs before everybody."""
    return _page(_case(number, Permission.PUBLISH), "decision", acts.DecisionSchema(), {}, {})


@bp.post("/<number>/conversion/decision")
@signed_in
def decide(number: str) -> ResponseReturnValue:
    """Decide it."""
    case, typed = _case(number, Permission.PUBLISH), typed_values()
    if errors := attempt(acts.decide_conversion, case, data=typed):
        return _page(case, "decision", acts.DecisionSchema(), typed, errors), 422
    return _done(number, "已审核，审核单已存入案卷")


@bp.get("/<number>/conversion/publication")
@signed_in
def ask_publication(number: str) -> str:
    """The content as it was approved, once more."""
    return _page(_case(number, Permission.PUBLISH), "publication", None, {}, {})


@bp.post("/<number>/conversion/publication")
@signed_in
def publish_converted(number: str) -> ResponseReturnValue:
    """Put it before the public."""
    case = _case(number, Permission.PUBLISH)
    if errors := attempt(acts.publish_conversion, case):
        return _page(case, "publication", None, {}, errors), 422
    return _done(number, "已公开发布")


def _done(number: str, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("desk.show_case", number=number))


def _proposal(case: Case, typed: dict[str, Any], errors: dict[str, str], chosen: ChosenFiles) -> str:
    chooser = FieldView(
        "files", "公开的文件", error=errors.get("files", ""), type="file", accept=ACCEPT, multiple=True,
        hint="已经遮盖个人信息和第三方信息的文件，合计不超过 30 MB",
    )  # fmt: skip
    return _page(case, "proposal", acts.ProposalSchema(), typed, errors, chooser=chooser, notes=chosen.notes)


def _page(
    case: Case, doing: str, schema: Schema | None, typed: dict[str, Any], errors: dict[str, str], **more: Any
) -> str:
    found, today = conversion_of(case), timekeeping.today()
    fields = form_view(schema, typed, errors).parts if schema is not None else []
    addresses = {"proposal": ".propose", "decision": ".decide", "publication": ".publish_converted"}
    return render_template(
        "disclosure/desk/converting.html", case=case, doing=doing, act_title=TITLES[doing], submits=SUBMITS[doing],
        address=url_for(addresses[doing], number=case.number), fields=fields, errors=errors, found=found,
        content=content_of(found) if found is not None else None, same=requests_for_the_same(case, today),
        needed=needed_requests(today), **more,
    )  # fmt: skip
