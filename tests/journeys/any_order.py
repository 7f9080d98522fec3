"""A request on which anybody tries any act at any time: what a rule refuses is no move."""

from datetime import date
from typing import Any

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import deliveries
from app.casework.letters.issuing import letters_of
from app.casework.models import WorkItem
from app.casework.papers.upload_kinds import FileKind
from app.casework.papers.uploads import CheckedUpload, own_upload
from app.casework.terms.sweep import fire_due_timers
from app.casework.work import work_items
from app.database import db
from app.law.errors import RuleViolation
from app.office.people import find_person
from app.processes.disclosure import draft_form, excess_acts, reply_file_acts, search_acts, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from app.steps import consultation_acts, consultation_sending, papers, withdrawal
from tests.support.office import GRANTED, SEARCH, Office, paper

HANDS = {
    "registration": "clerk", "screening": "reviewer", "notice_delivery": "clerk", "clarification": "clerk",
    "lapse": "clerk", "assignment": "reviewer", "handling": "handler", "draft": "handler", "issue": "reviewer",
    "delivery": "clerk", "archive": "clerk", "extension_approval": "officehead",
}  # fmt: skip
SIGNERS = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
           "T_sign_leader": "leader"}  # fmt: skip
ANYBODY = ("clerk", "reviewer", "handler", "unithead", "officehead", "leader", "foreign")
OFTEN = ("task",) * 8
ACTS = (*OFTEN, "send", "send", "add_file", "copy", "remove", "answer", "paper", "extend", "withdraw", "search", "ask",
        "hand_on", "reason")  # fmt: skip
BEGINNINGS = ("new", "asked", "lapsed", "extended", "refused", "signed")


class AnyOrder(Office):
    """`turn` tells the same act of two moves apart; `refused` counts what a rule forbade."""

    turn: int = 0
    refused: int = 0

    def begin(self, where: str, *, online: bool) -> None:
        """A request that has come this far by its usual way."""
        description = f"{where}的明细"
        self.apply(description=description) if online else self.register(description=description)
        match where:
            case "asked" | "lapsed":
                self.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                                     clarification_guidance="写明年度", clarification_period=3)  # fmt: skip
            case "extended":
                self.assigned().extend("right", 0)
                self.do("officehead", "T_approve_extension", extension_decision="approve")
            case "refused":
                self.handled("denied_internal_affairs")
            case "signed":
                self.signed()
        if where == "lapsed":
            self._lapse(online=online)

    def _lapse(self, *, online: bool) -> None:
        if not online:
            self.do("clerk", "T_deliver_notice", method="in_person", delivered_on=self.day().isoformat())
        fire_due_timers(self.later(days=10).now)
        self.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道")

    def move(self, act: str, who: str, choice: int, days: int) -> None:
        """One attempt, after so many days; the clock of the office goes on meanwhile."""
        self.turn += 1
        self.later(days=days)
        fire_due_timers(self.now)
        try:
            getattr(self, act)(who, choice)
        except RuleViolation:
            self.refused += 1
            db.session.rollback()

    def task(self, who: str, choice: int) -> None:
        """Complete an open task, as it is usually answered, in this or another way."""
        items = self.open_items()
        if not items:
            return
        item = items[choice % len(items)]
        right = SIGNERS.get(item.node) or HANDS[item.form]
        login = right if who == "right" else who
        person = find_person(login)
        assert person is not None
        self.complete(login, item, **self._answer(item, choice))

    def _answer(self, item: WorkItem, choice: int) -> dict[str, Any]:
        today = self.now.date().isoformat()
        post = {"method": "post", "sent_on": today, "tracking_number": str(10**12 + self.turn)}
        match item.form:
            case "registration":
                return {"title": "申请公开补贴明细"}
            case "screening":
                clarify = {"screening": "clarify", "clarification_items": "年度", "clarification_guidance": "写明年度",
                           "clarification_period": 3}  # fmt: skip
                return ({"screening": "accept"}, clarify, clarify)[choice % 3]
            case "notice_delivery":
                by_hand = {"method": "in_person", "delivered_on": today, "receiver": "本人"}
                return (by_hand, post, {**post, "delivered_on": today})[choice % 3]
            case "clarification":
                return ({"answer": "2024年度"}, {"goes_on": True})[choice % 2]
            case "lapse":
                lapsed = {"lapse": "lapsed", "opinion": "查过各收件渠道", "papers_judged": True}
                received = {"lapse": "received", "opinion": "理由正当"}
                return (lapsed, {**lapsed, "why_not_accepted": "未说明迟延的原因"}, received)[choice % 3]
            case "assignment":
                return {"unit": "LF-ZRZY"}
            case "handling":
                outcome = ("granted", "not_existing", "denied_internal_affairs")[choice % 3]
                return {**SEARCH, "outcome": outcome}
            case "draft":
                return self._draft(choice)
            case "issue":
                return (
                    {"checked": True, "late_reason": "查找耗时"}
                    if choice % 4
                    else {"decision": "send_back", "opinion": "改"}
                )
            case "delivery":
                failed = {**post, "delivery": "failed", "note": "查无此人"}
                return ({**post, "delivery": "delivered", "late_reason": "收发室延误"}, failed)[
                    choice % 4 == 3
                ]
            case "archive":
                return (
                    {"retention_years": 10, "delivered_on": today} if choice % 2 else {"retention_years": 10}
                )
            case "extension_approval":
                return {"extension_decision": "approve" if choice % 3 else "refuse"}
        return {"decision": "approve" if choice % 4 else "send_back", "opinion": "意见"}

    def _draft(self, choice: int) -> dict[str, Any]:
        kind = reply_kind(request_of(self.case))
        back = next(iter(draft_form.ways_of(kind, may_charge=False)))
        if choice % 5 == 4:
            return {"decision": back, "opinion": "重新核对"}
        return GRANTED if kind.kind == "reply_granted" else draft_form.values_from(kind, kind.sample_facts())

    def send(self, who: str, choice: int) -> None:
        """A letter of the list goes out, or has arrived."""
        letters = letters_of(self.case)
        if not letters:
            return
        letter = letters[choice % len(letters)]
        known = deliveries.delivery_of(letter.id)
        today = self.now.date()
        data: dict[str, Any] = {"method": "post", "sent_on": today.isoformat(), "tracking_number": "1099"}
        if known is not None and known.sent_on is not None:
            data |= {"sent_on": known.sent_on.isoformat(), "delivered_on": today.isoformat()}
        self.run(deliveries.record_delivery, self._person(who, "clerk"), case_id=self.case.id, letter_id=letter.id,
                 data=data)  # fmt: skip

    def _person(self, who: str, right: str) -> Any:
        return self.person(right if who == "right" else who)

    def add_file(self, who: str, choice: int) -> None:
        upload = self._paper("附件")
        self.run(reply_file_acts.add_reply_files, self._person(who, "handler"), case_id=self.case.id,
                 files=[reply_file_acts.CountedUpload(upload, 1)])  # fmt: skip

    def _paper(self, words: str) -> CheckedUpload:
        """Of our own making: what the quarantine says of uploads has tests of its own, and a play has many."""
        name = f"{words}{self.turn}.pdf"
        return own_upload(name, paper(name), FileKind.PDF)

    def search(self, who: str, choice: int) -> None:
        """A search beside the task, by the handler or whoever tries."""
        data = {"scope": "局档案室", "method": "题名检索", "keywords": "补贴", "result": f"第 {self.turn} 次查到一份",
                "unit": "LF-ZRZY", "searched_on": self.day().isoformat(), "finding": "found"}  # fmt: skip
        self.run(
            search_acts.record_search,
            self._person(who, "handler"),
            case_id=self.case.id,
            data=data,
            uploads=[],
        )

    def ask(self, who: str, choice: int) -> None:
        """A third party is asked, its letter goes out, and now and then it answers at once."""
        number = self.run(
            consultation_acts.prepare_consultation, self._person(who, "handler"), case_id=self.case.id,
            data={"party": "third_party", "name": f"第三方{self.turn}公司", "kind": "organisation",
                  "information": "项目合同的名称和金额"},
        )["number"]  # fmt: skip
        shared = {"case_id": self.case.id, "number": number}
        self.run(consultation_acts.issue_consultation_letter, self.person("clerk"), **shared)
        handed = {"method": "in_person", "delivered_on": self.day().isoformat(), "receiver": "收件人"}
        self.run(consultation_sending.record_sent, self.person("clerk"), **shared, data=handed)
        if choice % 2:
            self.answer_consultation(number, ("agreed", "objected")[choice % 4 // 2])

    def hand_on(self, who: str, choice: int) -> None:
        """An open task is taken, given back or given to somebody else."""
        items = self.open_items()
        if not items:
            return
        item = items[choice % len(items)]
        actor, about = self._person(who, "reviewer"), {"case_id": item.case_id, "item_id": item.id}
        if choice % 3 == 0:
            self.run(work_items.claim, actor, **about)
        elif choice % 3 == 1:
            self.run(work_items.release, actor, **about)
        else:
            other = self.person(("clerk2", "handler", "unithead")[choice % 4 % 3])
            self.run(work_items.transfer, actor, **about, person_id=other.person_id, reason="工作调整")

    def reason(self, who: str, choice: int) -> None:
        """The applicant's reason for asking much, which nobody may have asked for (第三十五条)."""
        data = {"words": "用于课题研究", "received_on": self.day().isoformat(), "way": "post"}
        self.run(excess_acts.record_reason, self._person(who, "clerk"), case_id=self.case.id, data=data)

    def copy(self, who: str, choice: int) -> None:
        self.run(reply_file_acts.add_paper_copy, self._person(who, "handler"), case_id=self.case.id,
                 data={"name": f"纸质件{self.turn}", "pages": 2})  # fmt: skip

    def remove(self, who: str, choice: int) -> None:
        files = files_of(self.case)
        if files:
            self.run(reply_file_acts.remove_reply_file, self._person(who, "handler"), case_id=self.case.id,
                     file_id=files[choice % len(files)].id)  # fmt: skip

    def answer(self, who: str, choice: int) -> None:
        self.run(use_cases.answer_clarification, APPLICANT, case_id=self.case.id,
                 data={"answer": f"第 {self.turn} 次补充"}, uploads=[])  # fmt: skip

    def paper(self, who: str, choice: int) -> None:
        self.run(papers.add_papers, self._person(who, "clerk"), case_id=self.case.id,
                 uploads=[self._paper("材料")],
                 purpose=("clarification", "material")[choice % 2])  # fmt: skip

    def extend(self, who: str, choice: int) -> None:
        self.run(use_cases.request_extension, self._person(who, "handler"), case_id=self.case.id,
                 data={"working_days": 5, "reason": "材料较多"})  # fmt: skip

    def withdraw(self, who: str, choice: int) -> None:
        if choice != 7:  # now and then: it ends the play
            raise CannotHappenNow
        self.run(withdrawal.withdraw_request, APPLICANT, case_id=self.case.id, reason="不再需要")

    def day(self) -> date:
        return self.now.date()
