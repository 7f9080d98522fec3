"""The shapes of `app.api.shapes` as programs are told of them. The tests hold every answer against these."""

from collections.abc import Mapping

from app.api.consultations import CONSULTATIONS
from app.api.kinds import (
    ANYTHING,
    Schema,
    day,
    flag,
    moment,
    one_of,
    optional,
    ref,
    rows,
    text,
    thing,
    whole,
    with_more,
)
from app.casework.models.cases import CaseState
from app.casework.models.cases import ClockState as CaseClockState
from app.casework.models.documents import DocumentOrigin
from app.casework.models.work import WorkItemStatus
from app.law.clock import KIND_TITLES, STATE_WORDS, UNIT_WORDS

CASE_STATES = {
    CaseState.OPEN: "办理中",
    CaseState.CLOSED: "已办结",
    CaseState.WITHDRAWN: "已撤回",
    CaseState.ARCHIVED: "已归档",
}
CASE_CLOCKS = {
    CaseClockState.NONE: "无期限",
    CaseClockState.RUNNING: "计时中",
    "paused": "暂停计时",
    CaseClockState.WAITING: "等待当事人",
    CaseClockState.STOPPED: "已停止",
}
TASK_STATES = {
    WorkItemStatus.OPEN: "待办",
    WorkItemStatus.DONE: "已办",
    WorkItemStatus.CANCELLED: "已取消",
}
ORIGINS = {
    DocumentOrigin.APPLICANT: "当事人提交",
    DocumentOrigin.OFFICE: "机关材料",
    DocumentOrigin.LETTER: "制发文书",
    DocumentOrigin.ATTACHMENT: "随文书提供的材料",
    DocumentOrigin.PROOF: "送达、收件凭证",
    DocumentOrigin.ASKED: "被征求意见的一方提交",
}

REFUSAL = thing(
    "拒绝或者故障",
    code=text("代码，供程序判断"),
    message=text("说明，可直接显示"),
    fields={"type": "object", "title": "各项的问题：项名 → 说明", "additionalProperties": {"type": "string"}},
)
CASE = thing(
    "办件",
    number=text("编号"),
    process=text("业务"),
    title=text("标题"),
    organ=text("承办机关代码"),
    handling_unit=text("承办单位代码", null=True),
    state=one_of("状态", CASE_STATES),
    outcome=text("办理结果", null=True),
    received_on=day("收到日期", null=True),
    due_on=day("届满日", null=True),
    due_at=moment("届满时刻", null=True),
    due_kind=one_of("期限种类", KIND_TITLES, null=True),
    provisional=flag("届满日为暂定"),
    clock_state=one_of("计时状态", CASE_CLOCKS),
    flags=rows("标签", text("标签")),
    closed_on=day("办结日期", null=True),
    archived_on=day("归档日期", null=True),
)
CLOCK = thing(
    "期限",
    kind=one_of("期限种类", KIND_TITLES),
    key=text("同一种类中的区别"),
    started_on=day("起算之日"),
    due_at=moment("届满时刻", null=True),
    unit=one_of("计算单位", UNIT_WORDS),
    earliest_due_on=day("最早的届满日", null=True),
    due_on=day("届满日"),
    original_due_on=day("延期前的届满日", null=True),
    state=one_of("状态", STATE_WORDS),
    provisional=flag("届满日为暂定"),
    article=text("依据"),
    extension_days=whole("延期的工作日数", null=True),
    excluded=rows(
        "不计入的时段", thing(after=day("自次日起"), until=day("至", null=True), reason=text("原因"))
    ),
)
SHEET = thing(
    "期限计算单",
    title=text("标题"),
    article=text("依据"),
    started_on=day("起算之日"),
    due_on=day("届满日"),
    started_at=moment("起算时刻", null=True),
    due_at=moment("届满时刻", null=True),
    time_limit=text("期限"),
    provisional=flag("暂定"),
    notes=rows("说明", text("说明")),
    rows=rows(
        "逐日",
        thing(
            on=day("日期"),
            weekday=text("星期"),
            counted=flag("计入"),
            number=whole("第几日", null=True),
            reason=text("理由"),
        ),
    ),
)
DOCUMENT = thing(
    "材料",
    id=whole("编号"),
    title=text("名称"),
    filename=text("文件名"),
    origin=one_of("来源", ORIGINS),
    media_type=text("格式"),
    size=whole("字节数"),
    sha256=text("SHA-256"),
    added_at=moment("添加时间"),
)
LETTER = thing(
    "文书",
    id=whole("编号"),
    kind=text("种类"),
    title=text("名称"),
    document_number=text("文号", null=True),
    issued_on=day("制发日期"),
    verification_code=text("验证码", null=True),
    document_id=whole("PDF 的材料编号；没有生成的为空", null=True),
)
TASK = thing(
    "任务",
    id=text("编号"),
    case=text("办件编号"),
    process=text("业务"),
    name=text("环节代码"),
    title=text("环节"),
    due_at=moment("届满时刻", null=True),
    lane=text("岗位"),
    due_on=day("届满日", null=True),
    assignee=text("办理人账号", null=True),
    status=one_of("状态", TASK_STATES),
    created_at=moment("到达时间"),
    outcome=text("办理结果"),
    unit=text("办理单位代码"),
)


CASE_WHOLE = with_more(
    CASE,
    facts=rows("事实", thing(label=text("名目"), value=ANYTHING)),
    tasks=rows("当前任务", ref("Task")),
    clocks=rows("期限", ref("Clock")),
    documents=rows("材料", ref("Document")),
    letters=rows("文书", ref("Letter")),
    consultations=rows("征求意见", ref("Consultation")),
    version=whole("版本"),
)
TASK_WHOLE = with_more(
    TASK,
    form={"type": "object", "title": "表单的 JSON Schema（2020-12）；已办的为空"},
    initial={"type": "object", "title": "表单的初始内容"},
    ways=rows(
        "可以退回的去向",
        thing(
            way=text("去向"),
            title=text("名称"),
            form={"type": "object", "title": "退回表单的 JSON Schema（2020-12）"},
        ),
    ),
    texts=rows(
        "待签的文本",
        thing(
            slot=text("文本"),
            title=text("名称"),
            version=whole("第几稿"),
            kind=text("种类"),
            sha256=text("SHA-256"),
            made_at=moment("形成时间"),
            content=ANYTHING,
        ),
    ),
)
CLOCK_WITH_SHEET = with_more(CLOCK, sheet=ref("Sheet"))
FIGURES = thing(
    "件数",
    code=text("机关代码"),
    name=text("机关"),
    open=whole("在办"),
    overdue=whole("逾期"),
    today=whole("今日到期"),
    soon=whole("临期"),
    paused=whole("暂停"),
)
ENTRY = thing(
    "办理记录",
    at=moment("时间"),
    who=text("何人"),
    unit=text("单位"),
    act=text("事项"),
    opinion=text("意见", null=True),
)
SHAPES = {
    "Refusal": REFUSAL,
    "Case": CASE,
    "CaseWhole": CASE_WHOLE,
    "Clock": CLOCK,
    "ClockWithSheet": CLOCK_WITH_SHEET,
    "Sheet": SHEET,
    "Document": DOCUMENT,
    "Letter": LETTER,
    **CONSULTATIONS,
    "Task": TASK,
    "TaskWhole": TASK_WHOLE,
    "Figures": FIGURES,
    "Entry": ENTRY,
}


def shapes_with(more: Mapping[str, Schema]) -> dict[str, Schema]:
    """All shapes. `more`: what processes add to a case that is shown; a case of another process goes without."""
    return {**SHAPES, "CaseWhole": optional(with_more(CASE_WHOLE, **more), *more)}
