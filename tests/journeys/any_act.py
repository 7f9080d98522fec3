"""What anybody may try on an open request beside its tasks: papers, searches, third parties, hands, ways back."""

from typing import Any

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import deliveries
from app.casework.letters.issuing import letters_of
from app.casework.models import CaseRun, WorkItem
from app.casework.papers.upload_kinds import FileKind
from app.casework.papers.uploads import CheckedUpload, own_upload
from app.casework.work import going_back, handing, taking_back, work_items
from app.casework.work.ways import ways_of
from app.database import db
from app.office.people import find_person
from app.office.vocabulary import Role
from app.processes.disclosure import (
    corrections,
    excess_acts,
    fee_acts,
    reply_file_acts,
    search_acts,
    use_cases,
)
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.reply_files import files_of
from app.steps import (
    asking,
    consultation_acts,
    consultation_answers,
    consultation_changes,
    consultation_sending,
    copying,
    papers,
    reassigning,
    withdrawal,
)
from app.steps.consultation_desk import answer_at_desk
from app.steps.consultation_record import consultations_of
from tests.journeys.any_answer import WHY, back_of
from tests.support.office import Office, paper

POSTS = {
    Role.INTAKE_CLERK: "clerk", Role.OFFICE_REVIEWER: "reviewer", Role.HANDLER: "handler", Role.UNIT_HEAD: "unithead",
    Role.SECRECY_REVIEWER: "secrecy", Role.LEGAL_REVIEWER: "legal", Role.OFFICE_HEAD: "officehead",
    Role.RESPONSIBLE_LEADER: "leader",
}  # fmt: skip
COLLEAGUES = ("clerk2", "handler2", "unithead", "legal", "officehead")


class AnyAct(Office):
    """`turn` tells the same act of two moves apart."""

    turn: int = 0

    def day(self) -> str:
        return self.now.date().isoformat()

    def one_of(self, choice: int) -> WorkItem:
        """An open task. Raises CannotHappenNow where none is."""
        items = self.open_items()
        if not items:
            raise CannotHappenNow
        return items[choice % len(items)]

    def hand_of(self, item: WorkItem, who: str) -> str:
        """Whose turn it is, or whoever tries."""
        if who != "right":
            return who
        return item.assignee.login if item.assignee is not None else POSTS[Role(item.role)]

    def by(self, who: str, right: str, use: Any, **arguments: Any) -> dict[str, Any]:
        """This act on the request by who may, or by whoever tries."""
        actor = self.person(right if who == "right" else who)
        return self.run(use, actor, case_id=self.case.id, **arguments)

    def on(self, who: str, choice: int, use: Any, **arguments: Any) -> dict[str, Any]:
        """This act on an open task by who has it, or by whoever tries."""
        item = self.one_of(choice)
        actor = self.person(self.hand_of(item, who))
        return self.run(use, actor, case_id=item.case_id, item_id=item.id, **arguments)

    def own_paper(self, words: str) -> CheckedUpload:
        """Of our own making: what the quarantine says of uploads has tests of its own, and a play has many."""
        name = f"{words}{self.turn}.pdf"
        return own_upload(name, paper(name), FileKind.PDF)

    # letters and papers

    def send(self, who: str, choice: int) -> None:
        """A letter of the list goes out, or has arrived."""
        letters = letters_of(self.case)
        if not letters:
            return
        letter = letters[choice % len(letters)]
        known = deliveries.delivery_of(letter.id)
        data: dict[str, Any] = {"method": "post", "sent_on": self.day(), "tracking_number": "1099"}
        if known is not None and known.sent_on is not None:
            data |= {"sent_on": known.sent_on.isoformat(), "delivered_on": self.day()}
        self.by(who, "clerk", deliveries.record_delivery, letter_id=letter.id, data=data)

    def add_file(self, who: str, choice: int) -> None:
        counted = [reply_file_acts.CountedUpload(self.own_paper("附件"), 1)]
        self.by(who, "handler", reply_file_acts.add_reply_files, files=counted)

    def copy(self, who: str, choice: int) -> None:
        data = {"name": f"纸质件{self.turn}", "pages": 2}
        self.by(who, "handler", reply_file_acts.add_paper_copy, data=data)

    def remove(self, who: str, choice: int) -> None:
        if files := files_of(self.case):
            file_id = files[choice % len(files)].id
            self.by(who, "handler", reply_file_acts.remove_reply_file, file_id=file_id)

    def paper(self, who: str, choice: int) -> None:
        purpose = ("clarification", "material")[choice % 2]
        self.by(who, "clerk", papers.add_papers, uploads=[self.own_paper("材料")], purpose=purpose)

    def search(self, who: str, choice: int) -> None:
        """A search beside the task, by the handler or whoever tries."""
        data = {"scope": "局档案室", "method": "题名检索", "keywords": "补贴", "result": f"第 {self.turn} 次查到一份",
                "unit": "LF-ZRZY", "searched_on": self.day(), "finding": "found"}  # fmt: skip
        self.by(who, "handler", search_acts.record_search, data=data, uploads=[])

    def correct(self, who: str, choice: int) -> None:
        """A registered fact is put right."""
        field, value = (("description", f"更正后的明细{self.turn}"), ("name", f"申请人{self.turn}"),
                        ("arrived_on", self.day()))[choice % 3]  # fmt: skip
        data = {field: value, "reason": "与申请书第一页不一致"}
        self.by(who, "clerk", corrections.correct_request, field=field, data=data)

    # the applicant

    def answer(self, who: str, choice: int) -> None:
        data = {"answer": f"第 {self.turn} 次补充"}
        self.run(use_cases.answer_clarification, APPLICANT, case_id=self.case.id, data=data, uploads=[])

    def withdraw(self, who: str, choice: int) -> None:
        if choice != 7:  # now and then: it ends the play
            raise CannotHappenNow
        self.run(withdrawal.withdraw_request, APPLICANT, case_id=self.case.id, reason="不再需要")

    def reason(self, who: str, choice: int) -> None:
        """The applicant's reason for asking much, which nobody may have asked for, and what the office makes of it."""
        data = {"words": "用于课题研究", "received_on": self.day(), "way": "post"}
        match choice % 3:
            case 0:
                self.by(who, "clerk", excess_acts.record_reason, data=data)
            case 1:
                judged = {
                    "judged": ("reasonable", "unreasonable")[choice % 2],
                    "judgement": "与其研究领域无关",
                }
                self.by(who, "reviewer", excess_acts.judge_reason, data=judged)
            case 2:
                later = {"working_days": 10, "reason": "数量大，须分批查找"}
                self.by(who, "reviewer", excess_acts.request_deferral, data=later)

    def money(self, who: str, choice: int) -> None:
        """A payment is struck out, or paid back."""
        if choice % 2:
            struck = {"payment": 1 + choice % 3, "reason": "金额录入有误"}
            self.by(who, "clerk", fee_acts.void_payment, data=struck)
        else:
            back = {"amount": 10, "refunded_on": self.day(), "reason": "复核后少收", "document": "T-1"}
            self.by(who, "clerk", fee_acts.record_refund, data=back)

    def extend(self, who: str, choice: int) -> None:
        data = {"working_days": 5, "reason": "材料较多"}
        self.by(who, "handler", use_cases.request_extension, data=data)

    # who else is asked

    def ask(self, who: str, choice: int) -> None:
        """A third party is asked by letter, or a unit of the house (协办)."""
        if choice % 3 == 2:
            data = {"party": "house_unit", "name": "禄丰市自然资源局", "information": "补贴发放明细"}
            self.by(who, "reviewer", consultation_acts.prepare_consultation, data=data)
            return
        data = {"party": "third_party", "name": f"第三方{self.turn}公司", "kind": "organisation",
                "information": "项目合同的名称和金额"}  # fmt: skip
        number = self.by(who, "handler", consultation_acts.prepare_consultation, data=data)["number"]
        self.by("clerk", "", consultation_acts.issue_consultation_letter, number=number)
        handed = {"method": "in_person", "delivered_on": self.day(), "receiver": "收件人"}
        self.by("clerk", "", consultation_sending.record_sent, number=number, data=handed)

    def opinion(self, who: str, choice: int) -> None:
        """Who was asked answers, says otherwise, or is not asked any more."""
        known = consultations_of(self.case)
        if not known:
            raise CannotHappenNow
        row = known[choice % len(known)]
        number = row.number
        if row.party == "house_unit" and choice % 4 == 0:
            said = {"answer": ("agreed", "objected")[choice // 4 % 2], "reason": WHY, "is_meant": True}
            self.by(who, "handler2", answer_at_desk, number=number, data=said, uploads=[])
        elif choice % 4 == 3:
            self.by(
                who, "reviewer", consultation_answers.drop_consultation, number=number, data={"reason": WHY}
            )
        elif choice % 4 == 2:
            data = {"answer": ("agreed", "objected")[choice // 4 % 2], "reason": WHY, "answered_on": self.day(),
                    "answer_way": "post", "why": WHY}  # fmt: skip
            self.by(who, "clerk", consultation_changes.change_answer, number=number, data=data)
        else:
            login = "clerk" if who == "right" else who
            self.answer_consultation(number, ("agreed", "objected")[choice % 2], login)

    def advise(self, who: str, choice: int) -> None:
        """加签 before or after, and the end of it."""
        if choice % 4 == 3:
            self.on(who, choice // 4, asking.call_off, reason="已口头征求")
        else:
            data = {"person": COLLEAGUES[choice % 5], "when": ("before", "after")[choice % 2], "reason": WHY}
            self.on(who, choice, asking.ask_advice, data=data)

    def show(self, who: str, choice: int) -> None:
        data = {"person": COLLEAGUES[choice % 5], "note": "请知悉"}
        self.by(who, "reviewer", copying.copy_case, data=data)

    # from hand to hand

    def hand_on(self, who: str, choice: int) -> None:
        """An open task is taken, given back, or given to somebody else for good or for a time."""
        other = find_person(COLLEAGUES[choice % 5])
        assert other is not None
        to = {"person_id": other.id, "reason": "工作调整"}
        match choice % 4:
            case 0:
                self.on(who, choice // 4, work_items.claim)
            case 1:
                self.on(who, choice // 4, work_items.release)
            case 2:
                self.on(who, choice // 4, handing.transfer, **to)
            case 3:
                self.on(who, choice // 4, handing.delegate, **to)

    def reassign(self, who: str, choice: int) -> None:
        """改派: from one unit to the other."""
        data = {"unit": ("LF-JS", "LF-ZRZY")[choice % 2], "reason": "台账在该单位"}
        self.by(who, "reviewer", reassigning.reassign, data=data)

    def back(self, who: str, choice: int) -> None:
        """退回 along a way that is drawn behind a task."""
        item = self.one_of(choice)
        ways = list(ways_of(item))
        way = ways[choice // 3 % len(ways)] if ways else "return_assignment"
        self.on(who, choice, going_back.send_back, way=way, data=back_of(way))

    def take_back(self, who: str, choice: int) -> None:
        """取回 what was done last; now and then somebody opens the next task before."""
        if choice % 4 == 3:
            self.on(who, choice, taking_back.note_opening)
            return
        run = db.session.get(CaseRun, self.case.id)
        last = db.session.get(WorkItem, run.item_before) if run is not None and run.item_before else None
        if last is None or last.done_by is None:
            raise CannotHappenNow
        login = last.done_by.login if who == "right" else who
        self.run(taking_back.take_back, self.person(login), case_id=last.case_id, item_id=last.id)
