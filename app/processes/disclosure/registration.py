"""Opening a case for a request: applicant, request, number, day of receipt, clocks, workflow."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, inspect, select
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.once import once_in_act
from app.casework.contract.platform import platform
from app.casework.models import Case, Document
from app.casework.models.cases import CaseState
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document
from app.casework.papers.uploads import CheckedUpload
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.casework.terms.moments import Asked
from app.database import columns_of, db, write_what_waits
from app.entities import Entity, parts_of
from app.law.errors import InvalidInput
from app.law.receipt import Channel, Receipt, doubt_of_late_entry, receipt_day
from app.law.secrecy import ORDINARY
from app.office import organs
from app.office.models import OrgUnit
from app.processes.disclosure.models import (
    Applicant,
    CaseLink,
    Clarification,
    DisclosureRequest,
    FeeCharge,
    ReasonStatement,
    ReplyFile,
)
from app.processes.disclosure.query_codes import HashedCode
from app.processes.disclosure.traces import keep_traces
from app.processes.disclosure.vocabulary import Matter

PROCESS = "disclosure"
TITLE_LENGTH = 60
APPLICANT_FIELDS = ("name", "contact_name", "representative", "agent_name", "identity_document",
                    "identity_number", "telephone", "address", "postcode", "email")  # fmt: skip
REQUEST_FIELDS = ("description", "document_title", "document_reference", "reply_form", "reply_way", "signed_on",
                  "reached_office_on", "misdirected", "confirmed_on", "tracking_number", "signed_by",
                  "confirmation_note")  # fmt: skip

_PARTS = Entity(DisclosureRequest), Entity(Applicant), Entity(ReplyFile), Entity(Document)
_requests, _applicants, _files, _documents = _PARTS
_own, _file = _requests.table.c.case_id, _files.table.c
_RARE = {
    "clarification": Clarification.__table__.c.case_id, "charge": FeeCharge.__table__.c.case_id,
    "reason": ReasonStatement.__table__.c.case_id, "origin": CaseLink.__table__.c.later_id,
}  # fmt: skip
_whole = (
    select(
        *(column for part in _PARTS for column in part.columns),
        *(exists().where(column == _own) for column in _RARE.values()),
    )
    .join(_applicants.table, _applicants.table.c.id == _requests.table.c.applicant_id)
    .outerjoin(_files.table, _file.case_id == _own)
    .outerjoin(_documents.table, _documents.table.c.id == _file.document_id)
    .where(_own == bindparam("of_case"))
    .order_by(_file.position)
)  # fmt: skip


def title_of(data: dict[str, Any], matter: Matter = Matter.APPLICATION) -> str:
    """The case's title: the document's name if given, otherwise the beginning of what is asked."""
    subject = data.get("document_title") or " ".join(data["description"].split())
    shortened = subject if len(subject) <= TITLE_LENGTH else subject[:TITLE_LENGTH] + "…"
    if matter is Matter.CORRECTION:
        return f"申请更正{shortened}"
    return f"申请公开{shortened}" if not shortened.startswith("申请公开") else shortened


def open_request(
    act: Act,
    organ: OrgUnit,
    channel: Channel,
    data: dict[str, Any],
    uploads: list[CheckedUpload],
    query_code: HashedCode,
    matter: Matter = Matter.APPLICATION,
    keep: Callable[[DisclosureRequest], None] = lambda request: None,
) -> DisclosureRequest:
    """The case with everything that belongs to it, on its first task. The clock starts when receipt is certain.

    `keep` writes what a correction asks, before anybody has a task.
    """
    arrived_on = data.get("arrived_on") or act.today
    receipt = _receipt(channel, data, arrived_on)
    case = Case(
        number=numbering.case_number(organ, platform().process(PROCESS).prefix, act.today.year), process=PROCESS,
        organ_id=organ.id, title=title_of(data, matter), party=data["name"], opened_at=act.now,
        received_on=receipt.received_on,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    act.case = case
    applicant = _applicant(data, uploads)
    request = DisclosureRequest(
        case_id=case.id, matter=matter, applicant=applicant, channel=channel, arrived_on=arrived_on,
        written_by_id=act.actor.person_id if channel is Channel.ORAL else None,
        registered_on=None if channel is Channel.ONLINE or receipt.received_on is None else act.today,
        receipt_basis=receipt.basis, conservative_on=receipt.conservative_on, query_code_hash=query_code.hash,
        **{name: data.get(name) for name in REQUEST_FIELDS if data.get(name) is not None},
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    if matter is Matter.APPLICATION:
        keep_traces(organ.id, case.id, request.description)
    keep(request)
    _add_uploads(act, uploads, channel)
    start_clock(act, request)
    begin(act, request)
    return request


def begin(act: Act, request: DisclosureRequest) -> None:
    """The case's run on its diagram."""
    level = organs.organ_level(act.the_case.organ)
    known = {"delivered_online": request.is_delivered_online, "organ_level": level, "matter": request.matter,
             "sensitivity": ORDINARY}  # fmt: skip
    workflow_of(act).start(known)


def _applicant(data: dict[str, Any], uploads: list[CheckedUpload]) -> Applicant:
    """At the desk somebody looked whether the proof of authority came; online it is among the files."""
    has_authority = bool(data.get("agent_name") and data.get("has_authority", uploads))
    fields = {name: data.get(name, "") for name in APPLICANT_FIELDS}
    return Applicant(kind=data["applicant_kind"], has_authority=has_authority, **fields)


def _receipt(channel: Channel, data: dict[str, Any], arrived_on: date) -> Receipt:
    return receipt_day(
        channel, submitted_on=arrived_on, arrived_on=arrived_on, signed_on=data.get("signed_on"),
        confirmed_on=data.get("confirmed_on"), auto_receipt=True if channel is Channel.ONLINE else None,
        misdirected=bool(data.get("misdirected")), reached_office_on=data.get("reached_office_on"),
        parameters=clocks.parameters_on(arrived_on),
    )  # fmt: skip


def _add_uploads(act: Act, uploads: list[CheckedUpload], channel: Channel) -> None:
    origin = DocumentOrigin.APPLICANT if channel is Channel.ONLINE else DocumentOrigin.PROOF
    for upload in uploads:
        add_document(act, upload, origin=origin, purpose="application", title=upload.filename, visible=True)


def start_clock(act: Act, request: DisclosureRequest) -> None:
    """The event `received`, as soon as the day of receipt is certain; 第四十一条 has a limit of its own."""
    if act.the_case.received_on is None:
        return
    if request.matter == Matter.CORRECTION:
        clocks.record(act, "correction_requested", act.the_case.received_on)
        return
    days = {
        "submitted_on": request.arrived_on, "arrived_on": request.arrived_on,
        "signed_on": request.signed_on, "confirmed_on": request.confirmed_on,
        "reached_office_on": request.reached_office_on,
    }  # fmt: skip
    facts: dict[str, Any] = {name: day.isoformat() for name, day in days.items() if day is not None}
    if request.misdirected:
        facts["misdirected"] = True
    clocks.record(act, "received", request.arrived_on, channel=str(request.channel), **facts)


def confirm_receipt(act: Act, request: DisclosureRequest, confirmed_on: date, note: str) -> None:
    """The applicant was reached: receipt is certain from now on (平信、传真、电子邮件)."""
    request.confirmed_on, request.confirmation_note = confirmed_on, note
    receipt = _receipt(
        Channel(request.channel),
        {"signed_on": request.signed_on, "confirmed_on": confirmed_on},
        request.arrived_on,
    )
    act.the_case.received_on, request.receipt_basis = receipt.received_on, receipt.basis
    start_clock(act, request)


def check_receipt_is_meant(act: Act, *, is_checked: bool) -> str:
    """What is said of an application that is entered long after its day of receipt; empty for any other.

    Raises InvalidInput beside `receipt_checked` until somebody has looked at the day once more.
    """
    case = act.the_case
    if case.received_on is None:
        return ""
    doubt = doubt_of_late_entry(case.received_on, case.due_on, act.today, clocks.calendar())
    if doubt and not is_checked:
        raise InvalidInput(fields={"receipt_checked": doubt})
    return f"，收到之日{case.received_on}已核对" if doubt else ""


def note_registration(act: Act, request: DisclosureRequest) -> None:
    """The day of 登记: a paper's is the day on which the desk entered it; today for an online request, and for
    one whose receipt had to be confirmed with the applicant first."""
    if request.registered_on is not None:
        return
    waited = request.channel == Channel.ONLINE or request.confirmed_on is not None
    request.registered_on = act.today if waited else act.the_case.opened_at.date()


def request_of(case: Case) -> DisclosureRequest:
    """The request of a case with its applicant and the files of its reply, in one statement; read once in an act and
    in a reading. Most have no clarification, fee, reason or earlier case: that is read along, what is there when asked.
    """
    return once_in_act(f"request of case {case.id}", lambda: _read_request(case.id))


def _read_request(case_id: int) -> DisclosureRequest:
    known = db.session.identity_map.get(identity_key(DisclosureRequest, case_id))
    if isinstance(known, DisclosureRequest) and not inspect(known).expired:
        return known  # what this act has opened itself
    write_what_waits()  # an applicant or a file of this act
    rows = [tuple(parts_of(found, *_PARTS)) for found in columns_of(_whole, {"of_case": case_id})]
    of_request, of_applicant, *_, are_there = rows[0]
    request = _requests.row(of_request)
    assert request is not None
    set_committed_value(request, "applicant", _applicants.row(of_applicant))
    for part, is_there in zip(_RARE, are_there, strict=True):
        if not is_there:
            set_committed_value(request, part, None)
    files = [file for *_, of_file, of_document, _ in rows if (file := _file_of(of_file, of_document))]
    set_committed_value(request, "files", files)
    return request


def _file_of(found: Sequence[Any], of_document: Sequence[Any]) -> ReplyFile | None:
    file = _files.row(found)
    if file is not None:
        set_committed_value(file, "document", _documents.row(of_document))
    return file


def earliest_receipt(case: Case) -> date | None:
    """The earliest day that anyone could argue for, while the day of receipt waits for a word with the applicant."""
    return request_of(case).conservative_on


def waits_for_its_day(now: Asked) -> ColumnElement[bool]:
    """Open requests whose day of receipt waits for a word with the applicant (第三十一条): no limit runs yet."""
    return and_(Case.state == CaseState.OPEN, Case.received_on.is_(None))
