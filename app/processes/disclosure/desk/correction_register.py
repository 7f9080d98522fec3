"""登记更正申请 (第四十一条): a paper that asks for a correction, in one page, like an application."""

from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.law.errors import RuleViolation
from app.office.permissions import Permission
from app.processes.disclosure import correction_application_acts as acts
from app.processes.disclosure import query_codes
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.register import (
    SECTIONS,
    files_field,
    laid_out,
    organ_field,
    own_organs,
    parts_of,
    to_code,
)
from app.web.access import requires
from app.web.acting import acting, errors_of, faults_beside, sending_key, typed_values
from app.web.chosen_files import KEPT, ChosenFiles, chosen_files
from app.web.fields import new_form_key
from app.web.form_fields import form_view

HINT = "更正申请书、身份证明、证明记录不准确的材料；PDF、OFD、DOCX、XLSX、JPG、PNG，合计不超过 30 MB"


@bp.route("/corrections/register", methods=["GET", "POST"])
@requires(Permission.REGISTER_CASE)
def register_correction() -> ResponseReturnValue:
    """The page, and what is sent from it."""
    if request.method == "POST":
        return _register(chosen_files())
    start = {"arrived_on": timekeeping.today().isoformat(), "applicant_kind": "natural_person",
             "identity_document": "resident_id", "reply_way": "post"}  # fmt: skip
    return _page(start, {}, ChosenFiles())


def _register(chosen: ChosenFiles) -> ResponseReturnValue:
    typed = {name: value for name, value in typed_values().items() if name != KEPT}
    organ, key = typed.pop("organ", ""), sending_key() or f"desk:{g.person.id}:{new_form_key()}"
    sent = {"organ_code": organ, "data": typed, "uploads": chosen.uploads,
            "query_code": query_codes.hashed(query_codes.code_for(key))}  # fmt: skip
    if chosen.problem:
        errors = faults_beside({"files": chosen.problem}, acts.register_correction, **sent)
        return _page({**typed, "organ": organ}, errors, chosen), 422
    try:
        result = perform(acts.register_correction, actor=acting(), now=timekeeping.now(), key=key, **sent)
    except RuleViolation as refused:
        return _page({**typed, "organ": organ}, errors_of(refused), chosen), 422
    return to_code(result["number"], key)


def _page(typed: dict[str, Any], errors: dict[str, str], chosen: ChosenFiles) -> str:
    organs, paper = own_organs(), acts.paper_schema()
    parts = parts_of(paper, typed, errors)
    sections = [(title, note, laid_out(paper, names, parts)) for title, note, names in SECTIONS]
    asked = form_view(acts.OnPaperSchema(), typed, errors).parts
    for part in asked:
        part.view.wide = True
    sections[2] = ("要求更正的信息", "条例第四十一条：有证据证明与自身相关的信息记录不准确", asked)
    return render_template(
        "disclosure/desk/register.html", sections=sections, organ=organ_field(organs, typed, errors), organs=organs,
        files=files_field(errors, HINT), notes=chosen.notes, errors=errors, today=timekeeping.today(), post=None,
        action="disclosure.register_correction", heading="登记更正申请",
        lead="当面、信函、传真收到的更正申请在此登记；证明材料须一并扫描",
    )  # fmt: skip
