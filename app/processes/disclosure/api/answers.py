"""What the operations of 依申请公开 take and answer, as programs are told of it."""

from app.api.kinds import (
    ANYTHING,
    Schema,
    day,
    flag,
    moment,
    nullable,
    one_of,
    optional,
    rows,
    text,
    thing,
    whole,
)
from app.casework.contract.schemas import json_schema
from app.processes.disclosure.application import OnlineApplicationSchema, PaperRegistrationSchema
from app.processes.disclosure.forms.clarifying import ClarificationSchema
from app.processes.disclosure.forms.extending import ExtensionRequestSchema
from app.processes.disclosure.remedies_open import WORDS as REMEDIES
from app.processes.disclosure.reply_file_acts import KeepingSchema, PaperCopySchema

FILES = {"files": "附件：PDF、OFD、DOCX、XLSX、JPG、PNG，每个不超过 5 MB，最多 10 个"}
EXTENSION = json_schema(ExtensionRequestSchema())
PAPER_COPY = json_schema(PaperCopySchema())
ANSWER = json_schema(ClarificationSchema())
APPLICATION = json_schema(OnlineApplicationSchema())
_registration = json_schema(PaperRegistrationSchema())
REGISTRATION: Schema = {
    **_registration,
    "properties": {"organ": text("受理机关代码"), **_registration["properties"]},
    "required": ["organ", *_registration["required"]],
}
OPENED = thing(number=text("办件编号"), query_code=text("查询码，交给申请人"))
NUMBER = thing(number=text("办件编号"))
LATE = thing(late=flag("已过补正期限，由经办人决定是否接受"))
WORKING_DAYS = thing(working_days=whole("申请延长的工作日数"))
ADDED = thing(added=whole("添加的份数"))
KEPT = thing(kept=whole("附件编号"))
KEEPING = json_schema(KeepingSchema())
REMOVED = thing(removed=whole("移除的附件编号"))
WITHDRAWAL = optional(thing(reason=text("理由")), "reason")
CLARIFICATION = thing(
    points=ANYTHING,
    guidance=text("说明", null=True),
    due_on=day("补正届满日", null=True),
    late=flag("已过期"),
)
APPLICANT = thing(
    "申请的进度",
    number=text("编号"),
    state=text("状态"),
    headline=text("一句话"),
    received_on=day("收到之日", null=True),
    due_on=day("答复届满日", null=True),
    provisional=flag("届满日为暂定"),
    steps=rows("经过", ANYTHING),
    may_withdraw=flag("可以撤回"),
    clarification=nullable(CLARIFICATION),
    remedies=rows("救济期限，自收到决定起算", thing(
        kind=one_of("救济途径", {str(kind): words for kind, words in REMEDIES.items()}), due_on=day("届满日"),
        provisional=flag("届满日为暂定"), note=text("说明"))),
    letters=rows("文书", thing(id=whole("编号"), title=text("名称"), document_number=text("文号", null=True),
                               issued_on=day("制发日期"), ready=flag("PDF 已经生成，可以下载"))),
    enclosures=rows("随答复书提供的文件", thing(id=whole("编号"), name=text("名称"), filename=text("文件名"),
                                                size=whole("字节数"), sha256=text("SHA-256"))),
)  # fmt: skip
MEDIA = {"electronic": "电子文件", "paper": "纸质件"}
ENCLOSURE = thing(
    "答复附件",
    id=whole("编号"),
    name=text("名称"),
    medium=one_of("载体", MEDIA),
    pages=whole("页数", null=True),
    document_id=whole("材料编号", null=True),
    sha256=text("SHA-256", null=True),
    findings=rows("自动核对发现的内容", text("说明")),
    kept_why=text("仍然提供的理由"),
)
CORRECTION = thing(
    "更正登记事项的一次记录，个人信息已遮盖",
    title=text("事项"),
    old=text("原内容"),
    new=text("更正后的内容"),
    reason=text("原因和依据"),
    corrected_by=text("更正人"),
    corrected_at=moment("更正时间"),
)
MORE_OF_CASE = {"enclosures": rows("答复附件", ENCLOSURE), "corrections": rows("更正登记事项", CORRECTION)}
"""What a case shows to clerks beside what every case has."""
