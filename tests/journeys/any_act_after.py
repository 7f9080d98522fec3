"""What anybody may try on a request that is answered: letters taken back, suits, orders, corrections, publication."""

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import by_clerk, recalls
from app.casework.letters.issuing import letters_of
from app.processes.disclosure import conversion_acts, correction_application_acts, proceeding_acts, redo
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.proceedings import standing_proceedings
from tests.journeys.any_act import AnyAct

BY_HAND = "reason_request_notice"
CORRECTION = {"information": "发放明细中本人的承包地面积", "recorded": "2.3亩", "wanted": "3.2亩",
              "evidence": "承包经营权证复印件"}  # fmt: skip
PUBLISHED = {"reason": "suggested", "headline": "2024年度补贴发放情况", "text": "分村发放情况见附件。"}


class AnyActAfter(AnyAct):
    """Acts that open another case go on with that one."""

    def recall(self, who: str, choice: int) -> None:
        """A letter is taken back; or one is issued by hand, in its place or for the first time."""
        if choice % 3 == 2:
            sheet = by_clerk.sheet_of(self.case, BY_HAND, self.now.date())
            facts = {name: field.sample for name, field in sheet.asked.items()}
            self.by(who, "clerk", by_clerk.issue_case_letter, kind=BY_HAND, facts=facts, seen=sheet.mark)
        elif letters := letters_of(self.case):
            letter_id = letters[choice // 3 % len(letters)].id
            data = {"reason": "收到日期写错，更正后重新制发"}
            self.by(who, "reviewer", recalls.recall_letter, letter_id=letter_id, data=data)

    def replace(self, who: str, choice: int) -> None:
        """更换答复: another case, whose reply takes the place of this one."""
        data = {"reason": "附件漏列一份"}
        self.number = self.by(who, "reviewer", redo.replace_reply, data=data)["number"]

    def contest(self, who: str, choice: int) -> None:
        """A reconsideration is told, decided, and obeyed."""
        standing = standing_proceedings(self.case)
        begun = {"kind": "reconsideration", "body": "楚雄彝族自治州人民政府", "docket": f"楚政复〔2026〕{self.turn}号",
                 "applied_on": self.day(), "told_on": self.day()}  # fmt: skip
        if not standing:
            self.by(who, "clerk", proceeding_acts.record_proceeding, data=begun, uploads=[])
        elif not standing[-1].ruling:
            ruled = {"ruling": ("redo_ordered", "maintained")[choice % 4 == 3], "ruling_number": f"第{self.turn}号",
                     "ruled_on": self.day(), "got_on": self.day(), "party_got_on": self.day()}  # fmt: skip
            self.by(who, "clerk", proceeding_acts.record_ruling, number=standing[-1].number, data=ruled,
                    uploads=[])  # fmt: skip
        else:
            self.number = self.by(who, "clerk", redo.open_redo, number=standing[-1].number)["number"]

    def ask_correction(self, who: str, choice: int) -> None:
        """更正申请 by the applicant of an answered request."""
        if choice % 3:  # it leaves the case for another one
            raise CannotHappenNow
        self.number = self.run(
            correction_application_acts.apply_for_correction, APPLICANT, case_id=self.case.id, data=CORRECTION,
            uploads=[self.own_paper("证明")],
        )["number"]  # fmt: skip

    def convert(self, who: str, choice: int) -> None:
        """转主动公开: suggested, proposed, decided, published."""
        match choice % 4:
            case 0:
                self.run(conversion_acts.suggest_conversion, APPLICANT, case_id=self.case.id,
                         data={"suggestion": "涉及全镇农户"})  # fmt: skip
            case 1:
                self.by(who, "clerk", conversion_acts.propose_conversion, data=PUBLISHED, uploads=[])
            case 2:
                agreed = {"decision": "agree", "opinion": "属于应当主动公开的信息"}
                self.by(who, "reviewer", conversion_acts.decide_conversion, data=agreed)
            case 3:
                self.by(who, "reviewer", conversion_acts.publish_conversion)
