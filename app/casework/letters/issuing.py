"""Issuing letters (制发): number and frozen facts inside the act, the PDF after the commit, delivery with its proof."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.errors import LetterNotReady
from app.casework.acts.once import once_in_reading
from app.casework.letters.kinds import text_for
from app.casework.letters.seals import seal_on
from app.casework.messages import outbox
from app.casework.models import Case, Delivery, Document, IssuedLetter, OutboxMessage
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.rare import RARE
from app.casework.terms import clocks
from app.database import db
from app.law.errors import InvalidInput
from app.letters import LetterRefused, freeze, new_verification_code
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.letter_check import check_letter, refuse_unless_good
from app.office.models import OrgUnit
from app.office.places import place_of

RENDER = outbox.RENDER
UNNAMED_CONTACT = "政府信息公开工作机构"  # 条例第四条: every organ has one
OF_THE_APPLICANT = ("applicant_name", "applicant_kind")
_letters = select(IssuedLetter).where(IssuedLetter.case_id == bindparam("of_case")).order_by(IssuedLetter.id)
_deliveries = select(Delivery).where(Delivery.case_id == bindparam("of_case")).order_by(Delivery.id)


class LetterIncomplete(InvalidInput):
    """A letter with a blank or a wrong element is not issued; the message and `fields` name each problem."""

    code = "letter_incomplete"
    message = "文书内容还不完整，不能制发"


@dataclass(frozen=True)
class Recipient:
    """To whom a letter goes, and how."""

    name: str
    kind: str
    method: DeliveryMethod


def standing_facts(organ: OrgUnit) -> dict[str, Any]:
    """What a letter says of its organ whenever it is issued: known, and signed, before it has a number."""
    return {
        "organ_name": organ.name,
        "contact": organ.contact or UNNAMED_CONTACT,
        "telephone": organ.telephone,
        "supervision_telephone": organ.supervision_telephone or organ.telephone,
    }


def sender_facts(organ: OrgUnit, number: str, issued_on: date, code: str) -> dict[str, Any]:
    """The facts of the organ that every outward letter carries."""
    return {
        **standing_facts(organ),
        "document_number": number,
        "issued_on": issued_on,
        "made_on": issued_on,
        "verification_code": code,
        "verification_url": f"{current_app.config['PUBLIC_URL']}/verify/{code}",
    }


def only_known(kind: LetterKind, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that this kind of letter prints; who applied stands in no letter to a third party or another organ."""
    kept_back = () if kind.recipient in ("applicant", "internal") else OF_THE_APPLICANT
    return {name: value for name, value in facts.items() if name in kind.facts and name not in kept_back}


def issue(
    act: Act, kind_name: str, facts: dict[str, Any], recipient: Recipient, case: Circumstances | None = None,
    sender: OrgUnit | None = None,
) -> IssuedLetter:  # fmt: skip
    """Number the letter, freeze its facts and order its PDF. Raises LetterIncomplete; nothing is numbered then.

    `case`: what the letter check must know; without it, that the letter decides nothing and has no due day. `sender`:
    an organ above that writes about the case; without it the organ that answers for the case today.
    """
    organ = sender or act.the_case.organ_on(act.today)
    kind, variant = text_for(organ, kind_name, act.today)
    code = new_verification_code()
    number = _number(act, kind, organ)
    everything = {**dict(zip(OF_THE_APPLICANT, (recipient.name, recipient.kind), strict=True)),
                  "case_number": act.the_case.number, **facts,
                  **sender_facts(organ, number, act.today, code)}  # fmt: skip
    frozen = _checked(kind, everything, case or Circumstances(place=place_of(organ, act.today)))
    letter = IssuedLetter(
        case_id=act.the_case.id, organ_id=organ.id, kind=kind.kind, title=kind.title, document_number=number,
        issued_on=act.today, facts=frozen, template_hash=kind.version_hash, verification_code=code,
        variant_id=variant.id if variant else None, seal_hash=seal_on(organ, act.today), recipient=kind.recipient,
        recipient_name="" if kind.recipient == "applicant" else recipient.name, deliveries=[],
    )  # fmt: skip
    db.session.add(letter)
    db.session.flush()
    act.numbered.append(letter)
    outbox.wish(act, RENDER, f"{RENDER}:{letter.id}", {"letter_id": letter.id})
    act.audit("letter.issued", f"制发《{kind.title}》{number}", kind=kind.kind, number=number,
              seal=letter.seal_hash, version=letter.template_hash)  # fmt: skip
    return letter


def _number(act: Act, kind: LetterKind, organ: OrgUnit) -> str:
    """A 文号; a form of the file prints none and takes none: it is counted within its case."""
    if "document_number" in kind.facts:
        return numbering.document_number(organ, act.today.year)
    return f"{act.the_case.number}-{len(letters_of(act.the_case)) + 1}"


def _checked(kind: LetterKind, facts: dict[str, Any], case: Circumstances) -> dict[str, Any]:
    """The frozen facts of a letter that passes the letter check, by the parameters of the office.

    Raises LetterIncomplete with every problem.
    """
    known = only_known(kind, facts)
    try:
        refuse_unless_good(check_letter(kind, known, replace(case, parameters=clocks.parameters())))
        return freeze(kind, known)
    except LetterRefused as refused:
        raise LetterIncomplete(f"{LetterIncomplete.message}：{refused}", fields=refused.fields()) from refused


def await_delivery(letter: IssuedLetter, method: DeliveryMethod, *, has_own_task: bool = False) -> Delivery:
    """A letter that a clerk must post or hand over: from the list of letters, or by a task of the diagram."""
    delivery = Delivery(
        letter=letter, letter_id=letter.id, case_id=letter.case_id, method=method, state=DeliveryState.PENDING,
        has_own_task=has_own_task,
    )  # fmt: skip
    db.session.add(delivery)
    return delivery


def number_of(letter_id: int | None) -> str:
    """The document number of an issued letter."""
    return db.session.get_one(IssuedLetter, letter_id).document_number


def letters_of(case: Case) -> list[IssuedLetter]:
    return once_in_reading(f"letters of case {case.id}", lambda: _read_letters(case.id))


def _read_letters(case_id: int) -> list[IssuedLetter]:
    return list(db.session.scalars(_letters, {"of_case": case_id}))


def deliveries_of(case: Case) -> list[Delivery]:
    """Of all its letters, oldest first."""
    return once_in_reading(f"deliveries of case {case.id}", lambda: _read_deliveries(case.id))


def _read_deliveries(case_id: int) -> list[Delivery]:
    return list(db.session.scalars(_deliveries, {"of_case": case_id}))


def pdf_of(letter: IssuedLetter) -> Document:
    """The stored PDF. Raises LetterNotReady while it is being made."""
    if letter.document is None:
        raise LetterNotReady()
    return letter.document


def is_given_up(letter: IssuedLetter) -> bool:
    """Whether its PDF failed for good, until an administrator has it made again."""
    if letter.document_id is not None or not RARE.may_have(OutboxMessage, letter.case_id):
        return False
    return outbox.is_given_up(f"{RENDER}:{letter.id}")


def state_of_pdf(letter: IssuedLetter) -> str:
    """Of a letter without its PDF: coming, or given up: then it does not come by waiting."""
    if is_given_up(letter):
        return "PDF 没有生成，不算送达：请联系系统管理员重新生成，不能重新生成的，撤回、更换后重新制发"
    return "PDF 正在生成，生成以前不能送达，稍后刷新本页"


def letter_by_code(code: str) -> IssuedLetter | None:
    """The issued letter with this verification code."""
    return db.session.scalar(select(IssuedLetter).where(IssuedLetter.verification_code == code))


def find_issued(code: str) -> str | None:
    """The SHA-256 of the stored PDF with this code, for comparing a file with the register."""
    letter = letter_by_code(code)
    return letter.document.file_hash if letter is not None and letter.document is not None else None
