"""What the calls of 回应关切 take and answer, as JSON Schema."""

from app.api.answers import CASE_STATES
from app.api.described import PAGE, asked
from app.api.kinds import day, flag, moment, nullable, one_of, ref, rows, text, thing, whole, with_more
from app.casework.contract.schemas import json_schema
from app.law.channels import CHANNEL_TITLES
from app.law.clock import KIND_TITLES
from app.law.concerns import JUDGEMENTS, KINDS, LEVELS, PASSED_TO, SOURCES, STATEMENT_KINDS
from app.processes.response.figures import LIMITS
from app.processes.response.registration import ConcernSchema

NUMBER = thing(number=text("办件编号"))
_FIELDS = json_schema(ConcernSchema())
REGISTRATION = {
    **_FIELDS,
    "properties": {"organ": text("受理机关代码"), **_FIELDS["properties"]},
    "required": ["organ", *_FIELDS["required"]],
}
JUDGED = {**JUDGEMENTS, "": "待研判"}
ROW = thing(
    "舆情",
    number=text("办件编号"),
    topic=text("主题"),
    organ=text("受理机关代码"),
    responsible=text("责任单位代码", null=True),
    source=one_of("来源", SOURCES),
    kind=one_of("关切类别", KINDS),
    level=one_of("等级", LEVELS),
    judgement=one_of("研判结论", JUDGED),
    state=one_of("状态", CASE_STATES),
    place=text("事发地点"),
    happened_at=moment("事件发生时间"),
    known_at=moment("获知时间"),
    due_at=moment("最近的时限", null=True),
)
POSTING = thing(
    channel=one_of("渠道", CHANNEL_TITLES),
    due_at=moment("应于此前发布", null=True),
    posted_at=moment("发布时间", null=True),
    address=text("网址"),
    photos=rows("照片", text("SHA-256")),
    why_not=text("没有发布的原因"),
    late=flag("迟于应发布的时间"),
)
STATEMENT = thing(
    number=whole("第几次"),
    kind=one_of("发布类型", STATEMENT_KINDS),
    headline=text("标题"),
    corrects=whole("更正第几次", null=True),
    approved_by_voice_at=moment("口头批准时间", null=True),
    paper_filed=flag("书面审批件已归卷", null=True),
    sha256=text("所签文本的校验值", null=True),
    published_at=moment("发布时间", null=True),
    withdrawn_at=moment("撤回时间", null=True),
    withdrawn_why=text("撤回原因"),
    publication=whole("公开内容编号", null=True),
    postings=rows("渠道发布", POSTING),
)
WHOLE = with_more(
    ROW,
    link=text("链接"),
    captured_at=moment("取证时间"),
    appeared_at=moment("信息出现时间", null=True),
    detail=text("内容摘要"),
    policy=text("有关政策"),
    is_emergency=flag("突发事件"),
    raises_opinion=flag("已引起舆论关注"),
    level_reason=text("等级理由"),
    judgement_reason=text("研判理由"),
    judged_at=moment("研判时间", null=True),
    co_units=rows("会同单位", text("单位代码")),
    spokesman=text("新闻发言人"),
    passed_to=nullable(one_of("移送给", PASSED_TO)),
    passed_receiver=text("接收移送的单位"),
    passed_at=moment("移送时间", null=True),
    referral=text("移送函文号", null=True),
    conference_at=moment("新闻发布会时间", null=True),
    conference_place=text("新闻发布会地点"),
    conference_why_not=text("没有举行新闻发布会的原因"),
    evaluated_at=moment("评估时间", null=True),
    evaluation=text("评估意见"),
    adopted=whole("采纳意见（条）"),
    adopted_words=text("采纳情况"),
    complaints_after=whole("回应后的投诉（件）"),
    limits=rows("时限", ref("Clock")),
    statements=rows("发布", STATEMENT),
)
LIMIT_TITLES = {kind: KIND_TITLES[kind] for kind in LIMITS}
COUNT = thing(value=text("值"), title=text("名称"), number=whole("件数"), median_hours={
    "type": ["number", "null"], "title": "自获知到首次发布的小时数，中位数",
})  # fmt: skip
STATISTICS = thing(
    by_kind=rows("按关切类别", COUNT),
    by_level=rows("按等级", COUNT),
    by_organ=rows("按机关", COUNT),
    total=COUNT,
    limits=rows("时限", thing(kind=one_of("时限", LIMIT_TITLES), met=whole("按期"), missed=whole("逾期"))),
    statements=whole("发布次数"),
    follow_ups=whole("后续发布"),
    adopted=whole("采纳意见（条）"),
    complaints_after=whole("回应后的投诉（件）"),
    on=day("统计日期"),
)
WITHDRAWAL = thing("撤回一次发布", number=text("第几次，如 1"), reason=text("撤回原因，向公众公布"))
FIRST_YEAR, LAST_YEAR = 2000, 2099
YEAR = asked("year", {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, "只统计该年度获知的")
LISTING = (
    asked("kind", one_of("关切类别", KINDS), "只列一类"),
    asked("level", one_of("等级", LEVELS), "只列一个等级"),
    asked("judgement", one_of("研判结论", JUDGEMENTS), "只列一种结论"),
    asked("state", one_of("状态", CASE_STATES), "只列一种状态"),
    PAGE,
)
