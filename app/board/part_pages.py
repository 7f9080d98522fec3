"""Pages: 未来四周, 逾期和临期, 办理分析 and 环节用时, on screen, paper and as a spreadsheet; the work behind a step."""

from typing import Any

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import reach
from app.board.analysis import level_of
from app.board.blueprint import bp
from app.board.pages import choices_of_process, list_url, may_export
from app.board.parts import PARTS
from app.board.steps import Completed, StepTime, steps, taken, was_late
from app.board.wanted import NOBODY, Wanted, process_asked_for, processes
from app.casework.acts.errors import NotFound
from app.casework.ledger.lists import CaseSheet
from app.casework.ledger.spreadsheet import written
from app.office.permissions import Permission
from app.web.access import requires
from app.web.page_number import place_asked_for
from app.web.spreadsheets import handed_out

ANY_PART = "/<any(ahead, pressing, analysis, steps):part>"


@bp.get(ANY_PART)
@requires(Permission.READ_BOARD)
def show_part(part: str) -> str:
    """The page."""
    return render_template("board/part.html", may_export=may_export(), **_context(part))


@bp.get(f"{ANY_PART}/print")
@requires(Permission.READ_BOARD)
def print_part(part: str) -> str:
    """The same on paper."""
    found = _context(part)
    back = url_for("board.show_part", part=part, **found["narrowed"])
    return render_template("board/part_print.html", printed_by=g.person.name, back=back, **found)


@bp.post(f"{ANY_PART}/export")
@requires(Permission.READ_BOARD)
def export_part(part: str) -> ResponseReturnValue:
    """Its tables as a spreadsheet."""
    if not may_export():
        abort(403)
    found = _context(part)
    sheets = PARTS[part].sheets(found)
    words = next((title for key, title in choices_of_process() if key == found["process"]), "")
    return handed_out(written(sheets), sum(len(rows) for _, _, rows in sheets), PARTS[part].title, words)


@bp.get("/steps/<process>/<node>")
@requires(Permission.READ_BOARD)
def show_step(process: str, node: str) -> str:
    """The completed work that a number of 环节用时 counts."""
    step, work = _step(process, node)
    page = work.page(place_asked_for(), step.late if work.late_only else step.number)
    return render_template(
        "board/step.html", page=page, step=step, work=work, taken=taken, was_late=was_late, may_export=may_export(),
        address=lambda number, **beside: _step_url(work, page=number, **beside), step_url=_step_url,
    )  # fmt: skip


@bp.post("/steps/<process>/<node>/export")
@requires(Permission.READ_BOARD)
def export_step(process: str, node: str) -> ResponseReturnValue:
    """The same work whole, as a spreadsheet."""
    if not may_export():
        abort(403)
    step, work = _step(process, node)
    sheet, title = CaseSheet(), f"{step.title}{'（逾期办理）' if work.late_only else ''}"
    return handed_out(sheet.of_items(title, work.every()), sheet.rows, title, "近 12 个月")


def _step(process: str, node: str) -> tuple[StepTime, Completed]:
    """The step and its work. Raises NotFound for one that nobody completed here in the last twelve months."""
    now, organ_ids = timekeeping.now(), reach.organ_ids()
    found = next((one for one in steps(organ_ids, now, process) if one.node == node), None)
    if found is None:
        raise NotFound
    return found, Completed(organ_ids, process, node, now, late_only=request.args.get("late") == "1")


def _step_url(work: Completed, endpoint: str = "board.show_step", **more: Any) -> str:
    late: dict[str, Any] = {"late": "1"} if work.late_only else {}
    return url_for(endpoint, process=work.process, node=work.node, **late, **more)


def _context(part: str) -> dict[str, Any]:
    now, key = timekeeping.now(), PARTS[part].process(process_asked_for(request.args))
    link = list_url_of(key)
    return {
        "part": part, "title": PARTS[part].title, "now": now, "today": now.date(), "process": key, "nobody": NOBODY,
        "processes": choices_of_process(), "narrowed": {"process": key} if key else {}, "list_url": link,
        "level_of": level_of, "of_one": PARTS[part].of_one, **PARTS[part].read(reach.organ_ids(), now, key),
    }  # fmt: skip


def list_url_of(key: str) -> Any:
    """The address of a list of this process."""
    wanted = Wanted(process=key if len(processes()) > 1 else "")
    return lambda **changes: list_url(wanted, **changes)
