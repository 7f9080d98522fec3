"""添加材料: papers for the case file. What goes out with the reply has a page of its own (reply_files)."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.processes.disclosure import use_cases
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key
from app.web.chosen_files import ACCEPT, ChosenFiles, chosen_files
from app.web.fields import Choice, FieldView

PURPOSES = {
    "proof": ("送达、收件凭证", "只在案卷内"),
    "material": ("机关内部材料", "只在案卷内"),
    "clarification": ("申请人的补正材料", "收到之日起作为补正答复处理"),
}


@bp.route("/<number>/papers", methods=["GET", "POST"])
@signed_in
def add_papers(number: str) -> ResponseReturnValue:
    """Choose files and what they are for."""
    case = own_case(number, current_standing())
    check(Permission.RECORD_DELIVERY, current_standing(), case, timekeeping.today())
    if request.method == "GET":
        return _page(case, {}, [])
    return _add(case, chosen_files())


def _add(case: Case, chosen: ChosenFiles) -> ResponseReturnValue:
    purpose, errors = request.form.get("purpose", ""), {}
    if purpose not in PURPOSES:
        errors["purpose"] = "请选择材料用途"
    if chosen.problem or not chosen.uploads:
        errors["files"] = chosen.problem or "请选择文件"
    if errors:
        return _page(case, errors, chosen.notes), 422
    number = case.number
    try:
        perform(
            use_cases.add_papers,
            actor=acting(),
            now=timekeeping.now(),
            key=sending_key(),
            case_id=case.id,
            uploads=chosen.uploads,
            purpose=purpose,
        )
    except RuleViolation as refused:
        return _page(case, {"": refused.message}, chosen.notes), refused.status
    flash(f"已添加 {len(chosen.uploads)} 份材料", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, errors: dict[str, str], notes: list[tuple[str, str]]) -> str:
    choices = [Choice(value, words, note) for value, (words, note) in PURPOSES.items()]
    purpose = FieldView(
        "purpose",
        "材料用途",
        request.values.get("purpose", ""),
        errors.get("purpose", ""),
        required=True,
        type="radio",
        choices=choices,
    )
    files = FieldView(
        "files",
        "文件",
        error=errors.get("files", ""),
        hint="PDF、OFD、DOCX、XLSX、JPG、PNG，合计不超过 30 MB",
        required=not notes,
        type="file",
        accept=ACCEPT,
        multiple=True,
    )
    return render_template(
        "disclosure/desk/papers.html", case=case, errors=errors, fields=[purpose, files], notes=notes
    )
