"""What a case shows to clerks beside what every case has."""

from app.api.kinds import (
    nullable,
    one_of,
    rows,
    text,
)
from app.processes.disclosure.api.answers import (
    CORRECTION,
    DEFERRAL_ASKED,
    ENCLOSURE,
    FEE,
    JUDGED_ITEM,
    REASON_GIVEN,
    SEARCH,
)
from app.processes.disclosure.api.answers_afterwards import LINKED, PROCEEDING
from app.processes.disclosure.vocabulary import Matter

MORE_OF_CASE = {
    "enclosures": rows("答复附件", ENCLOSURE),
    "corrections": rows("更正登记事项", CORRECTION),
    "searches": rows("检索记录", SEARCH),
    "judgements": rows("逐步判断", JUDGED_ITEM),
    "report_row": text("计入年度报告表三的行", null=True),
    "fee": nullable(FEE),
    "proceedings": rows("行政复议、行政诉讼", PROCEEDING),
    "matter": one_of("事项", {one.value: one.title_zh for one in Matter}),
    "linked": rows("关联的办件", LINKED),
    "reason": nullable(REASON_GIVEN),
    "deferral": nullable(DEFERRAL_ASKED),
}
