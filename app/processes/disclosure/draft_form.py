"""The drafter's form (拟写答复): its fields are the facts that the chosen kind of letter needs, nothing else.

A list is typed one entry a line; rows are typed one record a line, columns parted by ｜ or |, or cell by cell in
a table (`casework.letters.facts_form`).
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from marshmallow import Schema

from app.casework.contract.fields import Choice, Text
from app.casework.contract.schemas import ReturningSchema
from app.casework.letters import facts_form
from app.casework.letters.facts_form import form_field
from app.letters.catalogue import LetterKind, fact_groups
from app.letters.fields import FactField
from app.processes.disclosure.record_facts import OF_RECORD
from app.processes.disclosure.responsible import NOT_RESPONSIBLE

SHARED_GROUPS = ("sender", "applicant", "request", "remedy", "enclosures")
OF_CONSULTATIONS = ("consulted_on", "consultation_result")  # of the record: letters.consultation_facts
OF_DECISIONS = ("inseparable",)  # said with the decision: letters.undivided_facts
PREFIX = "fact_"
FORMER, RESPONSIBLE = "former", "responsible"


SUBMIT, RETHINK, RECHECK, FEE = "submit", "rethink", "recheck", "fee"
BACK = {
    RETHINK: "处理决定需要改变，退回重新检索与拟定意见",
    RECHECK: "又收到补正、或者对逾期有疑问，退回重新核对",
    FEE: "收取信息处理费（第四十二条），转公开工作机构",
}
"""The ways away from a draft, as the diagram names them. Of a request that lapsed nothing is found and judged anew."""
LAPSED_KIND, UNPAID_KIND = "notice_clarification_lapsed", "notice_fee_lapsed"


class DraftSchema(ReturningSchema):
    """The draft is handed in, or leaves for another step; then its facts do not count."""

    reason_missing = "退回重新判断、转收费的，请写明理由"

    def returns(self, data: Any) -> bool:
        return isinstance(data, Mapping) and data.get("decision") in BACK


class LapseDraftSchema(DraftSchema):
    """The same for 逾期不补正 and 逾期未缴费: back is the look at what was received."""

    reason_missing = "退回重新核对的，请写明理由"


def own_facts(kind: LetterKind) -> dict[str, FactField]:
    """The facts that a drafter must give: those that nothing on record supplies."""
    groups = fact_groups()
    shared = {name for group in SHARED_GROUPS if group in groups for name in groups[group]["facts"]}
    shared |= {*OF_CONSULTATIONS, *OF_DECISIONS, *OF_RECORD.get(kind.kind, ())}
    return {name: field for name, field in kind.facts.items() if name not in shared}


def names_a_former_reply(kind: LetterKind) -> bool:
    """Whether the letter tells of an earlier reply, which the drafter chooses among those on record."""
    return "earlier_number" in OF_RECORD.get(kind.kind, ())


def ways_of(kind: LetterKind, *, may_charge: bool) -> dict[str, str]:
    """Where this draft may go instead of to the signers."""
    if kind.kind == LAPSED_KIND:
        return {RECHECK: BACK[RECHECK]}
    if kind.kind == UNPAID_KIND:
        return {FEE: "又收到缴费、或者对逾期有疑问，退回重新核对"}
    return {RETHINK: BACK[RETHINK], **({FEE: BACK[FEE]} if may_charge else {})}


def draft_schema(
    kind: LetterKind,
    *,
    ways_back: Collection[str],
    formers: Mapping[str, str],
    may_charge: bool = False,
    organs: Mapping[str, str] = MappingProxyType({}),
) -> Schema:
    """The form's schema; field names carry a prefix, so that they never clash with the opinion.

    `ways_back`: those that the diagram of the case has. `formers`: earlier replies to choose from; `organs`: those of
    the county, whose name and address the record has.
    """
    offered = {way: words for way, words in ways_of(kind, may_charge=may_charge).items() if way in ways_back}
    members: dict[str, Any] = {
        PREFIX + name: form_field(field, PREFIX) for name, field in own_facts(kind).items()
    }
    if formers:
        members[FORMER] = Choice("前次答复", formers, widget="select",
                                 hint="是哪一件由您判断，系统不代为选定。可先到“对照”页并排核对")  # fmt: skip
    if organs:
        members = {RESPONSIBLE: Choice("负责的机关", organs, widget="select", required=False,
                                       hint="按职能提示的在前，联系方式取自登记。不在本县的在下面填写"),
                   **{name: _unless_chosen(name, field, kind) for name, field in members.items()}}  # fmt: skip
    if offered:
        members["decision"] = Choice("下一步", {SUBMIT: "提交审签", **offered}, required=False)
    members["opinion"] = Text(
        "办理意见", maximum=1000, widget="textarea", required=False,
        hint="供审签时参考，不写入答复书；退回、转收费的，写明理由",
    )  # fmt: skip
    base = LapseDraftSchema if kind.kind in (LAPSED_KIND, UNPAID_KIND) else DraftSchema
    return base(members)


def names_a_responsible_organ(kind: LetterKind) -> bool:
    """Whether the letter tells which organ is responsible."""
    return kind.kind == NOT_RESPONSIBLE


def _unless_chosen(name: str, field: Any, kind: LetterKind) -> Any:
    """What the record gives with the organ need not be typed."""
    if name != f"{PREFIX}responsible_known":
        return field
    fact = own_facts(kind)["responsible_known"]
    return Choice(fact.title, dict(fact.options), required=False, hint="选定了负责的机关的，不填")


def facts_from(kind: LetterKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The typed facts of the letter from the form's values. Raises InvalidInput for a malformed row."""
    return facts_form.facts_from(own_facts(kind), values, PREFIX)


def values_from(kind: LetterKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values from stored facts, so that a draft comes back as it was typed."""
    return {
        PREFIX + name: _shown(field, facts[name]) for name, field in own_facts(kind).items() if name in facts
    }


def _shown(field: FactField, value: Any) -> Any:
    if field.type == "list":
        return "\n".join(value)
    if facts_form.is_table(field):
        return [dict(row) for row in value]
    if field.type == "rows":
        return "\n".join(
            "｜".join(str(row.get(c.name, "")) for c in field.columns).rstrip("｜") for row in value
        )
    return value
