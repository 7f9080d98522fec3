"""添加材料: papers for the case file. What goes out with a letter has a page of its own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.law.errors import RuleViolation
from app.office.permissions import Permission, check
from app.steps.finding import needed_step
from app.steps.papers import Papers, add_papers
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key
from app.web.chosen_files import ACCEPT, ChosenFiles, chosen_files
from app.web.fields import Choice, FieldView


@bp.route("/cases/<number>/papers", methods=["GET", "POST"], endpoint="add_papers")
@signed_in
def choose_papers(number: str) -> ResponseReturnValue:
    """Choose files and what they are for."""
    case = readable_case(number, current_standing())
    check(Permission.RECORD_DELIVERY, current_standing(), case, timekeeping.today())
    step = needed_step(case, Papers, "添加材料")
    if request.method == "GET":
        return _page(case, step, {}, [])
    return _add(case, step, chosen_files())


def _add(case: Case, step: Papers, chosen: ChosenFiles) -> ResponseReturnValue:
    purpose, errors = request.form.get("purpose", ""), {}
    if purpose not in step.purposes:
        errors["purpose"] = "请选择材料用途"
    if chosen.problem or not chosen.uploads:
        errors["files"] = chosen.problem or "请选择文件"
    if errors:
        return _page(case, step, errors, chosen.notes), 422
    number = case.number
    try:
        perform(add_papers, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id,
                uploads=chosen.uploads, purpose=purpose)  # fmt: skip
    except RuleViolation as refused:
        return _page(case, step, dict(refused.fields) or {"": refused.message}, chosen.notes), refused.status
    flash(f"已添加 {len(chosen.uploads)} 份材料", "success")
    return redirect(url_for("desk.show_case", number=number))


def _page(case: Case, step: Papers, errors: dict[str, str], notes: list[tuple[str, str]]) -> str:
    choices = [Choice(value, words, note) for value, (words, note) in step.purposes.items()]
    purpose = FieldView(
        "purpose", "材料用途", request.values.get("purpose", ""), errors.get("purpose", ""), required=True,
        type="radio", choices=choices,
    )  # fmt: skip
    files = FieldView(
        "files", "文件", error=errors.get("files", ""), hint="PDF、OFD、DOCX、XLSX、JPG、PNG，合计不超过 30 MB",
        required=not notes, type="file", accept=ACCEPT, multiple=True,
    )  # fmt: skip
    return render_template("desk/papers.html", case=case, errors=errors, fields=[purpose, files], notes=notes)
