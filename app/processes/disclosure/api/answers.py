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
from app.law.charging import WORDS
from app.law.excess import JUDGEMENT_WORDS
from app.law.judging import KEYS, QUESTIONS
from app.law.outcomes import OUTCOMES
from app.law.searching import FINDING_WORDS
from app.processes.disclosure.application import OnlineApplicationSchema, PaperRegistrationSchema
from app.processes.disclosure.excess import WAYS
from app.processes.disclosure.excess_acts import DeferralSchema, JudgementSchema, ReasonSchema
from app.processes.disclosure.fee_acts import RefundSchema, VoidSchema
from app.processes.disclosure.forms.clarifying import ClarificationSchema
from app.processes.disclosure.forms.extending import ExtensionRequestSchema
from app.processes.disclosure.judging_forms import GROUND_WORDS, AnswerSchema, ItemsSchema, any_conclusion
from app.processes.disclosure.overview import EXTENSION_WORDS
from app.processes.disclosure.remedies_open import WORDS as REMEDIES
from app.processes.disclosure.reply_file_acts import KeepingSchema, PaperCopySchema
from app.processes.disclosure.search_acts import CorrectionSchema, SearchSchema
from app.steps.withdrawal import WAYS as WITHDRAWAL_WAYS

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


def _with_unit(schema: Schema) -> Schema:
    """The unit is one of the organ's, by its code."""
    return {
        **schema,
        "properties": {"unit": text("检索单位代码"), **schema["properties"]},
        "required": ["unit", *schema["required"]],
    }


SEARCH_ENTRY = _with_unit(json_schema(SearchSchema()))
SEARCH_CORRECTION = _with_unit(json_schema(CorrectionSchema()))
TITLES = {code: found.title for code, found in OUTCOMES.items()}
QUESTION_ANSWER, ITEMS, CONCLUSION = (
    json_schema(AnswerSchema()),
    json_schema(ItemsSchema()),
    json_schema(any_conclusion()),
)
PROPOSED = thing(proposed=text("建议的处理决定，没有答完时为空"))
CONCLUDED = thing(proposed=text("建议的处理决定"), outcome=text("处理决定"))
SPLIT = thing(items=whole("项数，0 为按整件判断"))
REASON, JUDGEMENT = json_schema(ReasonSchema()), json_schema(JudgementSchema())
DEFERRAL = json_schema(DeferralSchema())
REASON_RECEIVED = thing(received_on=day("收到之日"))
JUDGED = thing(judged=one_of("判断", {str(one): words for one, words in JUDGEMENT_WORDS.items()}))
VOID, REFUND_MADE = json_schema(VoidSchema()), json_schema(RefundSchema())
VOIDED = thing(payment=whole("作废的是第几笔"))
REFUNDED = thing(refunded=whole("合计已退金额（元）"))
DEFERRED = thing(working_days=whole("申请延迟的工作日数"))
OPENED = thing(number=text("办件编号"), query_code=text("查询码，交给申请人"))
NUMBER = thing(number=text("办件编号"))
LATE = thing(late=flag("已过补正期限，由经办人决定是否接受"))
WORKING_DAYS = thing(working_days=whole("申请延长的工作日数"))
ADDED = thing(added=whole("添加的份数"))
KEPT = thing(kept=whole("附件编号"))
KEEPING = json_schema(KeepingSchema())
REMOVED = thing(removed=whole("移除的附件编号"))
WITHDRAWAL = optional(thing(reason=text("理由")), "reason")
PAPER_WITHDRAWAL = optional(
    thing(
        reason=text("撤回情况：材料名称和签收情况，或者口头、电话撤回的时间、内容和记录人"),
        received_on=day("收到撤回材料之日，不填为今天"),
        way=one_of("撤回的方式，不填为书面材料", WITHDRAWAL_WAYS),
    ),
    "received_on",
    "way",
)
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
    fee=nullable(thing("信息处理费", amount=whole("应缴金额（元）"), calculation=text("计算式"),
                       payment_way=text("缴款方式"), due_on=day("缴费届满日", null=True), says=text("缴费情况"))),
    remedies=rows("救济期限，自收到决定起算", thing(
        kind=one_of("救济途径", {str(kind): words for kind, words in REMEDIES.items()}), due_on=day("届满日"),
        provisional=flag("届满日为暂定"), note=text("说明"))),
    letters=rows("文书", thing(id=whole("编号"), title=text("名称"), document_number=text("文号", null=True),
                               issued_on=day("制发日期"), delivery=text("送达情况"),
                               ready=flag("PDF 已经生成，可以下载"))),
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
SEARCH_PAPER = thing(document_id=whole("材料编号"), filename=text("文件名"), sha256=text("SHA-256"))
SEARCH = thing(
    "一条检索记录；更正过的写明由哪一条更正",
    number=whole("序号"),
    unit=text("检索单位"),
    scope=text("检索范围"),
    method=text("检索方法"),
    keywords=text("关键词"),
    persons_asked=text("询问的人员"),
    began_on=day("检索开始日期", null=True),
    searched_on=day("检索结束日期"),
    finding=nullable(one_of("检索结论", {str(one): words for one, words in FINDING_WORDS.items()})),
    result=text("检索结果"),
    recorded_by=text("登记人"),
    recorded_at=moment("登记时间"),
    corrected_by=whole("更正它的一条的序号", null=True),
    why_corrected=text("更正的原因"),
    papers=rows("附件", SEARCH_PAPER),
)
JUDGED_ITEM = thing(
    "逐步判断：没有拆分的整件（序号 1，内容为空）或者一项",
    number=whole("序号"),
    asked=text("本项的内容"),
    answers=optional(thing("问题和回答", **{one.key: text(one.title) for one in QUESTIONS}), *KEYS),
    proposed=one_of("建议的处理决定", TITLES, null=True),
    outcome=one_of("处理决定", TITLES, null=True),
    why_departed=text("不采用建议的理由"),
    why_whole=text("不能区分处理的理由"),
    said=text("写入告知书的事实和理由"),
    ground=one_of("不公开部分的依据", GROUND_WORDS, null=True),
    judged_by=text("判断人"),
    judged_at=moment("判断时间", null=True),
)
SEARCHED = thing(number=whole("检索记录序号"))
PAYMENT = thing(amount=whole("金额（元）"), paid_on=day("缴费日期"), receipt_number=text("缴款码或者票据号"),
                voided=flag("登记有误，已作废"), voided_why=text("作废的原因"))  # fmt: skip
REFUND = thing(amount=whole("金额（元）"), refunded_on=day("退付日期"), document=text("退库凭证号"),
               reason=text("退付的原因"))  # fmt: skip
FEE = thing(
    "信息处理费",
    charged_by=one_of("计收方式", {str(one): words for one, words in WORDS.items()}),
    first_unit=whole("自第几件、页"),
    last_unit=whole("至第几件、页"),
    amount=whole("应缴金额（元）"),
    calculation=text("计算式"),
    delivered_on=day("收费通知书送达日期", null=True),
    received=whole("已缴金额（元）"),
    settled_on=day("缴清日期", null=True),
    payments=rows("缴费", PAYMENT),
    returned=whole("已退金额（元）"),
    refunds=rows("退付", REFUND),
)
REASON_GIVEN = thing(
    "申请人说明的理由和机关的判断（第三十五条）",
    words=text("申请人说明的理由"),
    received_on=day("收到之日"),
    way=one_of("收到方式", WAYS),
    judged=nullable(one_of("判断", {str(one): words for one, words in JUDGEMENT_WORDS.items()})),
    judgement=text("审查意见"),
    judged_at=moment("判断时间", null=True),
)
DEFERRAL_ASKED = thing(
    "延迟答复（第三十五条）",
    working_days=whole("延迟答复的工作日"),
    reason=text("不能按期答复的原因"),
    requested_at=moment("申请时间"),
    decision=one_of("审批结果", EXTENSION_WORDS),
    decided_at=moment("审批时间", null=True),
    letter_id=whole("延迟答复告知书的编号", null=True),
)
