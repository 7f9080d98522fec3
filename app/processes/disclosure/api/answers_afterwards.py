"""What the calls take and answer about what comes after a reply, and about cases beside the one at hand."""

from app.api.kinds import (
    Schema,
    day,
    moment,
    nullable,
    one_of,
    rows,
    text,
    thing,
    whole,
)
from app.casework.contract.schemas import json_schema
from app.law.proceedings import RULINGS
from app.law.proceedings import WORDS as PROCEEDINGS
from app.processes.disclosure.api.answers import SEARCH_PAPER
from app.processes.disclosure.conversion_acts import DECIDED, DecisionSchema, ProposalSchema
from app.processes.disclosure.correction_application_acts import OnPaperSchema, paper_schema
from app.processes.disclosure.linked import AS_LATER
from app.processes.disclosure.passing_on import PassingOnSchema
from app.processes.disclosure.proceeding_acts import ApplicationSchema, CorrectionSchema, RulingSchema
from app.processes.disclosure.proceedings import UNITS
from app.processes.disclosure.redo import ReplacementSchema

_consent = json_schema(PassingOnSchema())
PASSING_ON: Schema = {
    **_consent,
    "properties": {"organ": text("转交的机关代码"), **_consent["properties"]},
    "required": ["organ", *_consent["required"]],
}
PROPOSAL, CONVERSION_DECISION = json_schema(ProposalSchema()), json_schema(DecisionSchema())
CONVERSION_DECIDED = thing(decision=one_of("审核结论", DECIDED))
CONVERTED = thing(publication=whole("公开发布的编号"))
REPLACEMENT = json_schema(ReplacementSchema())
LINKED = thing(
    "关联的办件",
    number=text("办件编号"),
    relation=one_of("关系", AS_LATER),
    words=text("对本件来说它是什么"),
    reason=text("原因"),
)
_person = json_schema(paper_schema())
_asked = json_schema(OnPaperSchema())
CORRECTION_REGISTRATION: Schema = {
    **_person,
    "properties": {"organ": text("受理机关代码"), **_person["properties"], **_asked["properties"]},
    "required": ["organ", *_person["required"], *_asked["required"]],
}
PROCEEDING_BEGUN = json_schema(ApplicationSchema())
PROCEEDING_RULED, PROCEEDING_CORRECTED = json_schema(RulingSchema()), json_schema(CorrectionSchema())
PROCEEDING_ENTERED = thing(number=whole("复议诉讼记录序号"))
PROCEEDING = thing(
    "一条复议诉讼记录；已由后来一条代替的写明是哪一条",
    number=whole("序号"),
    kind=one_of("类别", {str(one): words for one, words in PROCEEDINGS.items()}),
    body=text("复议机关、法院"),
    docket=text("案号"),
    applied_on=day("申请、起诉日期"),
    told_on=day("本机关收到通知日期"),
    ruling=nullable(one_of("结果，尚未审结的为空", {key: one.title for key, one in RULINGS.items()})),
    ruling_number=text("决定、判决文号"),
    ruled_on=day("作出日期", null=True),
    got_on=day("本机关收到日期", null=True),
    party_got_on=day("申请人收到日期", null=True),
    effective_on=day("判决生效日期，期限由此起算的才有", null=True),
    redo_days=whole("责令答复的期限", null=True),
    redo_unit=nullable(one_of("期限单位", UNITS)),
    note=text("备注"),
    recorded_at=moment("登记时间"),
    replaced_by=whole("代替它的一条的序号", null=True),
    why_replaced=text("代替的原因"),
    papers=rows("附件", SEARCH_PAPER),
)
