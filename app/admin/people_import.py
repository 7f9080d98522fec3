"""Pages: 批量导入人员: choose a spreadsheet, look at what it would bring, take it over whole or not at all."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.admin.blueprint import bp
from app.admin.sending import run
from app.casework.administration.people_file import MOST_PEOPLE, CheckedPeople, PersonRowSchema, check_people
from app.casework.administration.people_import import import_people
from app.casework.administration.scope import units_within
from app.casework.ledger.checking import MOST_FAULTS
from app.casework.ledger.files import read_upload
from app.casework.ledger.spreadsheet import EXCEL
from app.casework.ledger.template import template_of
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.chosen_files import ChosenFiles, chosen_files
from app.web.downloads import attachment
from app.web.fields import FieldView

ONE_FILE = "请选择一份人员名单"


@bp.get("/people/import")
@requires(Permission.ADMINISTER_OFFICE)
def show_people_import() -> ResponseReturnValue:
    """The form, and the empty list for download."""
    return _page({}, ChosenFiles())


@bp.get("/people/import/template")
@requires(Permission.ADMINISTER_OFFICE)
def download_people_template() -> ResponseReturnValue:
    """The empty list of people."""
    return attachment(template_of(PersonRowSchema(), "人员名单"), "人员名单模板.xlsx", EXCEL)


@bp.post("/people/import")
@requires(Permission.ADMINISTER_OFFICE)
def take_over_people() -> ResponseReturnValue:
    """Look only, or look and take over."""
    chosen = chosen_files()
    if chosen.problem or len(chosen.uploads) != 1:
        return _page({"files": chosen.problem or ONE_FILE}, ChosenFiles()), 422
    try:
        people, standing = read_upload(chosen.uploads[0]), current_standing()
        checked = check_people(people.workbook, units_within(standing, standing.on))
        if checked.faults or not request.form.get("take_over"):
            return _page({}, chosen, checked), 422 if checked.faults else 200
        done = run(import_people, people=people)
    except RuleViolation as refused:
        return _page(dict(refused.fields) or {"": refused.message}, chosen), refused.status
    flash(f"已导入 {done['people']} 人，还没有密码；请按机关生成首次密码单，当面交给本人", "success")
    return redirect(url_for(".give_first_passwords"))


def _page(errors: dict[str, str], chosen: ChosenFiles, checked: CheckedPeople | None = None) -> str:
    file = FieldView(
        "files", "人员名单", error=errors.get("files", ""), required=not chosen.uploads, type="file",
        hint=f"xlsx，一次一份，最多 {MOST_PEOPLE} 人；公式请先转为数值", accept=".xlsx",
    )  # fmt: skip
    return render_template(
        "admin/people_import.html", errors=errors, notes=chosen.notes, checked=checked, file=file,
        most=MOST_FAULTS,
    )  # fmt: skip
