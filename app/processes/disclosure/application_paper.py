"""申请表 on paper (条例第二十九条): the blank one, an oral request written down, the applicant's own copy."""

import hashlib
import secrets
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.contract.platform import platform
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.models import Case, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.database import db
from app.letters import LetterKind, render
from app.office.masks import mask_telephone
from app.processes.disclosure.models import Applicant, DisclosureRequest
from app.processes.disclosure.vocabulary import IdentityDocument

FORM = "application_form"
FOLDER = "blank_forms"
DELIVERY = {"portal": "portal", "post": "mail", "in_person": "in_person", "email": "email"}
BY_THE_ORGAN = "由受理机关填写"


def keep_oral_request(act: Act, request: DisclosureRequest) -> IssuedLetter:
    """第二十九条第二款: what the office wrote down and read back, as a form for the applicant's signature."""
    assert act.actor.person is not None
    to = Recipient(
        request.applicant.name, request.applicant.applicant_kind.for_letters, DeliveryMethod.IN_PERSON
    )
    return issuing.issue(act, FORM, {**_facts(request), "written_by": act.actor.person.name}, to)


def oral_form_of(case: Case) -> IssuedLetter | None:
    """The form of an oral request; None for any other."""
    query = select(IssuedLetter).where(IssuedLetter.case_id == case.id, IssuedLetter.kind == FORM)
    return db.session.scalar(query)


def applicants_copy(request: DisclosureRequest) -> bytes:
    """The application as it was sent, with number and day of receipt: a PDF for the applicant, kept nowhere."""
    received = {"received_on": request.case.received_on} if request.case.received_on else {}
    facts = {
        **_facts(request), **received, "organ_name": request.case.organ.name, "case_number": request.case.number,
        "made_on": request.arrived_on,
    }  # fmt: skip
    return render(_kind(), {name: value for name, value in facts.items() if value})


def blank_form(organ_name: str, today: date) -> bytes:
    """The form to be filled in by hand; made once for each name and wording, then read."""
    kind = _kind()
    name = hashlib.sha256(f"{kind.version_hash}\n{organ_name}".encode()).hexdigest()[:40]
    file = Path(current_app.config["INSTANCE"]) / FOLDER / f"{name}.pdf"
    if not file.is_file():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{secrets.token_hex(4)}.tmp")
        said = {"copy": "blank", "organ_name": organ_name, "case_number": BY_THE_ORGAN, "made_on": today}
        unfinished.write_bytes(render(kind, said))
        unfinished.replace(file)
    return file.read_bytes()


def _kind() -> LetterKind:
    return platform().catalogue.kind(FORM)


def _facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the form says; what the application left open stays open, numbers are masked."""
    person = request.applicant
    known = {
        "copy": "filled", "applicant_name": person.name, "applicant_kind": person.applicant_kind.for_letters,
        "representative": person.representative, "agent": person.agent_name,
        "identity_document": _identity(person), "contact_way": _contact(person),
        "address": person.reveal("address"), "request_content": request.description,
        "document": "　".join(filter(None, (request.document_title, request.document_reference))),
        "carrier": request.reply_form, "delivery": DELIVERY.get(request.reply_way, ""),
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def _identity(person: Applicant) -> str:
    number = person.reveal("identity_number")
    kind = IdentityDocument(person.identity_document).title_zh if person.identity_document else ""
    return f"{kind}{f'（末四位{number[-4:]}）' if number else ''}" or "未提供"


def _contact(person: Applicant) -> str:
    """The telephone, masked; who gave none can be written to."""
    number = mask_telephone(person.reveal("telephone"))
    ways = [
        number,
        "电子邮箱" if person.email_sealed else "",
        person.contact_name and f"联系人{person.contact_name}",
    ]
    return "，".join(filter(None, ways)) or "见通信地址"
