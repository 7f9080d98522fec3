"""收费通知书 as a text that is signed: what a signature is bound to, and how it is shown before it is issued."""

from datetime import date
from typing import Any

from markupsafe import Markup

from app.casework.contract.texts import Draft
from app.casework.letters import issuing
from app.casework.models import Case
from app.casework.texts.contents import Content, letter_content
from app.letters import preview_html
from app.processes.disclosure.fees import charge_of, is_being_drafted, notice_facts, notice_kind
from app.processes.disclosure.letters import recipient_of, request_facts
from app.processes.disclosure.models import FeeCharge
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.standing_replies import number_applied_under

FEE = "fee_notice"
"""The slot of the notice among the texts of the case."""


def fee_content(case: Case, on: date) -> Content:
    """The wording in force and all that the notice says but number, day and code."""
    kind, charge = notice_kind(case, on), charge_of(case)
    assert charge is not None  # written before it becomes a text
    return letter_content(kind.version_hash, issuing.only_known(kind, _said(case, charge, on)))


def _said(case: Case, charge: FeeCharge, on: date) -> dict[str, Any]:
    request = request_of(case)
    recipient = recipient_of(request)
    return {
        **issuing.standing_facts(case.organ_on(on)), **request_facts(request), **notice_facts(charge, request),
        "applicant_name": recipient.name, "applicant_kind": recipient.kind, "case_number": number_applied_under(case),
    }  # fmt: skip


def fee_now(case: Case, on: date) -> Content | None:
    """The notice as it would go out today; None before it is written, and once it is issued."""
    return fee_content(case, on) if is_being_drafted(case) else None


def shown_fee(case: Case, on: date) -> Markup | None:
    """The notice whole, blanks visible."""
    charge = charge_of(case)
    return preview_of(case, charge, on) if charge is not None else None


def preview_of(case: Case, charge: FeeCharge, on: date) -> Markup:
    """The same of a fee that need not be kept yet."""
    return preview_html(*_draft(case, charge, on))


def fee_draft(case: Case, on: date) -> Draft | None:
    """Kind and facts of the notice as it stands."""
    charge = charge_of(case)
    return _draft(case, charge, on) if charge is not None else None


def _draft(case: Case, charge: FeeCharge, on: date) -> Draft:
    kind, sender = notice_kind(case, on), issuing.sender_facts(case.organ_on(on), "", on, "")
    return kind, issuing.only_known(kind, {**sender, **_said(case, charge, on)})
