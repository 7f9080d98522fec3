"""Pages: from which day administrators need a second factor, who has none, and the way back after a lost phone."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin.accounts import account_within_reach
from app.admin.blueprint import bp
from app.admin.people import to_proposal
from app.admin.sending import run, sent
from app.casework.administration import accounts, factors, guarded
from app.casework.contract.fields import Day
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.office import factor_policy
from app.office.permissions import Permission
from app.web.access import current_standing, requires, signed_in
from app.web.filters import plain_date
from app.web.schema_fields import field_views


class PolicySchema(OfficeSchema):
    """From which day."""

    obligatory_from = Day("自哪一天起必须使用", required=False, hint="不填为不要求；另一名管理员同意后生效")


@bp.route("/second-factor", methods=["GET", "POST"])
@requires(Permission.AGREE_TO_PROPOSAL)
def show_factors() -> ResponseReturnValue:
    """The requirement with the form that proposes another, and the guarded accounts within reach."""
    standing, schema = current_standing(), PolicySchema()
    form = sent(lambda typed: run(factors.propose_factor_policy, **load_schema(schema, typed))["proposal"])
    if form.is_done:
        return to_proposal(form.result)
    fields = field_views(schema, form.values({"obligatory_from": factor_policy.decided()}), form.errors)
    found = factors.guarded_accounts(standing)
    return render_template(
        "admin/factors.html", facts_list=_requirement(), may_decide=factors.may_decide_policy(standing),
        fields=fields, errors=form.errors, guarded=found, missing=sum(not one.has_factor for one in found),
    ), form.status  # fmt: skip


@bp.route("/people/<row_id:person_id>/second-factor", methods=["GET", "POST"])
@signed_in
def reset_factor(person_id: int) -> ResponseReturnValue:
    """Asked once. That of one of the three administrators is proposed."""
    person = account_within_reach(person_id)
    is_guarded = accounts.is_guarded(person, timekeeping.today())
    use = guarded.propose_factor_reset if is_guarded else factors.reset_factor
    form = sent(lambda _typed: run(use, person_id=person_id))
    if form.is_done and is_guarded:
        return to_proposal(form.result["proposal"])
    if form.is_done:
        flash(f"已重置{person.name}的双因素登录", "success")
        return redirect(url_for(".show_person", person_id=person_id))
    return render_template(
        "admin/reset_factor.html", person=person, is_guarded=is_guarded, errors=form.errors
    ), form.status


def _requirement() -> list[dict[str, Any]]:
    decided, configured = factor_policy.decided(), factor_policy.configured()
    lines = [{"label": "管理员账号", "value": _in_words(factor_policy.obligatory_from())}]
    if configured is not None:
        note = "由安装配置设定，页面上不能推迟"
        lines.append({"label": "安装配置", "value": _in_words(configured), "note": note})
        lines.append({"label": "页面设定", "value": _in_words(decided)})
    return lines


def _in_words(day: date | None) -> str:
    return f"自 {plain_date(day)} 起必须使用" if day else "不要求，可以自行设置"
