"""导入历史台账: choose a file, look at what it would bring, take it over whole or not at all."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.ledger.acts import LedgerFile, import_ledger
from app.casework.ledger.checking import MOST_FAULTS, Checked, check_ledger
from app.casework.ledger.files import read_upload
from app.casework.ledger.spreadsheet import EXCEL
from app.casework.ledger.template import template_of
from app.database import db
from app.desk.blueprint import bp
from app.law.errors import RuleViolation
from app.office.models import OrgUnit
from app.office.permissions import AtOrgan, Permission, allows
from app.web.access import current_standing, requires
from app.web.acting import acting, sending_key
from app.web.chosen_files import ChosenFiles, chosen_files
from app.web.downloads import attachment
from app.web.fields import FieldView


@bp.get("/ledger")
@requires(Permission.IMPORT_LEDGER)
def show_ledger() -> ResponseReturnValue:
    """The form, and the empty ledger for download."""
    return _page({}, [])


@bp.get("/ledger/template")
@requires(Permission.IMPORT_LEDGER)
def download_ledger_template() -> ResponseReturnValue:
    """The empty ledger of a process."""
    process = _process(request.args.get("process", ""))
    assert process.ledger.schema is not None
    return attachment(template_of(process.ledger.schema()), f"{process.title}台账模板.xlsx", EXCEL)


@bp.post("/ledger")
@requires(Permission.IMPORT_LEDGER)
def take_over_ledger() -> ResponseReturnValue:
    """Look only, or look and take over."""
    chosen = chosen_files()
    if chosen.problem or len(chosen.uploads) != 1:
        words = chosen.problem or (
            "请选择台账文件" if not chosen.uploads else "每次导入一份台账，请只选一个文件"
        )
        return _page({"files": words}, []), 422
    try:
        ledger = read_upload(chosen.uploads[0])
        checked = _look(ledger)
        if checked.faults or not request.form.get("take_over"):
            return _page({}, chosen.notes, checked), 422 if checked.faults else 200
        return _take_over(ledger)
    except RuleViolation as refused:
        return _page(dict(refused.fields) or {"": refused.message}, chosen.notes), refused.status


def _look(ledger: LedgerFile) -> Checked:
    process, organs = _process(request.form.get("process", "")), _own_organs()
    return check_ledger(
        ledger.workbook, process.ledger, process.key, organs, _usual(organs), timekeeping.today()
    )


def _take_over(ledger: LedgerFile) -> ResponseReturnValue:
    organs = _own_organs()
    usual = _usual(organs)
    done = perform(
        import_ledger, actor=acting(), now=timekeeping.now(), key=sending_key(),
        process=_process(request.form.get("process", "")).key, ledger=ledger,
        organ_codes=[one.code for one in organs], usual=usual.code if usual else "",
    )  # fmt: skip
    flash(f"已导入 {done['taken_over']} 件；以前已导入、没有变化 {done['known']} 件", "success")
    return redirect(url_for("desk.list_register"))


def _page(errors: dict[str, str], notes: ChosenFiles | Any, checked: Checked | None = None) -> str:
    organs, processes = _own_organs(), _processes()
    usual = _usual(organs)
    file = FieldView(
        "files", "台账文件", error=errors.get("files", ""), hint="xlsx，一次一份；公式请先转为数值",
        required=not notes, type="file", accept=".xlsx",
    )  # fmt: skip
    return render_template(
        "desk/ledger.html", errors=errors, notes=notes, checked=checked, file=file, most=MOST_FAULTS,
        process=_process(request.values.get("process", "")), processes=processes,
        organ=FieldView(
            "organ", "没有写明机关的行归入", usual.code if usual else "", required=True, type="select",
            choices=[(one.code, one.name) for one in organs],
        ),
    )  # fmt: skip


def _processes() -> list[Process]:
    return [one for one in platform().processes.values() if one.ledger.schema is not None]


def _process(key: str) -> Process:
    """The one asked for, or the first that has a ledger."""
    known = _processes()
    return next((one for one in known if one.key == key), known[0])


def _own_organs() -> list[OrgUnit]:
    """The organs whose ledgers the person may bring in."""
    query = select(OrgUnit).where(OrgUnit.valid_on(timekeeping.today()), OrgUnit.document_code != "")
    organs = db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code))
    standing = current_standing()
    may = Permission.IMPORT_LEDGER
    return [one for one in organs if allows(may, standing, AtOrgan(one.id), standing.on)]


def _usual(organs: list[OrgUnit]) -> OrgUnit | None:
    wanted = request.values.get("organ", "")
    return next((one for one in organs if one.code == wanted), organs[0] if len(organs) == 1 else None)
