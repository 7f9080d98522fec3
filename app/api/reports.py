"""Annual reports (年度报告) for supervisors' programs: how far each is, what self-check finds, and its tables."""

from typing import Any

from flask import request

from app import timekeeping
from app.api.access import token_required
from app.api.described import ApiBlueprint, asked, described
from app.api.kinds import Schema, day, flag, one_of, rows, text, thing, whole
from app.casework.annual.content import content_of, faults
from app.casework.annual.files import as_mapping, printed
from app.casework.annual.finding import reports_of
from app.casework.annual.owing import due_on_of
from app.casework.annual.reading import readable_organ_ids
from app.casework.models.annual import COVERS_WORDS, REPORT_STATE_WORDS, AnnualReport
from app.law.annual_report.said import Finding
from app.law.errors import InvalidInput, NotAllowed
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing

bp = ApiBlueprint("api_reports", __name__, url_prefix="/api/v1/reports", description="年度报告")
EARLIEST = 2008
YEAR = asked("year", {"type": "integer", "minimum": EARLIEST}, "报告的年份，不填为上一年")
TABLE: Schema = {
    "type": "object", "title": "行 → 列 → 值：数字，“/”，空为 null",
    "additionalProperties": {"type": "object", "additionalProperties": {"type": ["number", "string", "null"]}},
}  # fmt: skip
FINDING = thing(
    "自检发现", code=text("检查代码"), place=text("位置"), words=text("说明"), is_warning=flag("只提示，不影响签批")
)  # fmt: skip
REPORT = thing(
    "年度报告", organ=text("机关代码"), organ_name=text("机关"), year=whole("年份"),
    covers=one_of("范围", COVERS_WORDS), version=whole("第几版"), state=one_of("状态", REPORT_STATE_WORDS),
    due_on=day("公布的最后一天；更正的版本没有", null=True), published_on=day("公布日期", null=True),
    findings=rows("自检发现", FINDING), table2=TABLE, table3=TABLE, table4=TABLE,
)  # fmt: skip


@bp.get("/annual")
@described(thing(reports=rows("年度报告", REPORT)), query=(YEAR,))
@token_required
def annual() -> dict[str, Any]:
    """一年的年度报告，各机关最新的一版：状态、期限、自检发现和表二、表三、表四。"""
    standing = current_standing()
    if not allows(Permission.READ_REPORT, standing, ANYWHERE, standing.on):
        raise NotAllowed()
    return {"reports": [_row(one) for one in reports_of(readable_organ_ids(standing), _year())]}


def _year() -> int:
    """Raises InvalidInput for what is no year that can have a report."""
    typed, last = request.args.get("year", ""), timekeeping.today().year - 1
    if not typed:
        return last
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and EARLIEST <= int(typed) <= last):
        raise InvalidInput(fields={"year": f"应为 {EARLIEST} 至 {last} 之间的年份"})
    return int(typed)


def _row(report: AnnualReport) -> dict[str, Any]:
    content = content_of(report)
    tables = as_mapping(printed(content))
    due, published = due_on_of(report), report.published_at
    return {
        "organ": report.organ.code, "organ_name": report.organ.name, "year": report.year, "covers": report.covers,
        "version": report.version, "state": report.state, "due_on": due.isoformat() if due else None,
        "published_on": published.date().isoformat() if published else None,
        "findings": [_finding(one) for one in faults(content, timekeeping.today())],
        **{name: tables[name] for name in ("table2", "table3", "table4")},
    }  # fmt: skip


def _finding(one: Finding) -> dict[str, Any]:
    return {"code": one.code, "place": one.place, "words": one.words, "is_warning": one.is_warning}
