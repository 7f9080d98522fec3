"""A driver of the office for tests: real commands, in the words of the diagram, at a chosen moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app import timekeeping
from app.casework.acts.actor import Actor, of_person
from app.casework.acts.commands import perform
from app.casework.messages.dispatch import dispatch_due
from app.casework.messages.outbox import Way
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.papers.uploads import check_upload
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from app.law.outcomes import gives_information
from app.office.people import find_person
from app.processes.disclosure import query_codes, reply_file_acts, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.reply_files import files_of
from app.steps import consultation_acts, consultation_answers, consultation_sending
from tests.support.papers import paper as paper
from tests.support.walks import walked

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=timekeeping.OFFICE_TIME)

APPLICATION: dict[str, Any] = {
    "organ": "LF", "has_read_guide": True, "applicant_kind": "natural_person", "name": "申请人甲",
    "identity_document": "other", "identity_number": "T0000001", "telephone": "13900000000",
    "email": "applicant@example.invalid",
    "description": "禄丰市金山镇2024年度耕地地力保护补贴发放明细", "reply_form": "electronic", "reply_way": "portal",
}  # fmt: skip
PAPER: dict[str, Any] = {
    **{k: v for k, v in APPLICATION.items() if k not in ("organ", "has_read_guide", "email")},
    "channel": "in_person", "arrived_on": "2026-03-02", "reply_way": "post", "address": "禄丰市示例路9号",
}  # fmt: skip
SEARCH: dict[str, Any] = {
    "scope": "局档案室2024年度文书档案、补贴管理系统", "method": "题名检索、逐卷翻查", "keywords": "耕地地力保护补贴",
    "result": "查到发放明细一份", "secrecy_reviewed": True,
    "inseparable": "各部分互相印证，删去后没有可以单独提供的内容",
}  # fmt: skip


def search_for(outcome: str) -> dict[str, Any]:
    """A search that carries this outcome: nothing is absent that was found."""
    return {**SEARCH, "result": "没有查到发放明细"} if outcome == "not_existing" else SEARCH


GRANTED: dict[str, Any] = {
    "fact_items": "金山镇2024年度耕地地力保护补贴发放明细｜电子文件｜12", "fact_provision": "attached",
}  # fmt: skip


def looked_into(name: str, data: bytes) -> list[reply_file_acts.CountedUpload]:
    """A file that passed the checks of the door, its pages counted."""
    return reply_file_acts.counted([check_upload(name, data, limit=10**7)])


@cache
def sound_paper(name: str) -> list[reply_file_acts.CountedUpload]:
    """The empty page of this name, really checked once: what the checks find in it does not change."""
    return looked_into(name, paper(name))


@dataclass
class Office:
    """Time, and what people do. `number` is the case last opened."""

    now: datetime = MORNING
    number: str = ""
    code: str = ""
    results: list[dict[str, Any]] = field(default_factory=list)

    def later(self, days: int = 0, **more: int) -> "Office":
        """Move the clock on."""
        self.now += timedelta(days=days, **more)
        return self

    @property
    def case(self) -> Case:
        return db.session.scalars(select(Case).where(Case.number == self.number)).one()

    def run(self, use: Any, actor: Actor, **arguments: Any) -> dict[str, Any]:
        """One command now."""
        with timekeeping.moved_to(self.now):
            self.later(minutes=1)
            result = perform(use, actor=actor, now=self.now, **arguments)
        self.results.append(result)
        return result

    def person(self, login: str) -> Actor:
        person = find_person(login)
        assert person is not None, login
        return of_person(person)

    @walked
    def apply(self, **changes: Any) -> str:
        """The applicant applies on the portal."""
        key = str(uuid4())
        self.code = query_codes.code_for(key)
        data = {**APPLICATION, **changes}
        result = self.run(
            use_cases.apply_online,
            APPLICANT,
            key=key,
            data=data,
            uploads=[],
            query_code=query_codes.hashed(self.code),
        )
        self.number = result["number"]
        return self.number

    @walked
    def register(self, login: str = "clerk", organ: str = "LF", **changes: Any) -> str:
        """A clerk registers a request on paper."""
        data = {**PAPER, "arrived_on": self.now.date().isoformat(), **changes}
        result = self.run(use_cases.register_request, self.person(login), key=str(uuid4()), organ_code=organ,
                          data=data, uploads=[], query_code=query_codes.hashed("K7QM3RTXZZZZ"))  # fmt: skip
        self.number = result["number"]
        return self.number

    def item(self, node: str) -> WorkItem:
        """The open item of a node."""
        found = db.session.scalars(
            select(WorkItem).where(
                WorkItem.case_id == self.case.id,
                WorkItem.node == node,
                WorkItem.status == WorkItemStatus.OPEN,
            )
        ).all()
        assert len(found) == 1, f"{node}: {[i.node for i in self.open_items()]}"
        return found[0]

    def open_items(self) -> list[WorkItem]:
        query = select(WorkItem).where(
            WorkItem.case_id == self.case.id, WorkItem.status == WorkItemStatus.OPEN
        )
        return list(db.session.scalars(query.order_by(WorkItem.created_at)))

    def open_nodes(self) -> set[str]:
        return {item.node for item in self.open_items()}

    def do(self, login: str, node: str, **data: Any) -> dict[str, Any]:
        """A person opens the page of a node's open item and completes it: the page sends the mark of the texts."""
        return self.complete(login, self.item(node), **data)

    def complete(self, login: str, item: WorkItem, **data: Any) -> dict[str, Any]:
        """Complete this item, with what its page sends along unless `data` says something else."""
        if item.form == "archive":  # the letters are made meanwhile
            with timekeeping.moved_to(self.now):
                dispatch_due(self.now, Way.OTHERS)
        known = {} if seen.MARK in data else seen.known_mark(work_items.form_of(item).texts(item.case))
        return self.run(
            work_items.complete,
            self.person(login),
            case_id=item.case_id,
            item_id=item.id,
            data={**known, **data},
        )

    @walked
    def registered(self) -> "Office":
        self.do("clerk", "T_register", title=self.case.title)
        return self

    @walked
    def accepted(self) -> "Office":
        self.registered().do("reviewer", "T_screening", screening="accept")
        return self

    @walked
    def assigned(self) -> "Office":
        self.accepted().do("reviewer", "T_assign", unit="LF-ZRZY")
        return self

    @walked
    def handled(self, outcome: str = "granted") -> "Office":
        self.assigned().do("handler", "T_handle", **search_for(outcome), outcome=outcome)
        return self

    @walked
    def attach(
        self, name: str = "补贴发放明细.pdf", data: bytes | None = None, login: str = "handler"
    ) -> int:
        """The handler adds a file to the reply. Returns its id."""
        files = looked_into(name, data) if data else sound_paper(name)
        self.run(reply_file_acts.add_reply_files, self.person(login), case_id=self.case.id, files=files)
        return files_of(self.case)[-1].id

    @walked
    def attached(self, outcome: str = "granted") -> "Office":
        """Decided, and what a granting decision hands over is in the reply."""
        self.handled(outcome)
        if gives_information(outcome):
            self.attach()
        return self

    @walked
    def drafted(self, outcome: str = "granted", **facts: Any) -> "Office":
        self.attached(outcome).do("handler", "T_draft", **(facts or GRANTED))
        return self

    @walked
    def signed(self, outcome: str = "granted", **facts: Any) -> "Office":
        return self.drafted(outcome, **facts).all_signed()

    @walked
    def all_signed(self) -> "Office":
        """Whoever is to sign the draft agrees, one after the other."""
        signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
                   "T_sign_leader": "leader"}  # fmt: skip
        while node := next((n for n in self.open_nodes() if n in signers or n == "T_secrecy_review"), None):
            if node == "T_secrecy_review":
                self.reviewed()
            else:
                self.do(signers[node], node, decision="approve", opinion="同意")
        return self

    def reviewed(self, **changes: Any) -> "Office":
        """The review of secrecy finds what was decided."""
        conclusion = {"granted": "disclose", "partly_granted": "part"}.get(
            self.case.outcome or "", "withhold"
        )
        found = {
            "decision": "approve",
            "source": "made",
            "conclusion": conclusion,
            "opinion": "经审查，与决定一致",
        }
        self.do("secrecy", "T_secrecy_review", **{**found, **changes})
        return self

    @walked
    def issued(self, outcome: str = "granted", **facts: Any) -> "Office":
        self.signed(outcome, **facts).do("reviewer", "T_issue", checked=True)
        return self

    @walked
    def consulted(
        self, answer: str = "objected", party: str = "third_party", name: str = "第三方乙公司",
        kind: str = "organisation",
    ) -> int:  # fmt: skip
        """A party is asked, handed its letter, and answers at once; "" leaves it without an answer. Its number."""
        shared = {"case_id": self.case.id}
        own = {"kind": kind} if party == "third_party" else {"proposal": "拟予公开"}
        asked = {"party": party, "name": name, "information": "项目合同的名称和金额", **own}
        number = self.run(
            consultation_acts.prepare_consultation, self.person("handler"), data=asked, **shared
        )["number"]
        desk, today = self.person("clerk"), self.now.date().isoformat()
        self.run(consultation_acts.issue_consultation_letter, desk, number=number, **shared)
        self.run(consultation_sending.record_sent, desk, number=number, **shared,
                 data={"method": "in_person", "delivered_on": today, "receiver": "收件人"})  # fmt: skip
        if answer:
            self.answer_consultation(number, answer)
        return number

    @walked
    def answer_consultation(
        self, number: int, answer: str = "objected", login: str = "clerk"
    ) -> dict[str, Any]:
        """The opinion came today."""
        reason = "" if answer == "agreed" else "属于商业秘密"
        data = {
            "answer": answer,
            "reason": reason,
            "answered_on": self.now.date().isoformat(),
            "answer_way": "post",
        }
        return self.run(consultation_answers.record_answer, self.person(login), case_id=self.case.id, number=number,
                        data=data)  # fmt: skip
