"""The old ledger of requests (依申请公开台账): what a row says, what is kept of it. What is not told stays empty."""

from collections.abc import Mapping
from typing import Any

from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.ledger import Ledger
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.database import db
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.registration import title_of
from app.processes.disclosure.traces import keep_traces
from app.processes.disclosure.vocabulary import CHANNEL_OPTIONS, ApplicantKind

ENDS = {code: one.title for code, one in OUTCOMES.items() if not code.startswith("correct")}


class LedgerRowSchema(OfficeSchema):
    """One request that is over. Numbers of identity papers and telephones are no columns: a ledger needs none."""

    number = Text("编号", maximum=60, is_number=True, hint="原台账的编号，同一机关内不重复")
    organ = Text(
        "受理机关", maximum=120, required=False, hint="机关的名称、简称或者代码；不填的，归入导入时选择的机关"
    )
    name = Text("申请人", maximum=100)
    applicant_kind = Choice(
        "申请人类型", {kind.value: kind.title_zh for kind in ApplicantKind}, required=False, widget="select"
    )
    description = Text("申请内容", maximum=5000, widget="textarea", quotes=True)
    channel = Choice("收件渠道", CHANNEL_OPTIONS, required=False, widget="select")
    received_on = Day("收到日期")
    due_on = Day("答复期限", required=False, hint="届满日；与答复日期都填写的，才统计是否按期")
    unit = Text("承办单位", maximum=120, required=False)
    outcome = Choice("处理结果", ENDS, required=False, widget="select")
    replied_on = Day("答复日期", required=False)
    document_number = Text("答复文号", maximum=60, required=False)
    closed_on = Day("办结日期", hint="只收已办结的办件")
    archived_on = Day("归档日期", required=False)
    retention_years = Whole("保管期限", minimum=1, maximum=100, required=False, hint="年")
    archive_number = Text("档号", maximum=60, required=False)
    note = Text("备注", maximum=500, required=False)


NOT_TOLD = ""
MEANS: dict[str, dict[str, str]] = {
    "applicant_kind": {"公民": ApplicantKind.NATURAL_PERSON, "个人": ApplicantKind.NATURAL_PERSON,
                       "法人或其他组织": NOT_TOLD, "法人": NOT_TOLD, "单位": NOT_TOLD},
    "channel": {"挂号信": "registered_mail", "特快专递": "registered_mail", "EMS": "registered_mail",
                "网络": "online", "网上": "online", "互联网": "online", "网站": "online", "当面": "in_person",
                "现场": "in_person", "电子邮件": "email", "传真": "fax", "口头": "oral", "平信": "ordinary_mail",
                "信函": NOT_TOLD, "邮寄": NOT_TOLD, "快递": NOT_TOLD, "其他": NOT_TOLD},
    "outcome": {"公开": "granted", "同意公开": "granted", "全部公开": "granted", "已主动公开": "already_public",
                "主动公开": "already_public", "政府信息不存在": "not_existing", "不属于本机关公开": "not_responsible",
                "重复申请": "repeated", "撤回": "withdrawn", "信访": "petition",
                "不予公开": NOT_TOLD, "不公开": NOT_TOLD, "无法提供": NOT_TOLD, "不予处理": NOT_TOLD, "其他": NOT_TOLD,
                "其他处理": NOT_TOLD},
}  # fmt: skip
"""Words of old ledgers that mean one thing; those that could mean several are kept as they stand, counted as none."""


def _keep(case: Case, values: Mapping[str, Any]) -> None:
    """Applicant and request, with empty places where the ledger says nothing."""
    request = DisclosureRequest(
        case_id=case.id, applicant=Applicant(kind=values["applicant_kind"], name=values["name"], identity_document=""),
        channel=values["channel"], arrived_on=values["received_on"], description=values["description"],
        reply_form="", reply_way="", query_code_hash="", outcome=values["outcome"],
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    keep_traces(case.organ_id, case.id, request.description)


LEDGER = Ledger(
    schema=LedgerRowSchema,
    title=lambda row: title_of(dict(row)),
    party=lambda row: str(row["name"]),
    keep=_keep,
    means=MEANS,
)
