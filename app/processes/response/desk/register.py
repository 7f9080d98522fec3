"""登记舆情: source and copy, place, the moments, level with its reason."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.law.errors import RuleViolation
from app.office.models import OrgUnit
from app.office.organs import numbering_organs
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.processes.response.desk.blueprint import bp
from app.processes.response.registration import ConcernSchema, register_concern
from app.web.access import current_standing, requires
from app.web.acting import acting, faults_beside, sending_key, typed_values
from app.web.chosen_files import ACCEPT, KEPT, ChosenFiles, chosen_files
from app.web.fields import FieldView
from app.web.form_fields import FormPart, form_view

SECTIONS = (
    ("关切什么", "写概括，不写个人信息；原文作为副本上传", ("topic", "kind", "place", "policy", "detail")),
    ("来源和凭证", "链接和副本至少有一样；副本按文件校验值保存", ("source", "link", "captured_at")),
    ("时间", "时限自获知时刻起连续计算，夜间、休息日都计入", ("happened_at", "appeared_at", "known_at")),
    ("等级", "特别重大、重大突发事件：5 小时内发布权威信息，24 小时内举行新闻发布会；其他 48 小时内回应",
     ("is_emergency", "raises_opinion", "level", "level_reason")),
)  # fmt: skip
ORDER = ("organ", *(name for _title, _note, names in SECTIONS for name in names))
"""The fields from top to bottom; the copies stand below the link."""
WIDE = ("topic", "detail", "link", "level_reason", "level", "policy", "is_emergency", "raises_opinion")


def own_organs() -> list[OrgUnit]:
    """The organs at which the person registers today."""
    return numbering_organs(current_standing().organs_as({Role.INTAKE_CLERK}), timekeeping.today())


@bp.get("/register")
@requires(Permission.REGISTER_CASE)
def register_page() -> ResponseReturnValue:
    """The empty form."""
    return _page({}, {}, ChosenFiles())


@bp.post("/register")
@requires(Permission.REGISTER_CASE)
def register() -> ResponseReturnValue:
    """What is refused comes back with everything that was typed, and the files wait."""
    chosen = chosen_files()
    typed = {name: value for name, value in typed_values().items() if name != KEPT}
    data = {name: value for name, value in typed.items() if name != "organ"}
    sent = {"organ_code": typed.get("organ", ""), "data": data, "uploads": chosen.uploads}
    if chosen.problem:
        return _page(typed, faults_beside({"files": chosen.problem}, register_concern, **sent), chosen), 422
    try:
        done = perform(register_concern, actor=acting(), now=timekeeping.now(), key=sending_key(), **sent)
    except RuleViolation as refused:
        return _page(typed, dict(refused.fields) or {"": refused.message}, chosen), refused.status
    flash(f"已登记，编号 {done['number']}，时限已起算", "success")
    return redirect(url_for("desk.show_case", number=done["number"]))


def _page(typed: dict[str, Any], errors: Mapping[str, str], chosen: ChosenFiles) -> str:
    organs = own_organs()
    parts = {part.view.name: part for part in form_view(ConcernSchema(), typed, errors).parts}
    organ = FieldView(
        "organ", "受理机关", typed.get("organ") or (organs[0].code if len(organs) == 1 else ""),
        errors.get("organ", ""), required=True, type="select", choices=[(one.code, one.name) for one in organs],
    )  # fmt: skip
    files = FieldView(
        "files", "副本", error=errors.get("files", ""), type="file", accept=ACCEPT, multiple=True, wide=True,
        hint="截图、照片、来信扫描件；PDF、OFD、DOCX、XLSX、JPG、PNG，合计不超过 30 MB",
    )  # fmt: skip
    return render_template(
        "response/register.html", sections=[(title, note, _laid_out(parts, names)) for title, note, names in SECTIONS],
        organ=organ, organs=organs, files=files, notes=chosen.notes, errors=_in_order(errors),
    )  # fmt: skip


def _in_order(errors: Mapping[str, str]) -> dict[str, str]:
    """As the fields follow each other on the page; what belongs to no field comes first."""
    place = {name: number for number, name in enumerate(("", *ORDER))}
    place["files"] = place["link"]
    return dict(sorted(errors.items(), key=lambda one: place.get(one[0], len(place))))


def _laid_out(parts: Mapping[str, FormPart], names: tuple[str, ...]) -> list[FormPart]:
    for name in names:
        parts[name].view.wide = name in WIDE
    return [parts[name] for name in names]
