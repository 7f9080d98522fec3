"""保密审查 of a reply that may touch secrets: by the post of its own, with its form in the file (条例第十七条)."""

from collections.abc import Sequence

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, Hand, TaskForm, Values, always
from app.casework.contract.schemas import ReturningSchema
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.models import Case, TextVersion, WorkItem
from app.casework.models.letters import DeliveryMethod
from app.casework.models.work import APPROVE, SEND_BACK
from app.casework.texts import seen
from app.law.secrecy import CONCLUSION_WORDS, check_may_go_on
from app.processes.disclosure.letters import REPLY
from app.processes.disclosure.registration import request_of

KEY = "secrecy_review"
SHEET = "secrecy_review_form"
SOURCES = {"made": "本机关制作", "obtained": "从其他主体获取"}


class SecrecyReviewSchema(ReturningSchema):
    """What was reviewed, and what it came to; a decision that does not agree goes back with the reason."""

    kept_when_returning = frozenset({"opinion", seen.MARK})

    decision = Choice("审查", {APPROVE: "审查通过", SEND_BACK: "退回修改"}, widget="buttons")
    source = Choice("信息来源", SOURCES)
    conclusion = Choice("审查结论", {str(one): words for one, words in CONCLUSION_WORDS.items()})
    opinion = Text(
        "审查意见", maximum=800, widget="textarea", argues=True,
        hint="写明审查的依据、不能公开的内容及范围；退回修改的写明理由",
    )  # fmt: skip
    signed_hash = seen.Mark()


def _versions(case: Case) -> Sequence[TextVersion]:
    return seen.versions_to_sign(case, (REPLY,))


def _review(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["decision"] == SEND_BACK:
        return {KEY: SEND_BACK}
    seen.refuse_changed(act.the_case, _versions(act.the_case), act.today)
    check_may_go_on(act.the_case.outcome or "", values["conclusion"])
    _keep_sheet(act, values)
    act.audit("secrecy.passed", f"保密审查：{CONCLUSION_WORDS[values['conclusion']]}", node=item.node)
    return {KEY: APPROVE}


def _keep_sheet(act: Act, values: Values) -> None:
    """政府信息公开保密审查单 for the file."""
    facts = {
        "made_on": act.today, "reviewed_on": act.today, "reviewed_by": act.actor.name,
        "information": request_of(act.the_case).description, "source": values["source"],
        "conclusion": values["conclusion"], "opinion": values["opinion"],
    }  # fmt: skip
    to = Recipient(act.the_case.organ.name, "organisation", DeliveryMethod.IN_PERSON)
    issuing.issue(act, SHEET, facts, to)


secrecy_review = TaskForm(
    key=KEY,
    title="保密审查",
    schema=always(SecrecyReviewSchema),
    apply=_review,
    initial=lambda case: seen.known_mark(_versions(case)),
    texts=_versions,
    by=Hand.ANOTHER,
    note="对照答复书和拟提供的信息逐项审查。不能确定的，报有关主管部门或者保密行政管理部门确定（第十七条）。"
    "审查通过的，系统生成《政府信息公开保密审查单》存入案卷。",
)
