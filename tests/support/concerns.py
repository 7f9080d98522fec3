"""A driver of the office for public concerns: real commands, in the words of the diagram, at chosen moments."""

from datetime import datetime, timedelta
from typing import Any

from app.casework.papers.uploads import check_upload
from app.casework.work import work_items
from app.processes.response.records import statements_of
from app.processes.response.registration import register_concern
from app.timekeeping import OFFICE_TIME
from tests.support.office import Office, paper
from tests.support.walks import walked

DAWN = datetime(2026, 9, 12, 8, 10, tzinfo=OFFICE_TIME)  # a Saturday
KNOWN = DAWN + timedelta(minutes=30)
FLOOD: dict[str, Any] = {
    "source": "village", "kind": "emergency", "topic": "星宿江漫堤，金山镇村道中断", "place": "金山镇星宿江沿线",
    "detail": "清晨暴雨，村道被淹，群众询问如何绕行、是否停课", "link": "https://www.example.invalid/message/1",
    "happened_at": DAWN.isoformat(), "known_at": KNOWN.isoformat(), "is_emergency": True, "raises_opinion": True,
    "level": "major", "level_reason": "三个村小组出行中断",
}  # fmt: skip
MISREADING: dict[str, Any] = {
    **FLOOD, "source": "new_media", "kind": "misreading", "topic": "网传医保缴费标准翻倍",
    "place": "禄丰市", "policy": "禄丰市2026年城乡居民医疗保险缴费通知", "detail": "短视频称缴费标准翻倍，实为误读",
    "is_emergency": False, "level": "ordinary", "level_reason": "转发量不大",
}  # fmt: skip
WORD: dict[str, Any] = {
    "kind": "first", "headline": "星宿江金山段汛情通报", "channels": [], "path": "ordinary",
    "body": "9月12日8时10分，星宿江金山段漫堤，村道中断。\n暂无人员伤亡，绕行路线为老公路。",
}  # fmt: skip
ANSWER = {
    **WORD,
    "kind": "answer",
    "headline": "关于星宿江金山段漫堤处置情况的回应",
    "body": "漫堤路段已封闭，学校停课一日。",
}
ADDRESS = "https://www.example.invalid/2026/9.html"


class Responding(Office):
    """The office with a public concern."""

    @walked
    def registered(
        self, data: dict[str, Any] = FLOOD, login: str = "clerk", organ: str = "LF", **changes: Any
    ) -> "Responding":
        self.now = max(self.now, KNOWN + timedelta(minutes=5))
        sent = {"organ_code": organ, "data": {**data, **changes}}
        self.number = self.run(register_concern, self.person(login), **sent)["number"]
        return self

    @walked
    def judged(self, judgement: str = "answer", **data: Any) -> "Responding":
        given = {"judgement": judgement, "reason": "涉及群众出行安全", "level": "major", "unit": "LF-ZRZY"}
        self.do("reviewer", "T_judge", **{**given, **data})
        return self

    @walked
    def referred(self, **changes: Any) -> "Responding":
        """The letter that passes it on, written and signed."""
        given = {"receiver": "禄丰市公安局", "request": "依法处理，并将处理结果函告本机关"}
        self.do("reviewer", "T_refer", **{**given, **changes})
        self.do("officehead", "T_sign_referral", decision="approve")
        return self

    @walked
    def passed_on(self, **changes: Any) -> "Responding":
        given = {"passed_at": self.now.isoformat(), "method": "in_person", "receiver": "网安大队值班室"}
        self.do("reviewer", "T_pass_on", **{**given, **changes})
        return self

    @walked
    def drafted(self, data: dict[str, Any] = WORD, **changes: Any) -> "Responding":
        self.do("handler", "T_draft", **{**data, **changes})
        return self

    @walked
    def signed(self) -> "Responding":
        self.do("officehead", "T_sign_office", decision="approve")
        self.do("leader", "T_sign_leader", decision="approve")
        return self

    @walked
    def published(self, login: str = "reviewer") -> "Responding":
        self.do(login, "T_publish", decision="published", checked=True)
        return self

    @walked
    def said(self, data: dict[str, Any] = WORD, **changes: Any) -> "Responding":
        return self.drafted(data, **changes).signed().published()

    @walked
    def spoken(self, **changes: Any) -> "Responding":
        self.later(minutes=2)
        given = {
            "decision": "approved",
            "approver": "leader",
            "how": "telephone",
            "approved_at": self.now.isoformat(),
        }
        self.do("reviewer", "T_oral", **{**given, **changes})
        return self

    @walked
    def followed(self, decision: str = "evaluate") -> "Responding":
        self.do("reviewer", "T_follow_up", follow_up=decision, opinion="网上讨论减少")
        return self

    @walked
    def conference(self, **changes: Any) -> "Responding":
        given = {
            "result": "held",
            "held_at": self.now.isoformat(),
            "place": "市政府新闻发布厅",
            "address": ADDRESS,
        }
        self.do("reviewer", "T_conference", **{**given, **changes})
        return self

    @walked
    def evaluated(self, **changes: Any) -> "Responding":
        given = {"decision": "close", "evaluation": "回应及时", "adopted": 1, "adopted_words": "增设水位标尺",
                 "complaints_after": 0}  # fmt: skip
        self.do("reviewer", "T_evaluate", **{**given, **changes})
        return self

    def archived(self) -> "Responding":
        self.do("clerk", "T_archive", retention_years=10)
        return self

    @walked
    def post_all(self) -> "Responding":
        for item in [one for one in self.open_items() if one.node == "T_post"]:
            data = {"result": "posted", "posted_at": self.now.isoformat(), "address": ADDRESS}
            self.run(
                work_items.complete, self.person("reviewer"), case_id=item.case_id, item_id=item.id, data=data
            )
        return self

    def papered(self, **changes: Any) -> "Responding":
        given = {"number": str(next(one.number for one in statements_of(self.case) if one.lacks_paper)),
                 "signed_at": self.now.isoformat(),
                 "paper": [check_upload("签批件.pdf", paper("签批件"), limit=10**7)]}  # fmt: skip
        self.do("reviewer", "T_paper", **{**given, **changes})
        return self
