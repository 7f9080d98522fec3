"""Cases: list, one case, its clocks, documents, timeline and drawing."""

from datetime import date
from typing import Any

from flask import Response, request

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.answers import CASE_STATES
from app.api.described import OLDER, PAGE, ApiBlueprint, asked, described
from app.api.kinds import day, keyed, one_of, optional, ref, rows, text, thing
from app.api.pages import keyed_told
from app.api.parsing import json_body
from app.api.shapes import case_row, case_whole, clock_row, iso
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.casework.papers.documents import document_of
from app.casework.run.diagram_view import drawing_of
from app.casework.terms.clock_view import explanations_of
from app.casework.work import register, register_choices, timeline
from app.casework.work.reading import readable_case
from app.law.errors import InvalidInput
from app.steps import copying
from app.steps.reassigning import reassign
from app.web.access import current_standing
from app.web.downloads import download
from app.web.page_number import place_asked_for

bp = ApiBlueprint("api_cases", __name__, url_prefix="/api/v1/cases", description="办件")
QUERY = (
    asked("process", text("业务"), "只列一种业务"),
    asked("q", text("字词", maxLength=100), "编号、标题、当事人中的字词"),
    asked("state", one_of("状态", CASE_STATES), "只列一种状态"),
    asked("due_before", day("日期"), "届满日在这一天之前"),
    asked("list", text("清单", maxLength=80), "业务自带的清单，写作“业务.清单”"),
    PAGE,
    OLDER,
)
COPY = optional(thing(person=text("账号"), note=text("说明", maxLength=300)), "note")
REASSIGNMENT = optional(
    thing(unit=text("承办单位代码"), person=text("承办人账号"), reason=text("理由", maxLength=300)), "person"
)
SHEETS = thing(clocks=rows("期限", ref("ClockWithSheet")))
ENTRIES = thing(entries=rows("办理记录", ref("Entry")))


@bp.get("")
@described(keyed("cases", "办件", ref("Case")), query=QUERY)
@token_required
def list_cases() -> dict[str, Any]:
    """有权查看的办件。"""
    by = register.Register(
        process=request.args.get("process", ""), words=request.args.get("q", "")[:100],
        state=request.args.get("state", ""), due_before=_due_before(),
        listed=register_choices.on_list(_list(), timekeeping.now()),
    )  # fmt: skip
    return keyed_told("cases", register.list_cases(current_standing(), by, place_asked_for()), case_row)


def _list() -> str:
    """The list that is asked for. Raises InvalidInput for one that no process brings."""
    name = request.args.get("list", "")
    if name and name not in dict(register_choices.lists_of_processes()):
        raise InvalidInput(fields={"list": "没有这个清单"})
    return name


def _due_before() -> date | None:
    text = request.args.get("due_before", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(fields={"due_before": "应为日期，如 2026-03-02"}) from error


@bp.get("/<number>")
@described(ref("CaseWhole"))
@token_required
def show(number: str) -> dict[str, Any]:
    """一件办件：事实、状态、待办、期限、材料。"""
    return case_whole(readable_case(number, current_standing()))


@bp.get("/<number>/clocks")
@described(SHEETS)
@token_required
def show_clocks(number: str) -> dict[str, Any]:
    """期限计算单。"""
    found = explanations_of(readable_case(number, current_standing()))
    return {"clocks": [{**clock_row(clock), "sheet": sheet.to_mapping()} for clock, sheet in found]}


@bp.get("/<number>/timeline")
@described(ENTRIES)
@token_required
def show_timeline(number: str) -> dict[str, Any]:
    """办理记录，新的在前。"""
    entries = timeline.timeline_of(readable_case(number, current_standing()))
    return {
        "entries": [
            {"at": iso(e.at), "who": e.who, "unit": e.unit, "act": e.act, "opinion": e.opinion}
            for e in entries
        ]
    }


@bp.get("/<number>/diagram.svg")
@described(None, media="image/svg+xml")
@token_required
def show_diagram(number: str) -> Response:
    """流程图，标出已办和当前环节。"""
    drawn = drawing_of(readable_case(number, current_standing()), timekeeping.now())
    if drawn is None:
        raise NotFound("这件是从历史台账导入的，没有流程图")
    return Response(drawn, mimetype="image/svg+xml")


@bp.get("/<number>/documents/<int:document_id>")
@described(None, media="*/*")
@token_required
def show_document(number: str, document_id: int) -> Response:
    """下载一份材料。"""
    return download(document_of(readable_case(number, current_standing()), document_id))


@bp.post("/<number>/reassignment")
@described(thing(number=text("办件编号"), unit=text("承办单位")), body=REASSIGNMENT)
@token_required
def reassign_case(number: str) -> dict[str, Any]:
    """改派承办单位（unit 为机构代码，person 为承办人账号）。"""
    case = readable_case(number, current_standing())
    return perform(reassign, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case.id,
                   data=json_body())  # fmt: skip


@bp.post("/<number>/copies")
@described(thing(number=text("办件编号"), person=text("抄送给")), body=COPY)
@token_required
def copy_case(number: str) -> dict[str, Any]:
    """抄送（person 为账号）：对方可以查看，不参与办理。"""
    case = readable_case(number, current_standing())
    return perform(copying.copy_case, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case.id,
                   data=json_body())  # fmt: skip


@bp.post("/<number>/copies/read")
@described(thing(number=text("办件编号")))
@token_required
def read_copy(number: str) -> dict[str, Any]:
    """已阅抄送本人的办件。"""
    case = readable_case(number, current_standing())
    return perform(
        copying.read_copy, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case.id
    )
