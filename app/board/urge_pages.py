"""Page: urge one case (催办)."""

from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import came_from, reach
from app.board.blueprint import bp
from app.board.rows import rows_of
from app.board.urge_words import stuck_words, way_words
from app.board.urged_out import sent_words
from app.board.urging import LONGEST_TEXT, hands_of, urged_at
from app.board.urging import urge as urge_case
from app.casework.acts.commands import perform
from app.casework.contract.fields import Text, Tick
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.messages import messengers, outbox
from app.casework.models import Case
from app.casework.work.listed import listed_cases
from app.casework.work.paging import PAGE_SIZE
from app.casework.work.urgings import urgings_of
from app.law.errors import InvalidInput, RuleViolation
from app.office.permissions import Permission
from app.web.access import requires
from app.web.acting import acting, sending_key, typed_values
from app.web.schema_fields import field_views

SUGGESTED = "请抓紧办理，按期办结。"


class UrgingSchema(OfficeSchema):
    """What the supervisor says."""

    text = Text(
        "催办意见", maximum=LONGEST_TEXT, widget="textarea",
        hint="发给目前经办这件的人员，并记入办理记录；请勿写当事人的个人信息",
    )  # fmt: skip
    by_sms = Tick("同时发短信", hint="发给登记了手机号码的经办人员；只写编号、环节和链接")
    to_groups = Tick("同时发到工作群", hint="钉钉、政务微信工作群；只写编号、环节和链接")


def _schema() -> UrgingSchema:
    """With the channels that the house has."""
    has_group = any(messengers.is_set(group) for group in messengers.GROUPS)
    has = {"by_sms": messengers.is_set(outbox.SMS), "to_groups": has_group}
    return UrgingSchema(exclude=[name for name, is_there in has.items() if not is_there])


@bp.route("/cases/<number>/urge", methods=["GET", "POST"])
@requires(Permission.URGE)
def urge(number: str) -> ResponseReturnValue:
    """The form, and the act."""
    case = reach.supervised_case(number)
    if not reach.may_urge(case.organ_id):
        abort(403)
    if request.method == "GET":
        return _page(case, {"text": SUGGESTED}, {})
    try:
        result = _urge(case)
    except RuleViolation as refusal:
        return _page(case, typed_values(), refusal.fields or {"": refusal.message}), refusal.status
    flash(f"已催办 {result['case']}，通知 {result['receivers']}", "success")
    return redirect(came_from.way_back())


@bp.route("/urge", methods=["GET", "POST"])
@requires(Permission.URGE)
def urge_many() -> ResponseReturnValue:
    """一键催办: the chosen cases with one text; each is an act of its own, and the answer names every one."""
    chosen = [reach.supervised_case(number) for number in request.values.getlist("ids")[:PAGE_SIZE]]
    if not chosen:
        flash("请先勾选要催办的办件", "warning")
        return redirect(came_from.way_back())
    if request.method == "GET":
        return _batch_page(chosen, {"text": SUGGESTED}, {})
    typed = {name: request.form[name] for name in _schema().fields if name in request.form}
    try:
        values = load_schema(_schema(), typed)
    except InvalidInput as refusal:
        return _batch_page(chosen, typed, refusal.fields), refusal.status
    _tell([(case.number, _urge_one(case, values)) for case in chosen])
    return redirect(came_from.way_back())


def _urge_one(case: Case, values: dict[str, Any]) -> str:
    """Why it was not urged; empty when it was."""
    number, case_id = case.number, case.id
    try:
        _perform(case_id, values, number)
    except RuleViolation as refusal:
        return refusal.message
    return ""


def _tell(results: list[tuple[str, str]]) -> None:
    done = [number for number, refusal in results if not refusal]
    if done:
        flash(f"已催办 {len(done)} 件：{'、'.join(done)}", "success")
    for number, refusal in results:
        if refusal:
            flash(f"{number} 没有催办：{refusal}", "warning")


def _batch_page(chosen: list[Case], typed: dict[str, Any], errors: dict[str, str]) -> str:
    rows = rows_of(listed_cases([case.id for case in chosen]), timekeeping.now(), may_urge=False)
    fields = field_views(_schema(), typed, errors)
    return render_template(
        "board/urge_many.html", rows=rows, fields=fields, errors=errors, **came_from.for_page()
    )


def _urge(case: Case) -> dict[str, Any]:
    return _perform(case.id, load_schema(_schema(), typed_values()))


def _perform(case_id: int, values: dict[str, Any], part: str = "") -> dict[str, Any]:
    return perform(
        urge_case, actor=acting(), now=timekeeping.now(), key=sending_key(part), case_id=case_id, **values
    )


def _page(case: Case, typed: dict[str, Any], errors: dict[str, str]) -> str:
    now, earlier = timekeeping.now(), urgings_of(case)
    hands = hands_of(case, timekeeping.today())
    return render_template(
        "board/urge.html", case=case, errors=errors,
        row=rows_of(listed_cases([case.id]), now, may_urge=False)[0],
        receivers=hands.receivers, way=way_words(hands.receivers), stuck=stuck_words(hands.stuck),
        may_intervene=reach.may_intervene(), urged=urged_at(case, now),
        fields=field_views(_schema(), typed, errors), earlier=earlier,
        sent=sent_words(case, earlier, now), **came_from.for_page(),
    )  # fmt: skip
