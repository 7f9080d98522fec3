"""季度统计 and 会签部门 for programs: the quarter of an organ in numbers, who co-signs a package, 加签."""

from dataclasses import asdict
from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.kinds import flag, moment, one_of, rows, text, thing, whole
from app.api.parsing import json_body
from app.api.shapes import iso
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.casework.contract.schemas import json_schema
from app.casework.work.supervision import board_organ_ids
from app.law.policy_check import FINDINGS
from app.law.policy_material import Quarter
from app.processes.interpretation.api.packages import bp, package_case
from app.processes.interpretation.co_signers import co_signers_of, copies_waiting, still_to_sign
from app.processes.interpretation.co_signing_acts import AddSchema, add_co_signer
from app.processes.interpretation.desk.quarters import own_organs
from app.processes.interpretation.notices import notice_about
from app.processes.interpretation.statistics import Figures, check_of
from app.web.access import current_standing

COUNTS = {
    "documents": "文件", "marked": "已标识公开属性", "to_explain": "应解读", "explained": "已解读",
    "organised": "同步组织", "together": "同步部署", "in_step": "三同步", "several_forms": "多元化解读",
    "to_meeting": "提请会议", "to_meeting_with": "提请会议时附方案和材料", "after_reminder": "经催办后启动",
}  # fmt: skip
FIGURES = thing(
    **{name: whole(title) for name, title in COUNTS.items()},
    forms=rows("多元解读形式", thing(form=text("形式"), documents=whole("文件数"))),
)
QUARTER = thing(
    "一个机关的季度统计",
    organ=text("机关代码"),
    year=whole("年度"),
    quarter=whole("季度"),
    whole=FIGURES,
    departments=rows("各部门", thing(name=text("部门"), figures=FIGURES)),
    findings=rows("问题", thing(kind=one_of("类别", {str(one): words for one, words in FINDINGS.items()}),
                                document=text("文件"), department=text("部门"), detail=text("说明"))),
    withdrawn=whole("整套撤回"),
    notice=text("季度通报的办件编号", null=True),
)  # fmt: skip
CO_SIGNER = thing(
    "会签部门",
    unit=text("单位代码"),
    name=text("单位名称"),
    asked_at=moment("列入时间"),
    why=text("加签的理由"),
    waiting=flag("正在会签"),
    signed=flag("已在现在的文本上签署同意"),
    excused_at=moment("撤下时间", null=True),
    excused_why=text("撤下的理由"),
)


@bp.get("/quarters/<organ>/<int:year>/<int:quarter>")
@described(QUARTER)
@token_required
def show_quarter(organ: str, year: int, quarter: int) -> dict[str, Any]:
    """一个机关一个季度的统计和问题（限督办范围内的机关）。"""
    reach = board_organ_ids(current_standing())
    found = next((one for one in own_organs() if one.code == organ and one.id in reach), None)
    if found is None or not 1 <= quarter <= 4 or not 2000 <= year <= 2199:
        raise NotFound()
    about = Quarter(year, quarter)
    check, given = check_of({found.id}, about, timekeeping.now()), notice_about(found, about)
    return {
        "organ": found.code, "year": year, "quarter": quarter, "whole": _figures(check.whole),
        "departments": [{"name": name, "figures": _figures(one)} for name, one in check.departments],
        "findings": [{"kind": str(one.kind), "document": one.document, "department": one.department,
                      "detail": one.detail} for one in check.findings],
        "withdrawn": check.withdrawn, "notice": given.case.number if given is not None else None,
    }  # fmt: skip


def _figures(found: Figures) -> dict[str, Any]:
    counts = {name: value for name, value in asdict(found).items() if name in COUNTS}
    return {**counts, "forms": [{"form": form, "documents": count} for form, count in found.forms.items()]}


@bp.get("/<number>/co-signers")
@described(thing(co_signers=rows("会签部门", CO_SIGNER)))
@token_required
def show_co_signers(number: str) -> dict[str, Any]:
    """会签部门及其办理情况，含已撤下的。"""
    case = package_case(number)
    waiting, missing = copies_waiting(case), set(still_to_sign(case, timekeeping.today()))
    return {
        "co_signers": [
            {
                "unit": one.unit.code, "name": one.unit.name, "asked_at": iso(one.asked_at), "why": one.why,
                "waiting": one.unit_id in waiting, "signed": one.excused_at is None and one.unit_id not in missing,
                "excused_at": iso(one.excused_at), "excused_why": one.excused_why,
            }
            for one in co_signers_of(case)
        ]
    }  # fmt: skip


@bp.post("/<number>/co-signers")
@described(thing(number=text("办件编号"), unit=text("加签单位代码")), body=json_schema(AddSchema()))
@token_required
def add_signer(number: str) -> dict[str, Any]:
    """加签一个部门，写明理由。"""
    return perform(add_co_signer, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=package_case(number).id, data=json_body())  # fmt: skip
