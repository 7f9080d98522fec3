"""审签 sign-off, and 会签 co-signing: the same signature, by one post after the other or by several units at once.

The form `sign` on a plain user task is a sign-off. On a multi-instance user task it is co-signing: each unit or person
of the list has a copy, and answers for itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from marshmallow import fields

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, Hand, TaskForm, Values, no_advice, nothing_to_undo
from app.casework.contract.schemas import OfficeSchema, ReturningSchema
from app.casework.contract.steps import Step
from app.casework.models import Case, TextVersion, WorkItem
from app.casework.models.work import APPROVE, SEND_BACK, SIGN_FORM
from app.casework.texts import seen, signatures
from app.casework.texts.passages import version_with
from app.law.assent import answers_doubts
from app.law.errors import InvalidInput, NotAllowed

LONGEST_REASON = 300


def no_doubts(case: Case, on: date) -> tuple[str, ...]:
    """For texts in which nothing is weighed."""
    return ()


@dataclass(frozen=True)
class SignOff(Step):
    """`slots`: the texts that are signed, by default all of the case; `phrases`: what is often said; `note`: a hint.

    `slots_of(case)`: for a process in which one text is signed after the other, as statements 1 to n.
    `doubts_of(case, on)`: what in the texts somebody must answer for, in sentences: whoever agrees says why.
    `advice_of(case, on)`: what the law asks of these texts, shown beside them.
    `marks_passages`: an opinion may quote the words of a text that it is about, and is kept with them.
    """

    slots: tuple[str, ...] = ()
    slots_of: Callable[[Case], tuple[str, ...]] | None = None
    phrases: tuple[str, ...] = ("请补充依据", "请规范表述")
    marks_passages: bool = False
    doubts_of: Callable[[Case, date], tuple[str, ...]] = no_doubts
    advice_of: Callable[[Case, date], str] = no_advice
    note: str = "请通读全文。签署的意见与所见文本绑定，文本修改后须重新审签。"

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                key=SIGN_FORM, title="审签", schema=self._schema, apply=self._sign, initial=self._seen_now,
                submit="提交", note=self.note, advice=self.advice_of, checks=self._to_answer, texts=self.versions,
                signs=True, answers_copies=True, by=Hand.ANOTHER, undo=nothing_to_undo,
            ),
        )  # fmt: skip

    def versions(self, case: Case) -> Sequence[TextVersion]:
        """What is signed: the newest versions of the step's texts."""
        return seen.versions_to_sign(case, self.slots_now(case))

    def slots_now(self, case: Case) -> tuple[str, ...]:
        """The texts of the step as the case stands; none named means all that the case has."""
        return self.slots_of(case) if self.slots_of is not None else self.slots

    def _seen_now(self, case: Case) -> Values:
        return seen.known_mark(self.versions(case))

    def _to_answer(self, case: Case, on: date, values: Values) -> list[dict[str, Any]]:
        """The doubts as rows of the list before the button."""
        said = {"ok": False, "must": False, "href": "#f-opinion", "note": "同意的，请在意见中说明理由"}
        return [{"words": words, **said} for words in self.doubts_of(case, on)]

    def _schema(self, item: WorkItem) -> OfficeSchema:
        return _sign_schema(bool(item.answer), self.phrases, self.marks_passages)

    def _sign(self, act: Act, item: WorkItem, values: Values) -> Facts:
        if values["decision"] == APPROVE:
            seen.refuse_changed(act.the_case, self.versions(act.the_case), act.today)
            refuse_unanswered(self.doubts_of(act.the_case, act.today), values)
        if passage := values.get("passage"):
            values["passage_version"] = _marked(self.versions(act.the_case), passage)
        return {item.answer or item.node.removeprefix("T_"): values["decision"]}


def refuse_unanswered(doubts: Sequence[str], values: Values) -> None:
    """Whoever agrees to a text with doubts writes why they are none. Raises InvalidInput beside the opinion."""
    if doubts and not answers_doubts(str(values.get("opinion") or ""), doubts):
        words = "；".join(doubts)
        raise InvalidInput(
            fields={
                "opinion": f"同意以前，请在意见中用本件的事实说明下列疑点为什么不成立或者可以接受：{words}"
            }
        )


def _marked(versions: Sequence[TextVersion], passage: str) -> TextVersion:
    found = version_with(versions, passage)
    if found is None:
        raise InvalidInput(fields={"passage": "所审文本中没有这段文字，请从文本中原样引用"})
    return found


class ObjectingSchema(ReturningSchema):
    """A co-signer who does not agree says why."""

    reason_missing = "不同意的，请写明理由"


@cache
def _sign_schema(is_copy: bool, phrases: tuple[str, ...], marks_passages: bool) -> OfficeSchema:
    """One for all items: it is the same for every case."""
    decisions = {APPROVE: "同意", SEND_BACK: "不同意" if is_copy else "退回修改"}
    members: dict[str, fields.Field[Any]] = {
        "decision": Choice("会签意见" if is_copy else "审签意见", decisions, widget="buttons"),
        "opinion": Text("意见", maximum=1000, widget="textarea", required=False, phrases=phrases,
                        hint="不同意的必须写明理由" if is_copy else "退回修改的必须写明理由"),
        "passage": Text("所指文字", maximum=500, widget="textarea", required=False,
                        hint="从所审文本中原样引用；可以先选中文字，再点“引用选中文字”"),
        seen.MARK: seen.Mark(),
    }  # fmt: skip
    if not marks_passages:
        del members["passage"]
    base = ObjectingSchema if is_copy else ReturningSchema
    return base(members)


@use_case("withdraw_objection")
def withdraw_objection(act: Act, opinion_id: int, reason: str) -> Result:
    """撤回异议: whoever objected to a text lifts it in words. Raises NotAllowed for somebody else's objection."""
    act.require_open()
    opinion = signatures.opinion_of(act.the_case, opinion_id)
    if opinion is None:
        raise NotFound()
    if opinion.person_id != act.actor.person_id:
        raise NotAllowed(f"这条异议由{opinion.person.name}提出，只能由本人撤回，或者在同一环节改签同意")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise InvalidInput(fields={"reason": f"请写明撤回异议的理由，最多 {LONGEST_REASON} 字"})
    signatures.withdraw_objection(act, opinion, reason.strip())
    return {"number": act.the_case.number}
