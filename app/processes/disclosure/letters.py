"""Facts of disclosure letters: the request's, the remedy's, and those that each notice adds."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.casework.contract.platform import platform
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.letters.kinds import kind_for
from app.casework.models import Case
from app.casework.models.letters import DeliveryMethod
from app.casework.terms import clocks
from app.casework.texts.contents import Content, letter_content
from app.law.consulting import FOR_A_THIRD_PARTY
from app.law.errors import NoReconsiderationOrgan
from app.law.opinions import consultation_result
from app.law.organ_place import OrganPlace
from app.law.outcomes import Outcome, is_refusal, outcome, resting_on
from app.law.remedies import remedy_clause
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.office.places import place_of
from app.processes.disclosure import redo_letter
from app.processes.disclosure.item_answers import answers_of, grounds_of_items
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.record_facts import amended_facts, decided_facts, origin_facts
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import enclosure_facts
from app.processes.disclosure.standing_replies import number_applied_under
from app.processes.disclosure.vocabulary import CHANNEL_ON_LETTERS, Matter, ReplyWay
from app.steps.consultation_record import consulted_on, parties_of

PLAIN_REPLY = "reply_plain"
PARTLY = "partly_granted"
REPLY = "reply"
"""The slot of the reply among the texts of the case."""
METHODS = {
    ReplyWay.PORTAL: DeliveryMethod.PORTAL, ReplyWay.POST: DeliveryMethod.POST,
    ReplyWay.IN_PERSON: DeliveryMethod.IN_PERSON, ReplyWay.EMAIL: DeliveryMethod.EMAIL,
}  # fmt: skip


def recipient_of(request: DisclosureRequest) -> Recipient:
    """The applicant, in the way that was asked for; who named none gets letters by post, without address by hand."""
    applicant = request.applicant
    asked = request.reply_way or (ReplyWay.POST if applicant.address_sealed else ReplyWay.IN_PERSON)
    return Recipient(applicant.name, applicant.applicant_kind.for_letters, METHODS[ReplyWay(asked)])


def address_of(case: Case) -> dict[str, str]:
    """Where a letter to the applicant is posted; showing it to a person is an act with its own audit line."""
    applicant = request_of(case).applicant
    return {"address": applicant.reveal("address"), "postcode": applicant.postcode}


def reply_kind(request: DisclosureRequest) -> LetterKind:
    """The one letter of the outcome; the plain reply where its own letter is not in the catalogue.

    A reply that was ordered anew names the order, whatever it decides now.
    """
    name = redo_letter.LETTER if is_ordered(request) else outcome(request.outcome).letter_kind
    catalogue = platform().catalogue
    return catalogue.kind(name if name in catalogue else PLAIN_REPLY)


def is_ordered(request: DisclosureRequest) -> bool:
    """A decision or a judgment wants a reply that was given to be given anew."""
    return request.matter == Matter.REDO and redo_letter.names_its_order(request.case)


def reply_text(request: DisclosureRequest, on: date) -> LetterKind:
    """The same letter in the wording that the organ uses on this day."""
    return kind_for(request.case.organ_on(on), reply_kind(request).kind, on)


def advice_on_reply(case: Case, on: date) -> str:
    """What the law asks of the letter of the outcome (its usage note); nothing before a decision."""
    request = request_of(case)
    return reply_kind(request).usage_note if request.outcome else ""


def request_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What was asked, when and how it was received."""
    return {
        "received_on": request.case.received_on or request.arrived_on,
        "received_by": CHANNEL_ON_LETTERS[request.channel],
        "request_content": request.description,
        **origin_facts(request),
        **amended_facts(request),
    }


def remedy_facts(request: DisclosureRequest, on: date) -> dict[str, Any]:
    """The clause of the outcome for this organ on this day; none where the tree does not tell: the check says so."""
    place, names_itself = _place(request, on), reply_kind(request).self_name
    try:
        clause = remedy_clause(
            decided_outcome(request), place, on, clocks.parameters_on(on), document=names_itself
        )
    except NoReconsiderationOrgan:
        return {}
    return {"remedy": list(clause.paragraphs)}


def _place(request: DisclosureRequest, on: date) -> OrganPlace:
    """The organ in the tree; whoever wants the reply on the portal or by e-mail is served through the internet."""
    is_online = request.reply_way in (ReplyWay.PORTAL, ReplyWay.EMAIL)
    return replace(place_of(request.case.organ_on(on), on), serves_online=is_online)


def consultation_facts(request: DisclosureRequest, on: date) -> dict[str, Any]:
    """When third parties were asked and what came of it (第三十二条): of the record, never typed.

    A partial reply tells it where a part rests on it: what was asked for another's sake is no reason there.
    """
    if request.outcome == PARTLY and FOR_A_THIRD_PARTY not in withheld_grounds(request):
        return {}
    said = consultation_result(parties_of(request.case))
    day = consulted_on(request.case, on)
    return {"consulted_on": day.isoformat(), "consultation_result": said} if day and said else {}


def undivided_facts(request: DisclosureRequest) -> dict[str, Any]:
    """第三十七条: why no part of what is refused can be given; nothing where it was not asked."""
    return {"inseparable": request.inseparable} if is_refusal(request.outcome) and request.inseparable else {}


def withheld_grounds(request: DisclosureRequest) -> frozenset[str]:
    """On what the parts rest that a partial disclosure withholds, as drafted, or that an item does, as judged."""
    parts = request.draft_facts.get("withheld_parts") or [] if request.outcome == PARTLY else []
    return frozenset(str(one.get("ground")) for one in parts) | grounds_of_items(request)


def decided_outcome(request: DisclosureRequest) -> Outcome:
    """The outcome as the drafted parts make it."""
    return resting_on(outcome(request.outcome), withheld_grounds(request))


def reply_facts(request: DisclosureRequest, on: date) -> dict[str, Any]:
    """Everything of the reply but number, date and code; what is handed over with it included."""
    said = {**request_facts(request), **request.draft_facts, **remedy_facts(request, on)}
    known = {**consultation_facts(request, on), **undivided_facts(request), **enclosure_facts(request)}
    return {**said, **decided_facts(request), **known, **answers_of(request, on)}


def reply_content(request: DisclosureRequest, on: date) -> Content:
    """What a signature is bound to: the wording in force and all that the reply says but number, day and code.

    The reply names each file that goes with it, in its order, with its hash: so these are signed too. Earlier releases
    bound neither the organ's own particulars nor the kind of the applicant, or named a case of 重新答复 in the place of
    the application: what was signed then stands as it is.
    """
    wording, recipient = reply_text(request, on), recipient_of(request)
    facts = {**reply_facts(request, on), "applicant_name": recipient.name}
    printed = {**issuing.standing_facts(request.case.organ_on(on)), "applicant_kind": recipient.kind}
    of_this_case = {**printed, "case_number": request.case.number}
    bound: tuple[dict[str, Any], ...] = (
        {},
        of_this_case,
        {**printed, "case_number": number_applied_under(request.case)},
    )
    *before, now = (
        letter_content(wording.version_hash, {**facts, **issuing.only_known(wording, one)}) for one in bound
    )
    return replace(now, known_as=frozenset(one.hash for one in before) - {now.hash})


def reply_now(case: Case, on: date) -> Content | None:
    """The reply as it would go out today; None before a decision, and once it is issued."""
    request = request_of(case)
    if not request.outcome or request.reply_letter_id is not None or not case.is_open:
        return None
    return reply_content(request, on)


def numbers_of_applicant(request: DisclosureRequest) -> tuple[str, ...]:
    """Numbers that may stand in what goes to the applicant: their own."""
    own = (request.applicant.reveal(name) for name in ("identity_number", "telephone"))
    return tuple(number for number in own if number)


def circumstances(request: DisclosureRequest, on: date, *, due_on: date | None = None) -> Circumstances:
    """What the letter check must know of the request; `due_on` is the last day for this letter, if it has one."""
    return Circumstances(
        outcome=request.outcome, place=_place(request, on), due_on=due_on,
        late_reason=request.late_reason, applicant_numbers=numbers_of_applicant(request),
        parameters=clocks.parameters(),
    )  # fmt: skip


def preview_facts(case: Case, on: date) -> dict[str, Any]:
    """The reply's facts with blanks for what is only known at issue."""
    request = request_of(case)
    sender = issuing.sender_facts(case.organ_on(on), "", on, "")
    recipient = recipient_of(request)
    known = {**reply_facts(request, on), **sender, "applicant_name": recipient.name,
             "applicant_kind": recipient.kind, "case_number": number_applied_under(case)}  # fmt: skip
    return issuing.only_known(reply_kind(request), known)
