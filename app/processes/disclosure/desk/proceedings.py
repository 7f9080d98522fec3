"""行政复议、行政诉讼 on the desk: the list, an application, its ruling, and an entry corrected by a later one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from app import timekeeping
from app.casework.acts.commands import UseCase
from app.casework.acts.errors import NotFound
from app.casework.models import Case
from app.office.permissions import Permission, allows, check
from app.processes.disclosure import proceeding_acts as acts
from app.processes.disclosure import redo
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.models import ProceedingRecord
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.proceedings import proceeding_rows, record_of, why_answered_here
from app.web.access import current_standing, signed_in
from app.web.acting import attempt, typed_values
from app.web.chosen_files import ACCEPT, KEPT, ChosenFiles, chosen_files
from app.web.fields import FieldView
from app.web.form_fields import form_view

FILES_HINT = "受理、应诉通知书，复议决定书，判决书等，合计不超过 30 MB，只在案卷内"


@dataclass(frozen=True)
class Doing:
    """One act: its title, its form, what is said when it is done."""

    title: str
    schema: Callable[[], Schema]
    use: UseCase
    done: str


DOINGS: Mapping[str, Doing] = {
    "new": Doing("登记行政复议、行政诉讼", acts.ApplicationSchema, acts.record_proceeding, "已登记"),
    "ruling": Doing("登记结果", acts.RulingSchema, acts.record_ruling, "已登记结果"),
    "correction": Doing("更正记录", acts.CorrectionSchema, acts.correct_proceeding, "已更正。原记录和原因都已存档"),
}  # fmt: skip


def _case(number: str) -> Case:
    """The case, if it may be read and proceedings of it entered. Raises NotFound or NotAllowed."""
    case = own_case(number, current_standing())
    check(Permission.RECORD_PROCEEDING, current_standing(), case, timekeeping.today())
    return case


@bp.get("/<number>/proceedings")
@signed_in
def show_proceedings(number: str) -> str:
    """Every entry, for whoever reads the case."""
    case, standing = own_case(number, current_standing()), current_standing()
    may_enter = allows(Permission.RECORD_PROCEEDING, standing, case, standing.on)
    rows = proceeding_rows(case)
    anew = {row.record.number: redo.redo_of(row.record) for row in rows if row.reopens}
    here = {row.record.number: why_answered_here(case, row.record) for row in rows if row.reopens}
    return render_template("disclosure/desk/proceedings.html", case=case, rows=rows, anew=anew, here=here,
                           may_enter=may_enter)  # fmt: skip


@bp.get("/<number>/proceedings/new")
@signed_in
def ask_proceeding(number: str) -> str:
    """What was begun."""
    return _page(_case(number), "new", None, {}, {}, ChosenFiles())


@bp.post("/<number>/proceedings/new")
@signed_in
def record_proceeding(number: str) -> ResponseReturnValue:
    """Enter it."""
    return _attempted(_case(number), "new", None)


@bp.get("/<number>/proceedings/<int:which>/<any(ruling, correction):doing>")
@signed_in
def ask_about_proceeding(number: str, which: int, doing: str) -> str:
    """How it ended, or the entry to be written anew."""
    case = _case(number)
    record = _record(case, which)
    written = {} if doing == "ruling" else _written(record)
    return _page(case, doing, record, written, {}, ChosenFiles())


@bp.post("/<number>/proceedings/<int:which>/<any(ruling, correction):doing>")
@signed_in
def settle_proceeding(number: str, which: int, doing: str) -> ResponseReturnValue:
    """Enter it."""
    case = _case(number)
    return _attempted(case, doing, _record(case, which))


@bp.post("/<number>/proceedings/<int:which>/redo")
@signed_in
def open_redo(number: str, which: int) -> ResponseReturnValue:
    """Open the case in which it is replied anew."""
    case = _case(number)
    order = _record(case, which)
    if errors := attempt(redo.open_redo, case, number=which):
        flash("；".join(errors.values()), "warning")
        return redirect(url_for(".show_proceedings", number=number))
    found = redo.redo_of(order)
    flash("已开立重新答复件，期限自收到决定、判决或者判决生效的次日起算", "success")
    return redirect(url_for("desk.show_case", number=found.later.number if found else number))


def _record(case: Case, which: int) -> ProceedingRecord:
    record = record_of(case, which)
    if record is None:
        raise NotFound()
    return record


def _attempted(case: Case, doing: str, record: ProceedingRecord | None) -> ResponseReturnValue:
    chosen, what = chosen_files(), DOINGS[doing]
    typed = {name: value for name, value in typed_values().items() if name != KEPT}
    more = {"number": record.number} if record is not None else {}
    errors = attempt(what.use, case, chosen.problem, data=typed, uploads=chosen.uploads, **more)
    if errors:
        return _page(case, doing, record, typed, errors, chosen), 422
    flash(what.done, "success")
    return redirect(url_for(".show_proceedings", number=case.number))


def _written(record: ProceedingRecord) -> dict[str, Any]:
    names = (*acts.OF_APPLICATION, *acts.OF_RULING)
    found = {name: getattr(record, name) for name in names}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()
    }


def _page(
    case: Case, doing: str, record: ProceedingRecord | None, typed: dict[str, Any], errors: dict[str, str],
    chosen: ChosenFiles,
) -> str:  # fmt: skip
    what = DOINGS[doing]
    schema = acts.ruling_schema(record.kind) if record and doing == "ruling" else what.schema()
    chooser = FieldView("files", "附件", error=errors.get("files", ""), type="file", accept=ACCEPT, multiple=True,
                        hint=FILES_HINT)  # fmt: skip
    return render_template("disclosure/desk/proceeding.html", case=case, record=record, doing=doing, what=what,
                           errors=errors, chooser=chooser, notes=chosen.notes,
                           fields=form_view(schema, typed, errors).parts)  # fmt: skip
