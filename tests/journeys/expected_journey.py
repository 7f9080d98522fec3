"""One request from its arrival to the archive as a row of the table of expectations tells it, each step by its hand."""

from datetime import date
from typing import Any

from app.casework.letters import by_clerk
from app.casework.models.cases import CaseState
from app.casework.terms.sweep import fire_due_timers
from app.casework.work import work_items
from app.law.outcomes import gives_information
from app.processes.disclosure import excess_acts, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.fee_acts import void_payment
from app.processes.disclosure.registration import request_of
from app.steps import withdrawal
from app.steps.consultation_silence import record_silences
from tests.journeys.letters_seen import made_blank
from tests.journeys.reply_file_hands import sample_of_reply
from tests.journeys.told import CLARIFY
from tests.support.office import GRANTED, Office, search_for

CHARGE = {"charge": "charge", "charged_by": "items", "items": 11, "why_items": "十一个年度各一项",
          "payment_way": "凭缴款码在银行柜台缴入国库", "opinion": "数量明显超过合理范围"}  # fmt: skip
NO_INFORMATION = {
    "fact_findings": "所要求的是对今后补贴标准的解答，本机关没有载有这一内容的文件或者记录",
    "fact_legal_basis": "《中华人民共和国政府信息公开条例》第二条",
    "fact_decision": "对该项申请不作为政府信息公开申请处理，可以向禄丰市农业农村局咨询",
}
TYPED = {"granted": GRANTED, "not_information": NO_INFORMATION}
REASONS = {"statistics": "2026年1月至2月，您向本机关提出政府信息公开申请46件", "reason_working_days": 10,
           "submit_to": "寄送或者当面提交至本机关政务公开科"}  # fmt: skip


class Journey(Office):
    """`walk` comes to the issued letter, `file` to the archive. `former`: the same person's earlier request."""

    former: str = ""

    def walk(self, decision: dict[str, Any], way: dict[str, Any]) -> None:
        if decision.get("before") == "answered":
            self.former = self.apply()
            self.issued()
        if way["came"] == "online":
            self.apply(reply_way=way["wanted"])
        else:
            self.register(channel=way["came"], reply_way=way["wanted"])
        getattr(self, decision.get("path", "decided"))(decision)
        if self.case.is_open:
            self._write()
            self.all_signed().do("reviewer", "T_issue", checked=True)

    def until(self, decision: dict[str, Any]) -> None:
        """The day on which something else happened, as the row says."""
        day: date = decision.get("answered", self.now.date())
        self.later(days=(day - self.now.date()).days)
        fire_due_timers(self.now)

    # the paths of the table

    def decided(self, decision: dict[str, Any]) -> None:
        """The department searches and decides."""
        self.assigned()
        if decision.get("before") == "third_party_objects":
            number = self.consulted("")
            self.until(decision)
            self.answer_consultation(number, "objected")
        if decision.get("before") == "third_party_silent":
            self.consulted("")
            self.until(decision)
            record_silences(self.now)
        self._find(decision)

    def screened(self, decision: dict[str, Any]) -> None:
        """The office decides without a department, at once or when what it waits for came."""
        self.registered()
        if "asked" in decision:
            self.until({"answered": decision["asked"]})
        if decision.get("before") == "clarified":
            self.do("reviewer", "T_screening", **CLARIFY)
            self.until(decision)
            self.run(use_cases.answer_clarification, APPLICANT, case_id=self.case.id,
                     data={"answer": "还是想要有关补贴的材料"}, uploads=[])  # fmt: skip
        if decision.get("before") == "reason_asked":
            self._ask_for_the_reason()
            self.until(decision)
        self.do("reviewer", "T_screening", screening=decision["outcome"], opinion="不需转承办单位")

    def extended(self, decision: dict[str, Any]) -> None:
        """More time is asked for and granted, then it is found."""
        self.assigned()
        self.run(use_cases.request_extension, self.person("handler"), case_id=self.case.id,
                 data={"working_days": 10, "reason": "涉及多个年度，查找核对的材料较多"})  # fmt: skip
        self.do("officehead", "T_approve_extension", extension_decision="approve")
        self._find(decision)

    def deferred(self, decision: dict[str, Any]) -> None:
        """The reason for so many requests was good, and the office takes more time."""
        self.registered()
        self._ask_for_the_reason()
        self.until(decision)
        given = {"words": "用于核对本村各户的补贴", "received_on": self.now.date().isoformat(), "way": "post"}
        self._act(excess_acts.record_reason, "clerk", **given)
        good = {"judged": "reasonable", "judgement": "申请与本人利益相关，各件内容不同"}
        self._act(excess_acts.judge_reason, "reviewer", **good)
        self._act(
            excess_acts.request_deferral, "reviewer", working_days=40, reason="涉及46件，须逐件查找和区分处理"
        )
        self.do("officehead", "T_approve_deferral", deferral_decision="approve")
        self.do("reviewer", "T_screening", screening="accept")
        self.do("reviewer", "T_assign", unit="LF-ZRZY")
        self._find(decision)

    def charged(self, decision: dict[str, Any]) -> None:
        """A fee is told; it comes in, or nothing comes."""
        self.registered().do("reviewer", "T_screening", screening="fee", opinion="数量较多")
        self.do("reviewer", "T_fee", **CHARGE)
        self.do("officehead", "T_sign_fee", decision="approve", opinion="同意收费")
        if "struck_out" in decision:
            self.until({"answered": decision["struck_out"]})
            self._pay()
            self._act(void_payment, "clerk", payment=1, reason="银行退回，款项没有入库")
        self.until(decision)
        if decision["outcome"] == "fee_lapsed":
            self.do("clerk", "T_confirm_fee_lapse", fee_lapse="lapsed", opinion="已查国库到账清单，没有到账")
            return
        self._pay()
        self.do("reviewer", "T_screening", screening="accept")
        self.do("reviewer", "T_assign", unit="LF-ZRZY")
        self._find(decision)

    def not_clarified(self, decision: dict[str, Any]) -> None:
        """The applicant was asked, and the period passed."""
        self.registered().do("reviewer", "T_screening", **CLARIFY)
        self.until(decision)
        self.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道，均未收到")

    def withdrawn(self, decision: dict[str, Any]) -> None:
        self.assigned()
        self.until(decision)
        self.run(withdrawal.withdraw_request, APPLICANT, case_id=self.case.id, reason="已从其他途径取得")

    # what all of them share

    def _act(self, use: Any, login: str, **data: Any) -> None:
        self.run(use, self.person(login), case_id=self.case.id, data=data)

    def _pay(self) -> None:
        self.do("clerk", "T_payment", amount=100, paid_on=self.now.date().isoformat(), receipt_number="1")

    def _ask_for_the_reason(self) -> None:
        sheet = by_clerk.sheet_of(self.case, "reason_request_notice", self.now.date())
        self.run(by_clerk.issue_case_letter, self.person("clerk"), case_id=self.case.id, facts=REASONS,
                 kind="reason_request_notice", seen=sheet.mark)  # fmt: skip

    def _find(self, decision: dict[str, Any]) -> None:
        self.do("handler", "T_handle", **search_for(decision["outcome"]), outcome=decision["outcome"])
        if gives_information(decision["outcome"]):
            self.attach()

    def _write(self) -> None:
        outcome = str(request_of(self.case).outcome)
        typed = TYPED.get(outcome) or sample_of_reply(self)
        if outcome == "repeated":
            typed = {**typed, "former": self.former}
        if outcome == "reissue":  # number and day are those of the register
            typed = {**typed, **self._begun("fact_earlier_number", "fact_provided_on")}
        self.do("handler", "T_draft", **typed)

    def _begun(self, *names: str) -> dict[str, Any]:
        """What the draft begins with."""
        known = work_items.form_of(self.item("T_draft")).initial(self.case)
        return {name: known[name] for name in names}

    def file(self, way: dict[str, Any]) -> None:
        """Sent or handed over as the applicant wanted, and filed with its proof."""
        if self.case.state == CaseState.WITHDRAWN:
            return
        made_blank(self)
        if way["wanted"] == "post":
            self.do("clerk", "T_deliver", delivery="delivered", method="post", tracking_number="1099000000002",
                    sent_on=self.now.date().isoformat())  # fmt: skip
            self.later(days=7)
            self.do("clerk", "T_archive", retention_years=10, delivered_on=way["delivered"].isoformat())
        else:
            self.do("clerk", "T_archive", retention_years=10)
