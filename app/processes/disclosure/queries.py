"""Reading what was done for a request."""

from datetime import date

from sqlalchemy import bindparam, select

from app.casework.acts.once import once_in_reading
from app.casework.letters.deliveries import NOT_OUT, delivery_of, effective_delivery
from app.casework.letters.recalls import recall_of
from app.casework.models import Case, IssuedLetter
from app.casework.terms import clocks
from app.casework.texts.versions import authors_of
from app.database import db
from app.law.clock import ClockKind
from app.processes.disclosure.models import Clarification, DisclosureRequest, ExtensionRequest
from app.processes.disclosure.rare import RARE
from app.processes.disclosure.registration import request_of

_extensions = (
    select(ExtensionRequest)
    .where(ExtensionRequest.case_id == bindparam("of_case"))
    .order_by(ExtensionRequest.id.desc())
    .limit(1)
)


def clarification_of(case: Case) -> Clarification | None:
    """What was asked to be put right; None where nothing was."""
    return once_in_reading(f"clarification of case {case.id}", lambda: _read_clarification(case.id))


def _read_clarification(case_id: int) -> Clarification | None:
    return db.session.get(Clarification, case_id) if RARE.may_have(Clarification, case_id) else None


def latest_extension(case: Case) -> ExtensionRequest | None:
    """The extension that was asked for last."""
    return once_in_reading(f"extension of case {case.id}", lambda: _read_extension(case.id))


def _read_extension(case_id: int) -> ExtensionRequest | None:
    if not RARE.may_have(ExtensionRequest, case_id):
        return None
    return db.session.scalars(_extensions, {"of_case": case_id}).first()


def extension_of(letter: IssuedLetter) -> ExtensionRequest | None:
    """The extension that this notice tells; others may have been asked for since.

    While the notice is being issued, it is the approved one that has no letter yet.
    """
    of_letter = select(ExtensionRequest).where(ExtensionRequest.letter_id == letter.id)
    return db.session.scalars(of_letter).one_or_none() or approved_extension(letter.case)


def approved_extension(case: Case) -> ExtensionRequest | None:
    """The approved extension whose notice is still to be issued."""
    latest = latest_extension(case)
    return (
        latest if latest is not None and latest.decision == "approve" and latest.letter_id is None else None
    )


def is_extension_unsent(case: Case) -> bool:
    """The notice of an approved extension is made and not out: nothing is extended yet (第三十三条第二款).

    Also where its sending has failed: it is sent again, or taken back before another extension is asked for.
    """
    found = latest_extension(case)
    if found is None or found.letter_id is None or recall_of(found.letter_id) is not None:
        return False
    delivery = delivery_of(found.letter_id)
    return delivery is not None and delivery.state in NOT_OUT


def is_reply_out(request: DisclosureRequest) -> bool:
    """The reply was sent, handed over, or is in the account: issued alone, it has reached nobody."""
    return request.reply_letter_id is not None and effective_delivery(request.reply_letter_id) is not None


def longest_extension(case: Case, on: date) -> int:
    """Working days by which the running reply limit may be extended: as its clock counts them (第三十三条第二款)."""
    running = clocks.clocks_of(case).running(ClockKind.REPLY)
    day = running.started_on if running is not None else on
    return int(clocks.parameters_on(day).value("extension_max_working_days"))


def answered_as(organ_id: int, number: str) -> DisclosureRequest | None:
    """The organ's request with this number, or whose reply has this number; None when there is none."""
    query = (
        select(DisclosureRequest)
        .join(Case, Case.id == DisclosureRequest.case_id)
        .join(IssuedLetter, IssuedLetter.id == DisclosureRequest.reply_letter_id)
        .where(Case.organ_id == organ_id, IssuedLetter.organ_id == organ_id)
    )
    by_either = (query.where(column == number) for column in (Case.number, IssuedLetter.document_number))
    return next((found for one in by_either if (found := db.session.scalars(one).first())), None)


def drafters_of(case: Case) -> frozenset[int]:
    """Who wrote any version of the reply or sent it on its way, or put what is handed over with it into it."""
    request = request_of(case)
    added = {file.added_by_id for file in request.files if file.removed_at is None}
    return frozenset(request.drafter_ids) | authors_of(case) | {one for one in added if one is not None}
