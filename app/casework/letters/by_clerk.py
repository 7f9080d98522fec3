"""制发文书: a letter that a clerk fills and issues on the case page, or that a diagram has issued by itself.

What the record knows is taken from the record; the rest is given. Who confirms is bound to what was shown: `seen` is
the mark of wording, known facts and day, and another mark now refuses.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.letters import ISSUE_LETTER, Letters, Party
from app.casework.contract.platform import platform
from app.casework.letters import issuing, mailing, recalls
from app.casework.letters.fitting import offered
from app.casework.letters.issuing import Recipient
from app.casework.letters.kinds import kind_for
from app.casework.models import Case, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.engine.operations import Operations
from app.law.errors import InvalidInput, RuleViolation
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.facts import as_date, frozen_json
from app.letters.fields import FactField
from app.letters.letter_check import Check, State, check_letter
from app.office.permissions import Permission

KNOWN_AT_ISSUE = frozenset({"document_number", "verification_code", "verification_url", "issued_on"})
OUTWARD_WAYS = {
    DeliveryMethod.POST.value: "邮寄（邮政企业，含 EMS）",
    DeliveryMethod.IN_PERSON.value: "直接送达",
}
LETTER_OPERATIONS = Operations()


class LetterChanged(RuleViolation):
    """What the record says, the wording or the day is another than what the clerk looked at."""

    code = "letter_changed"
    message = "在您核对之后，办件记录、文书文本或者日期有变动，请按现在的内容重新核对后再制发"


@dataclass(frozen=True)
class Sheet:
    """A letter about to be issued: its wording today, what the record knows, what must be given."""

    kind: LetterKind
    known: Mapping[str, Any]
    asked: Mapping[str, FactField]
    parties: tuple[Party, ...]
    circumstances: Circumstances

    @property
    def mark(self) -> str:
        """What a confirmation is bound to."""
        said = {name: _written(value) for name, value in self.known.items()}
        people = [[one.role, one.name, one.method] for one in self.parties]
        text = f"{self.kind.version_hash}\n{frozen_json(said)}\n{people}"
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def asks_way(self) -> bool:
        """A letter to somebody whose way of delivery is not on record."""
        return self.kind.recipient in ("third_party", "organ")


def sheet_of(case: Case, name: str, on: date) -> Sheet:
    """The letter as it stands. Raises LetterNotOffered with the reason."""
    return _sheet(case, kind_for(case.organ_on(on), offered(case, name).kind, on), on)


def _sheet(case: Case, kind: LetterKind, on: date) -> Sheet:
    facet = _facet(case)
    parties = tuple(facet.recipients(case))
    everything = {
        **issuing.sender_facts(case.organ_on(on), "", on, ""), "case_number": case.number, **_applicant(parties),
        **facet.known_facts(case, kind, on), **_replaced(case, kind),
    }  # fmt: skip
    known = {name: value for name, value in issuing.only_known(kind, everything).items() if value != ""}
    at_issue = issuing.sender_facts(case.organ_on(on), "", on, "")
    asked = {name: field for name, field in kind.facts.items()
             if name not in known and name not in at_issue and not field.of_record}  # fmt: skip
    return Sheet(kind, known, asked, parties, _circumstances(facet, case, kind, on))


def _replaced(case: Case, kind: LetterKind) -> dict[str, Any]:
    """A letter of this kind that was taken back: this one takes its place, and says so."""
    found = recalls.waits_for_another(case, kind.kind) if "replaced_number" in kind.facts else None
    return recalls.facts_of(found.letter) if found is not None else {}


def _facet(case: Case) -> Letters:
    return platform().process(case.process).letters


def _applicant(parties: tuple[Party, ...]) -> dict[str, str]:
    found = next((one for one in parties if one.role == "applicant"), None)
    return {"applicant_name": found.name, "applicant_kind": found.kind} if found else {}


def _circumstances(facet: Letters, case: Case, kind: LetterKind, on: date) -> Circumstances:
    """The applicant's own numbers may stand in a letter to the applicant only; nothing is decided here."""
    known = replace(facet.circumstances(case, on), outcome="", due_on=None)
    if kind.recipient == "third_party":  # 条例第三十二条: the party does not learn who applied
        names = tuple(one.name for one in facet.recipients(case) if one.role == "applicant")
        return replace(known, applicant_numbers=(), withheld=(*names, *known.applicant_numbers))
    return known if kind.recipient == "applicant" else replace(known, applicant_numbers=())


def checks_of(sheet: Sheet, facts: Mapping[str, Any]) -> list[Check]:
    """The letter check as far as it can be made before the issue: number and code come with it."""
    found = check_letter(sheet.kind, {**facts, **sheet.known}, sheet.circumstances)
    return [_before_issue(check) for check in found]


def _before_issue(check: Check) -> Check:
    problems = tuple(one for one in check.problems if one.fact not in KNOWN_AT_ISSUE)
    return replace(check, problems=problems, state=check.state if problems else State.OK)


@use_case("issue_case_letter", needs=Permission.ISSUE_LETTER)
def issue_case_letter(act: Act, kind: str, facts: dict[str, Any], seen: str, method: str = "") -> Result:
    """A clerk issues a letter that fits. Raises LetterNotOffered, LetterChanged, InvalidInput, LetterIncomplete."""
    act.require_open()
    sheet = sheet_of(act.the_case, kind, act.today)
    if seen != sheet.mark:
        raise LetterChanged()
    if unknown := [name for name in facts if name not in sheet.asked]:
        raise InvalidInput(fields=dict.fromkeys(unknown, "这一项由系统写入，或者这种文书没有这一项"))
    letter = _issue(act, sheet, facts, method)
    return {"letter": letter.id, "number": letter.document_number, "title": letter.title}


@LETTER_OPERATIONS.register(ISSUE_LETTER, title="制发文书")
def issue_letter(act: Act, kind: str) -> dict[str, Any]:
    """Of a diagram: a letter that the record fills by itself, to the party on record."""
    sheet = _sheet(act.the_case, kind_for(act.the_case.organ_on(act.today), kind, act.today), act.today)
    return {"letter_id": _issue(act, sheet, {}, "").id}


def _issue(act: Act, sheet: Sheet, facts: dict[str, Any], method: str) -> IssuedLetter:
    recipient = recipient_of(sheet, {**facts, **sheet.known}, method)
    own = {name: value for name, value in sheet.known.items() if name not in KNOWN_AT_ISSUE}
    replaced = recalls.waits_for_another(act.the_case, sheet.kind.kind) if "replaced_number" in own else None
    letter = issuing.issue(act, sheet.kind.kind, {**facts, **own}, recipient, sheet.circumstances)
    if replaced is not None:
        replaced.replaced_by_id = letter.id
    if sheet.kind.recipient == "internal":
        return letter
    mailing.send_or_await(act, letter, recipient.method)
    return letter


def recipient_of(sheet: Sheet, facts: Mapping[str, Any], method: str) -> Recipient:
    """The party on record, or the one that the letter names. Raises InvalidInput, CannotHappenNow."""
    if sheet.asks_way:
        if method not in OUTWARD_WAYS:
            raise InvalidInput(fields={"method": "请选择送达方式"})
        name = str(facts.get(sheet.kind.addressed_by) or "")
        kind = str(facts.get("third_party_kind") or "organisation")
        return Recipient(name, kind, DeliveryMethod(method))
    found = next((one for one in sheet.parties if one.role == "applicant"), None)
    if found is None:
        raise CannotHappenNow("办件没有登记当事人，这份文书没有收件人")
    return Recipient(found.name, found.kind, found.method)


def _written(value: Any) -> Any:
    return value.isoformat() if as_date(value) and not isinstance(value, str) else value
