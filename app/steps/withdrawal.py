"""撤回: the party takes the matter back, on the portal or on paper; the case ends with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.actor import ActorKind
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import Facts, load_schema
from app.casework.contract.rows import CaseAct
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.run.workflow import workflow_of
from app.engine.operations import Operation
from app.law.errors import DayOutOfRange, InvalidInput, NotAllowed, RuleViolation
from app.law.stated_days import faults_of_days
from app.office.permissions import Permission
from app.steps import closing
from app.steps.finding import needed_step

WITHDRAWN = "withdrawn"
LONGEST_REASON = 500
BY_PARTY, WRITTEN = "applicant", "written"
WAYS: Mapping[str, str] = {
    WRITTEN: "书面材料",
    "oral": "当面口头提出，已作记录",
    "telephone": "电话提出，已作记录",
    "mail": "电子邮件、传真",
}
"""How somebody may take a matter back who does not do it on the portal. Stored, so never renamed."""


@dataclass(frozen=True, kw_only=True)
class Withdrawal(Step):
    """`check(case)`: the process's rule, which raises what forbids it; `keep(act, reason, by, on)`: where it writes
    why, how (`BY_PARTY` or one of `WAYS`), and since which day. `since(case)`: the day of what is taken back;
    `ended_on(case)`: that of its withdrawal.

    `end(act)`: what the process does when the matter ends (outcome, confirmation). The diagram waits for
    the message `withdrawn` and then performs the operation `record_withdrawal`. `matter`: what `party` takes back;
    `confirmation`: the letter that `end` issues, if any.
    """

    check: Callable[[Case], None]
    keep: Callable[[Act, str, str, date], None]
    since: Callable[[Case], date]
    ended_on: Callable[[Case], date | None]
    end: Callable[[Act], None]
    party: str = "当事人"
    matter: str = "事项"
    confirmation: str = ""

    def operations(self) -> tuple[Operation, ...]:
        return (Operation("record_withdrawal", "终止办理并出具撤回确认", self._record),)

    def messages(self) -> frozenset[str]:
        return frozenset({WITHDRAWN})

    def acts(self) -> tuple[CaseAct, ...]:
        needed = Permission.RECORD_WITHDRAWAL
        return (CaseAct("登记撤回", "desk.ask_withdrawal", "x-circle", needed, self._is_time),)

    def may_be_withdrawn(self, case: Case) -> bool:
        """Whether pages offer it."""
        try:
            self.check(case)
        except RuleViolation:
            return False
        return case.is_open

    def _is_time(self, case: Case, today: date) -> bool:
        return self.may_be_withdrawn(case)

    def _record(self, act: Act) -> Facts:
        self.end(act)
        closing.end(act, CaseState.WITHDRAWN, self.ended_on(act.the_case))
        act.audit("case.withdrawn", f"{self.party}撤回{self.matter}，办理终止")
        return {"is_withdrawn": True}


@use_case("withdraw_request")
def withdraw_request(act: Act, reason: str) -> Result:
    """The party withdraws on the portal. Raises NotAllowed for anybody of the office: that is a record of its own."""
    if act.actor.kind is not ActorKind.APPLICANT:
        raise NotAllowed()
    return _withdraw(act, reason, BY_PARTY, act.today)


class PaperSchema(OfficeSchema):
    """A withdrawal that the office heard of on paper or by word of mouth: how, since when, and what proves it."""

    way = Choice("撤回的方式", WAYS, required=False, hint="写入撤回确认书；不填为书面材料")
    received_on = Day("收到撤回材料之日", required=False, hint="收发室签收的，填写签收之日；撤回自这一天起算")
    reason = Text("撤回情况", maximum=LONGEST_REASON, widget="textarea", argues=True,
                  hint="材料名称和签收情况；口头、电话撤回的，写明时间、内容和记录人")  # fmt: skip


def paper_schema() -> Schema:
    """What the desk enters of a withdrawal on paper."""
    return PaperSchema()


@use_case("record_withdrawal", needs=Permission.RECORD_WITHDRAWAL)
def record_withdrawal(act: Act, reason: str, received_on: str = "", way: str = "") -> Result:
    """A clerk records a withdrawal that came on paper, whose scan belongs to the case, or was declared otherwise.

    `received_on`: the day on which the office got it, ISO; none is today. Raises InvalidInput, DayOutOfRange.
    """
    values = load_schema(paper_schema(), {"reason": reason, "received_on": received_on, "way": way})
    day: date = values["received_on"] or act.today
    since = needed_step(act.the_case, Withdrawal, "撤回").since(act.the_case)
    if faults := faults_of_days({"received_on": day}, act.today, since=since, of="收到的日期"):
        raise DayOutOfRange(fields=faults)
    return _withdraw(act, values["reason"], values["way"] or WRITTEN, day)


def _withdraw(act: Act, reason: str, by: str, on: date) -> Result:
    step = needed_step(act.the_case, Withdrawal, "撤回")
    act.require_open()
    step.check(act.the_case)
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(fields={"reason": f"原因最多 {LONGEST_REASON} 字"})
    step.keep(act, reason.strip(), by, on)
    workflow_of(act).throw(WITHDRAWN)
    return {"number": act.the_case.number}
