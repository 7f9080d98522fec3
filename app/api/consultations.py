"""The shape of who was asked (征求意见), as programs are told of it."""

from app.api.kinds import day, flag, one_of, ref, rows, text, thing, whole
from app.law.consulting import ANSWER_WORDS, ASKED_WORDS
from app.steps.consultation_forms import WAY_WORDS
from app.steps.consultation_record import STATE_WORDS

FORMER_OPINION = thing(
    "变更以前的意见",
    answer=one_of("意见", ANSWER_WORDS),
    reason=text("理由"),
    answered_on=day("收到意见的日期"),
    answer_way=one_of("收到方式", WAY_WORDS),
    why=text("变更的情况"),
)
CONSULTATION = thing(
    "征求意见",
    number=whole("第几份"),
    party=one_of("征求对象", ASKED_WORDS),
    name=text("名称或者姓名（自然人的遮盖显示）"),
    information=text("拟征求意见的信息"),
    state=one_of("状态", STATE_WORDS),
    letter_id=whole("文书编号", null=True),
    sent_on=day("送出日期", null=True),
    delivered_on=day("对方签收日期", null=True),
    due_on=day("对方的届满日", null=True),
    answer=one_of("意见", ANSWER_WORDS, null=True),
    reason=text("理由"),
    answered_on=day("收到意见的日期", null=True),
    late=flag("期满后收到"),
    silent_on=day("登记逾期未复的日期", null=True),
    dropped_on=day("撤回日期", null=True),
    former_opinions=rows("变更以前的意见，最早的在前", ref("FormerOpinion")),
)
CONSULTATIONS = {"Consultation": CONSULTATION, "FormerOpinion": FORMER_OPINION}
