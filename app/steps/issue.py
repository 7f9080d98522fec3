"""制发 (编号用印): the last look before a text gets its number. What is wrong goes back to the drafter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Facts, Hand, TaskForm, Values
from app.casework.contract.platform import platform
from app.casework.contract.schemas import ReturningSchema
from app.casework.contract.steps import Step
from app.casework.models import Case, TextVersion, WorkItem
from app.casework.models.work import SEND_BACK, SIGN_FORM
from app.casework.terms.moments import owed_by
from app.casework.texts import seen
from app.casework.texts.signatures import objections_in_words, standing_objections, standing_signatures
from app.law.errors import InvalidInput
from app.law.substance import says_nothing

ISSUED = "issued"


def keep_nothing(act: Act, late_reason: str) -> None:
    """For a process that needs no reason for being late."""


@dataclass(frozen=True)
class Issuing(Step):
    """`slots`: the texts that go out, all by default; `keep_late_reason`: where the process writes why it is late.

    `objections_bar`: nothing goes out while an objection to a text stands. A process that asks every signer anew after
    each change, so that nobody's word is passed over, may say no.
    """

    slots: tuple[str, ...] = ()
    keep_late_reason: Callable[[Act, str], None] = keep_nothing
    objections_bar: bool = True
    note: str = "制发后文书取得文号和核验码，内容不能再改。"

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                "issue",
                "编号用印",
                self._schema,
                self._issue,
                initial=self._initial,
                spared=self._spared,
                note=self.note,
                texts=self._versions,
                by=Hand.ANOTHER_IF_ANY,
            ),
        )

    def _versions(self, case: Case) -> Sequence[TextVersion]:
        return seen.versions_to_sign(case, self.slots)

    def _schema(self, item: WorkItem) -> Schema:
        """A diagram without a way back behind this task offers none; without texts there is nothing to have seen."""
        asked = {"decision": bool(item.choices), seen.MARK: bool(self._versions(item.case))}
        return IssueSchema(exclude=[name for name, is_asked in asked.items() if not is_asked])

    def _spared(self, case: Case, on: date) -> frozenset[str]:
        """In time nobody is asked why it is late."""
        return frozenset() if _is_late(case, on) else frozenset({"late_reason"})

    def _initial(self, case: Case) -> Values:
        return {"decision": ISSUED, **seen.known_mark(self._versions(case))}

    def _issue(self, act: Act, item: WorkItem, values: Values) -> Facts:
        if values.get("decision") == SEND_BACK:
            return {"issue": SEND_BACK}
        seen.refuse_changed(act.the_case, self._versions(act.the_case), act.today)
        refuse_unsigned(act, self._versions(act.the_case))
        if self.objections_bar:
            refuse_objections(act)
        is_late = _is_late(act.the_case, act.today)
        if is_late and says_nothing(values["late_reason"]):
            raise InvalidInput(fields={"late_reason": "已超过办理期限，请写明逾期原因后再制发"})
        self.keep_late_reason(
            act, values["late_reason"] if is_late else ""
        )  # of a late sending its own is asked
        return {"issue": ISSUED}


def _is_late(case: Case, on: date) -> bool:
    due_on = owed_by(case)
    return due_on is not None and on > due_on


def refuse_unsigned(act: Act, versions: Sequence[TextVersion]) -> None:
    """Raises CannotHappenNow for a text that nobody has signed as it is now, in a process whose texts are signed.

    Whose consent it takes is the diagram's matter; that an edit beside the task left none is known here alone.
    """
    if SIGN_FORM not in platform().process(act.the_case.process).work.forms:
        return
    consents = [one.opinion for one in standing_signatures(act.the_case, act.today) if one.agrees]
    signed = {text.id for opinion in consents for text in opinion.texts}
    if missing := [version for version in versions if version.id not in signed]:
        raise CannotHappenNow(
            f"{seen.titles_of(act.the_case, missing)}现在的文本没有有效的签署，不能制发。请退回修改，重新送签"
        )


def refuse_objections(act: Act) -> None:
    """Raises CannotHappenNow while somebody's objection to a text stands: only its hand lifts it."""
    if objections := standing_objections(act.the_case):
        raise CannotHappenNow(
            f"{objections_in_words(objections)}的异议尚未撤回，不能制发。"
            "请退回修改后重新送签，或者由提出人在办件页的审签意见处撤回异议"
        )


class IssueSchema(ReturningSchema):
    """Checked and issued, or sent back with the reason."""

    decision = Choice("核对结果", {ISSUED: "核对无误，制发", SEND_BACK: "退回修改"}, required=False)
    checked = Tick("已核对文书内容、收件人和附件", must="请核对后勾选")
    late_reason = Text(
        "逾期原因", maximum=300, widget="textarea", required=False, hint="已超过办理期限的必须填写"
    )
    opinion = Text("意见", maximum=1000, widget="textarea", required=False, hint="退回修改的必须写明理由")
    signed_hash = seen.Mark()
