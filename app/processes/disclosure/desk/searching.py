"""检索记录: the list, a further search, and an entry corrected by a later one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.models import Case
from app.office.permissions import Permission, allows, check
from app.processes.disclosure import search_acts
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.models import SearchRecord
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.search_rows import search_rows
from app.processes.disclosure.searches import is_reply_out, record_of
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.chosen_files import ACCEPT, KEPT, ChosenFiles, chosen_files
from app.web.fields import FieldView
from app.web.form_fields import form_view

Errors = dict[str, str]


def _case(number: str) -> Case:
    """The case, if it may be read and searches of it entered. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.RECORD_SEARCH, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/searches")
@signed_in
def show_searches(number: str) -> str:
    """Every entry, those that were corrected included, for whoever reads the case."""
    case, standing = own_case(number, current_standing()), current_standing()
    may_enter = allows(Permission.RECORD_SEARCH, standing, case, standing.on)
    return render_template("disclosure/desk/searches.html", case=case, rows=search_rows(case),
                           may_enter=may_enter and case.is_open and not is_reply_out(case))  # fmt: skip


@bp.get("/<number>/searches/new")
@signed_in
def ask_search(number: str) -> str:
    """What was searched."""
    case = _case(number)
    return _page(case, None, _usual(case), {}, ChosenFiles())


@bp.post("/<number>/searches/new")
@signed_in
def record_search(number: str) -> ResponseReturnValue:
    """Enter it."""
    case, typed, chosen = _case(number), _typed(), chosen_files()
    if errors := _attempted(search_acts.record_search, case, typed, chosen):
        return _page(case, None, typed, errors, chosen), 422
    flash("已登记检索记录", "success")
    return redirect(url_for(".show_searches", number=number))


@bp.get("/<number>/searches/<int:which>/correction")
@signed_in
def ask_search_correction(number: str, which: int) -> str:
    """The entry as it is, to be written anew."""
    case = _case(number)
    record = _record(case, which)
    return _page(case, record, _written(record), {}, ChosenFiles())


@bp.post("/<number>/searches/<int:which>/correction")
@signed_in
def correct_search(number: str, which: int) -> ResponseReturnValue:
    """A later entry takes its place."""
    case, typed, chosen = _case(number), _typed(), chosen_files()
    record = _record(case, which)
    if errors := _attempted(search_acts.correct_search, case, typed, chosen, number=which):
        return _page(case, record, typed, errors, chosen), 422
    flash("已更正。原记录和更正的原因都已存档", "success")
    return redirect(url_for(".show_searches", number=number))


def _typed() -> dict[str, Any]:
    """The fields of the search; the notes of files that wait are read with the files."""
    return {name: value for name, value in typed_values().items() if name != KEPT}


def _record(case: Case, which: int) -> SearchRecord:
    record = record_of(case, which)
    if record is None:
        raise NotFound()
    return record


def _attempted(use: Any, case: Case, typed: dict[str, Any], chosen: ChosenFiles, **more: Any) -> Errors:
    return attempt(use, case, chosen.problem, data=typed, uploads=chosen.uploads, **more)


def _usual(case: Case) -> dict[str, Any]:
    """A search of today by the unit that handles the request."""
    unit = case.handling_unit or case.organ
    return {"searched_on": timekeeping.today().isoformat(), "unit": unit.code}


def _written(record: SearchRecord) -> dict[str, Any]:
    names = ("scope", "method", "keywords", "persons_asked", "finding", "result")
    return {
        **{name: getattr(record, name) for name in names}, "unit": record.unit.code if record.unit else "",
        "began_on": record.began_on.isoformat() if record.began_on else "",
        "searched_on": record.searched_on.isoformat(),
    }  # fmt: skip


def _page(
    case: Case, corrects: SearchRecord | None, typed: dict[str, Any], errors: Errors, chosen: ChosenFiles
) -> str:
    schema: Schema = search_acts.search_schema(case, timekeeping.today(), corrects=corrects is not None)
    chooser = FieldView(
        "files", "附件", error=errors.get("files", ""), type="file", accept=ACCEPT, multiple=True,
        hint="检索界面截图、档案目录复印件等，合计不超过 30 MB，只在案卷内",
    )  # fmt: skip
    return render_template("disclosure/desk/search.html", case=case, corrects=corrects, errors=errors, chooser=chooser,
                           fields=form_view(schema, typed, errors).parts, notes=chosen.notes)  # fmt: skip
