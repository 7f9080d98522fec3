"""案卷 for programs: what a case file holds, and the whole of it as a ZIP, on record like every handing over."""

from typing import Any

from flask import Response

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import PAGE, ApiBlueprint, described
from app.api.kinds import day, flag, optional, paged, ref, rows, text, thing, whole
from app.api.pages import page_told
from app.api.parsing import json_body
from app.api.shapes import case_row
from app.casework.acts.commands import perform
from app.casework.archive import bundle
from app.casework.archive.handing_over import hand_over, of_the_first_time
from app.casework.archive.papers import papers_of
from app.casework.archive.unfiled import list_unfiled
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.law.errors import InvalidInput
from app.office.permissions import ANYWHERE, Permission, check
from app.steps.filing import archive_ended
from app.web.access import current_standing
from app.web.downloads import attachment
from app.web.page_number import page_number

bp = ApiBlueprint("api_case_files", __name__, url_prefix="/api/v1/cases", description="案卷")
ZIP = "application/zip"
PAPER = thing(
    number=whole("序号"), title=text("题名"), author=text("责任者"), document_number=text("文号"), on=day("日期"),
    filename=text("文件名"), size=whole("大小（字节）"), sha256=text("内容指纹"), document_id=whole("材料编号"),
)  # fmt: skip
INDEX = thing(
    number=text("办件编号"), archive_number=text("档号"), archived_on=day("归档日期", null=True),
    retention_years=whole("保管期限（年）", null=True), papers=rows("归档文件", PAPER),
)  # fmt: skip
UNFILED = paged("cases", "提前结束而未归档的办件", ref("Case"))
ARCHIVING = optional(
    thing(
        retention_years=whole("保管期限（年）"), note=text("缺送达记录、缺材料的原因"),
        delivered_on=day("邮寄文书的签收日期"),
    ),
    "note", "delivered_on",
)  # fmt: skip
WITHOUT = optional(thing(without_lost=flag("缺失的材料先不带，在目录中注明")), "without_lost")


@bp.get("/<number>/file")
@described(INDEX)
@token_required
def show_index(number: str) -> dict[str, Any]:
    """归档文件目录：案卷中的每一份材料。"""
    case = _case(number)
    return {
        "number": case.number, "archive_number": case.archive_number,
        "archived_on": case.archived_on.isoformat() if case.archived_on else None,
        "retention_years": case.retention_years,
        "papers": [{**one.to_mapping(), "document_id": one.document.id} for one in papers_of(case)],
    }  # fmt: skip


@bp.post("/<number>/file")
@described(None, media=ZIP, body=WITHOUT)
@token_required
def export(number: str) -> Response:
    """导出案卷（ZIP）：目录、办理单、案卷记录、操作日志、清单和全部材料；导出记入操作日志。"""
    case, without_lost = _case(number), json_body().get("without_lost", False)
    if not isinstance(without_lost, bool):
        raise InvalidInput(fields={"without_lost": "应为 true 或 false"})
    key = idempotency_key()
    on, until = of_the_first_time(key, case, timekeeping.today())
    made = bundle.zipped(case, on, without_lost=without_lost, until=until)
    data = hand_over(case, made, "ZIP", actor=caller(), now=timekeeping.now(), key=key)
    return attachment(data, f"案卷{number}.zip", ZIP)


@bp.get("/unfiled")
@described(UNFILED, query=(PAGE,))
@token_required
def list_unfiled_cases() -> dict[str, Any]:
    """提前结束（撤回、强制办结）而尚未归档的办件，先结束的在前。"""
    check(Permission.ARCHIVE_ENDED_CASE, current_standing(), ANYWHERE, timekeeping.today())
    return page_told("cases", list_unfiled(current_standing(), page_number()), case_row)


@bp.post("/<number>/archiving")
@described(thing(number=text("办件编号")), body=ARCHIVING)
@token_required
def archive_ended_case(number: str) -> dict[str, Any]:
    """归档一件提前结束的办件；缺送达记录、缺材料的，须在 note 中写明原因。"""
    case = readable_case(number, current_standing())
    return perform(archive_ended, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case.id,
                   data=json_body())  # fmt: skip


def _case(number: str) -> Case:
    case = readable_case(number, current_standing())
    check(Permission.EXPORT_CASE, current_standing(), case, timekeeping.today())
    return case
